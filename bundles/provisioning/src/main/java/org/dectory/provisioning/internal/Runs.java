package org.dectory.provisioning.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.dectory.api.identity.UserId;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Actor;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFileRow;
import org.dectory.api.store.UserRow;
import org.dectory.provisioning.internal.LiveSettings.Current;
import org.dectory.provisioning.internal.Order.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports many files on demand, one run at a time. It borrows three of four threads and gives each back as soon as somebody
 * else waits for one. Thread-safe.
 */
final class Runs implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Runs.class);

    /** Most files that are fetched and not yet on the disk: enough for the store to write many in one go. */
    private static final int MOST_UNWRITTEN = 512;

    private final Store store;
    private final Clock clock;
    private final LiveSettings live;
    private final Fetches fetches;
    private final Imports imports;
    private final SourceHealth health;
    private final RunMemory memory;
    private final Runnable ended;
    private final Semaphore unwritten = new Semaphore(MOST_UNWRITTEN);

    private Optional<Run> last = Optional.empty();
    private long ids;

    /**
     * Starts none.
     *
     * @param ended is told when a run has ended
     */
    Runs(
            Store store,
            Clock clock,
            LiveSettings live,
            Fetches fetches,
            Imports imports,
            SourceHealth health,
            RunMemory memory,
            Runnable ended) {
        this.store = store;
        this.clock = clock;
        this.live = live;
        this.fetches = fetches;
        this.imports = imports;
        this.health = health;
        this.memory = memory;
        this.ended = ended;
    }

    /** Whether a run has threads now. */
    synchronized boolean isRunning() {
        return last.filter(Run::running).isPresent();
    }

    ImportRun start(Optional<List<String>> logins, Actor actor) {
        LoginType type = store.read(LoginType::of);
        if (logins.filter(names -> names.size() > ProvisioningAdministration.MOST_LOGINS)
                .isPresent()) {
            throw new IllegalArgumentException(
                    "logins: too many (expected: at most " + ProvisioningAdministration.MOST_LOGINS + ")");
        }
        List<Subject> subjects = logins.map(names -> names.stream()
                        .map(name -> new Subject(type, name))
                        .distinct()
                        .toList())
                .orElseGet(() -> store.read(Runs::externalUsers));
        return start(subjects, Cause.DEMAND, actor);
    }

    ImportRun confirm(Optional<Set<UserId>> users, Actor actor) {
        return start(store.read(view -> heldUsers(view, users)), Cause.CONFIRMED, actor);
    }

    /** All pages as they are at one moment: somebody who is made or deleted meanwhile must not move others out of sight. */
    private static List<Subject> heldUsers(StoreView view, Optional<Set<UserId>> wanted) {
        LoginType type = LoginType.of(view);
        List<Subject> subjects = new ArrayList<>();
        for (int offset = 0; true; offset += PageRequest.MAX_LIMIT) {
            PageRequest request = new PageRequest(offset, PageRequest.MAX_LIMIT, "", false, "");
            List<UserFileRow> rows = view.userFiles(Optional.of(FileBooks.HELD), Optional.empty(), request)
                    .rows();
            rows.stream()
                    .map(UserFileRow::user)
                    .filter(user -> wanted.isEmpty() || wanted.get().contains(user.id()))
                    .forEach(user -> Subject.of(type, user).ifPresent(subjects::add));
            if (rows.size() < PageRequest.MAX_LIMIT) {
                return subjects;
            }
        }
    }

    private static List<Subject> externalUsers(StoreView view) {
        LoginType type = LoginType.of(view);
        List<Subject> subjects = new ArrayList<>();
        for (int offset = 0; true; offset += PageRequest.MAX_LIMIT) {
            PageRequest request = new PageRequest(offset, PageRequest.MAX_LIMIT, "id", false, "");
            List<UserRow> rows = view.users(request).rows();
            rows.stream()
                    .map(UserRow::user)
                    .filter(User::external)
                    .forEach(user -> Subject.of(type, user).ifPresent(subjects::add));
            if (rows.size() < PageRequest.MAX_LIMIT) {
                return subjects;
            }
        }
    }

    private ImportRun start(List<Subject> subjects, Cause cause, Actor actor) {
        Current current = live.current();
        Optional<String> why = imports.whyNoUsers();
        if (why.isPresent() && current.source().isEmpty()) {
            throw new IllegalStateException(why.get());
        }
        Run run = enter(new Run(nextId(), current, cause, actor, clock, subjects));
        logger.info("An import of {} files begins", subjects.size());
        if (run.running()) {
            memory.keep(run.brokenOff(), List.of());
        } else {
            over(run);
        }
        imports.afterCommon().thenRun(() -> begin(run)).exceptionally(failure -> {
            logger.error("An import could not be begun", failure);
            stop(run, "The import failed: see the log");
            return null;
        });
        return run.state();
    }

    /** A run that was before a restart must not be taken for this one. */
    private synchronized long nextId() {
        if (ids == 0) {
            ids = memory.last().map(ImportRun::id).orElse(0L);
        }
        return ++ids;
    }

    private synchronized Run enter(Run run) {
        if (isRunning()) {
            throw new IllegalStateException("An import is in progress");
        }
        last = Optional.of(run);
        return run;
    }

    private void begin(Run run) {
        Optional<String> why = imports.whyNoUsers();
        if (why.isPresent()) {
            stop(run, why.get());
            return;
        }
        int threads = live.current().settings().threads();
        int lanes = Math.max(1, threads - (threads + 3) / 4);
        for (int i = 0; i < lanes; i++) {
            lend(run);
        }
    }

    private void lend(Run run) {
        try {
            fetches.lend(() -> drive(run));
        } catch (RejectedExecutionException e) {
            stop(run, "Provisioning is being stopped");
        }
    }

    private void drive(Run run) {
        while (run.hasNext()) {
            try {
                unwritten.acquire();
            } catch (InterruptedException e) {
                stop(run, "Provisioning is being stopped");
                return;
            }
            if (!live.stillCounts(run.current())) {
                run.fail("The source was changed meanwhile");
            }
            Optional<Order> order = run.next();
            if (order.isEmpty()) {
                unwritten.release();
                break;
            }
            CompletableFuture<Void> noted = imports.userHere(order.get()).thenAccept(outcome -> {
                unwritten.release();
                if (run.done(outcome)) {
                    over(run);
                }
            });
            if (health.isDown()) {
                noted.join(); // So that it is seen in time that nothing comes any more.
            }
            if (fetches.isBusy()) {
                lend(run);
                return;
            }
        }
        if (run.settle()) {
            over(run);
        }
    }

    private void stop(Run run, String reason) {
        run.fail(reason);
        if (run.settle()) {
            over(run);
        }
    }

    private void over(Run run) {
        ImportRun state = run.state();
        logger.info(
                "The import of {} files {}: {} imported, {} unchanged, {} gone, {} held, {} failed, {} a second{}",
                state.total(),
                state.cancelled() ? "was cancelled" : "has ended",
                state.imported(),
                state.unchanged(),
                state.gone(),
                state.held(),
                state.failed(),
                Math.round(state.perSecond()),
                state.problem().isEmpty() ? "" : ": " + state.problem());
        memory.keep(state, run.reports());
        ended.run();
    }

    Optional<ImportRun> last() {
        return current().map(Run::state).or(memory::last);
    }

    /** What came of the files of the last run that belong to no user. */
    List<FileReport> reports() {
        return current().map(Run::reports).orElseGet(memory::reports);
    }

    private synchronized Optional<Run> current() {
        return last;
    }

    boolean cancel() {
        Optional<Run> run = current();
        boolean cancelled = run.filter(Run::cancel).isPresent();
        run.filter(Run::settle).ifPresent(this::over);
        return cancelled;
    }

    /** Begins no further file. */
    @Override
    public void close() {
        current().ifPresent(run -> run.fail("Provisioning is being stopped"));
    }
}
