package org.dectory.fieldupdate.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.fieldupdate.UpdateStatus.Phase;
import org.dectory.release.Installer;
import org.dectory.release.JournalEntry;
import org.dectory.release.JournalEntry.Step;
import org.dectory.release.Refusal;
import org.dectory.release.RefusedException;
import org.dectory.release.ReleaseSet;
import org.dectory.release.ReleaseState;
import org.dectory.release.ReleasedBundle;
import org.dectory.release.Releases;
import org.dectory.release.RollbackReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes updates in, tries them, and goes back. Used by one thread, but for {@link #phase}, {@link #remark} and {@link #callOff}.
 *
 * <p>Each step is in the journal before it is done. If the power goes during a trial, the launcher starts the trial once more and judges it;
 * so it does if this bundle was stopped meanwhile.
 */
final class Updater {

    private static final Logger logger = LoggerFactory.getLogger(Updater.class);

    private final Releases releases;
    private final Installer installer;
    private final Planner planner;
    private final Swap swap;
    private final Hands hands;
    private final Vitals vitals;
    private final ConfigurationKeeper configuration;
    private final Supplier<Limits> limits;
    private final Clock clock;
    private volatile Phase phase = Phase.IDLE;
    private volatile String remark = "";
    private volatile Optional<Instant> verdict = Optional.empty();
    private final AtomicReference<@Nullable CallOff> calledOff = new AtomicReference<>();

    Updater(
            Releases releases,
            Installer installer,
            Planner planner,
            Swap swap,
            Hands hands,
            Vitals vitals,
            ConfigurationKeeper configuration,
            Supplier<Limits> limits,
            Clock clock) {
        this.releases = releases;
        this.installer = installer;
        this.planner = planner;
        this.swap = swap;
        this.hands = hands;
        this.vitals = vitals;
        this.configuration = configuration;
        this.limits = limits;
        this.clock = clock;
    }

    Phase phase() {
        return phase;
    }

    /** What an administrator should know; empty if nothing. */
    String remark() {
        return remark;
    }

    /** When what is on trial is kept. */
    Optional<Instant> verdict() {
        return verdict;
    }

    /** Whether what is on trial is judged here; otherwise the launcher does. */
    boolean isProving() {
        return phase == Phase.PROVING || phase == Phase.REPLACING;
    }

    /**
     * Lets the trial end.
     *
     * @return completes when that is written down; fails if the trial ended otherwise
     */
    CompletableFuture<Long> callOff(String by) {
        CallOff wish = new CallOff(by, new CompletableFuture<>());
        if (!calledOff.compareAndSet(null, wish) || !isProving()) {
            wish.written().completeExceptionally(tooLate());
        }
        return wish.written();
    }

    private static UpdateRefusedException tooLate() {
        return new UpdateRefusedException(UpdateRefusedException.BUSY, "The trial is about to end.");
    }

    /** Somebody wants a trial to end. */
    private record CallOff(String by, CompletableFuture<Long> written) {}

    /** Finishes what was begun before this bundle stopped, or has the launcher do so; says whether it has. */
    boolean recover() throws IOException {
        ReleaseState state = releases.state();
        boolean alone = state.trial().isPresent() && state.attempts() == 0;
        if (state.trial().isEmpty()) {
            configuration.settle(failed());
        } else if (alone) {
            // What runs is neither the old set nor the new one for sure.
            restart("An update on trial was left alone; the appliance restarts to judge it");
        }
        return alone;
    }

    UpdatePlan stage(Path file, String by) throws IOException, UpdateRefusedException {
        refuseDuringTrial();
        phase = Phase.STAGING;
        try {
            // A clock that is behind lets pass what has expired, one that is right does not.
            String id = releases.stage(file, Optional.of(clock.instant()), by);
            ReleaseSet set = set(id);
            logger.info("Update {} lies ready ({})", set.version(), by);
            return plan(set).shown(set.version());
        } catch (RefusedException e) {
            logger.warn("{} ({})", e.getMessage(), by);
            throw new UpdateRefusedException(e.reason().name(), String.valueOf(e.getMessage()));
        } finally {
            phase = Phase.IDLE;
        }
    }

    private Plan plan(ReleaseSet to) throws IOException {
        Plan plan = planner.plan(releases.current(), to.bundles());
        List<String> stuck = hands.stuck();
        return stuck.isEmpty() || plan.needsRestart()
                ? plan
                : new Plan(plan.changes(), List.of("an earlier update left something behind: " + stuck));
    }

    private List<ReleasedBundle> bundles(Optional<String> id) {
        return id.flatMap(releases::find)
                .map(ReleaseSet::bundles)
                .orElse(releases.factory().bundles());
    }

    private long version(Optional<String> id) throws IOException {
        return id.isPresent() ? set(id.get()).version() : releases.factory().version();
    }

    /**
     * The updates that were tried last and not kept. An update that was kept and is left later, for a newer image perhaps, is none of them:
     * what was set in the meantime is not undone.
     */
    private Set<Long> failed() throws IOException {
        Set<Long> failed = new HashSet<>();
        for (JournalEntry entry : releases.history()) {
            if (entry.step() == Step.TRIAL) {
                failed.add(entry.version());
            } else if (entry.step() == Step.COMMITTED) {
                failed.remove(entry.version());
            }
        }
        return failed;
    }

    private ReleaseSet set(String id) throws IOException {
        return releases.find(id).orElseThrow(() -> new IOException("The set " + id + " cannot be read"));
    }

    private void refuseDuringTrial() throws IOException, UpdateRefusedException {
        if (releases.state().trial().isPresent()) {
            throw new UpdateRefusedException(
                    UpdateRefusedException.BUSY, "An update is on trial; wait until it is kept or rolled back.");
        }
    }

    /**
     * Tries what lies ready.
     *
     * @param begun completes when it is written down
     */
    UpdatePlan tryOut(String by, CompletableFuture<UpdatePlan> begun)
            throws IOException, UpdateRefusedException, InterruptedException {
        refuseDuringTrial();
        String id = releases.state()
                .staged()
                .orElseThrow(() -> new UpdateRefusedException(
                        UpdateRefusedException.NOTHING_THERE, "No update lies ready; send one first."));
        ReleaseSet set = set(id);
        if (set.expires().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            throw new UpdateRefusedException(
                    Refusal.EXPIRED.name(), "The update that lies ready has expired; send another one.");
        }
        Plan plan = plan(set);
        configuration.settle(failed());
        configuration.take(set.version());
        Picture before = vitals.picture();
        calledOff.set(null);
        phase = Phase.REPLACING;
        try {
            begin(id, set.version(), by);
            logger.info("Update {} is on trial ({})", set.version(), by);
            begun.complete(plan.shown(set.version()));
            if (plan.needsRestart()) {
                restart("The appliance restarts for update " + set.version() + ": "
                        + String.join("; ", plan.restartCauses()));
            } else {
                prove(id, set.version(), plan, before);
            }
            return plan.shown(set.version());
        } finally {
            verdict = Optional.empty();
            CallOff late = calledOff.get();
            if (late != null) {
                late.written().completeExceptionally(tooLate());
            }
            if (phase != Phase.RESTARTING) {
                phase = Phase.IDLE;
            }
        }
    }

    private void begin(String id, long version, String by) throws IOException {
        try {
            releases.beginTrial(id, by);
        } catch (IOException e) {
            // Nothing was tried, so nothing has to come back.
            configuration.forget(version);
            throw e;
        }
    }

    private void prove(String id, long version, Plan plan, Picture before) throws InterruptedException {
        try {
            List<String> report = swap.carryOut(plan);
            verdict = Optional.of(clock.instant().plus(limits.get().window()));
            phase = Phase.PROVING;
            new Proof(vitals, limits.get(), () -> calledOff.get() != null).watch(before);
            keep(id, version, String.join("; ", report));
        } catch (FailedStepException e) {
            if (vitals.isStopping()) {
                logger.info("The appliance stops before update {} could prove itself", version);
                return;
            }
            if (e.isPredecessors()) {
                // Who rolled the update back for it would never get rid of the predecessor.
                restart("The appliance restarts for update " + version + ": " + e.getMessage());
                return;
            }
            CallOff wish = calledOff.get();
            if (wish == null || e.reason() != RollbackReason.REQUESTED) {
                wish = new CallOff(String.valueOf(e.getMessage()), new CompletableFuture<>());
            }
            String detail = wish.by();
            logger.warn("Update {} is rolled back ({}): {}", version, e.reason(), detail);
            goBack(id, plan.reversed(), e.reason(), detail, wish.written());
        } catch (CancellationException e) {
            logger.info("The appliance stops before update {} could prove itself", version);
        }
    }

    private void keep(String id, long version, String report) {
        try {
            releases.commit(id, report);
            logger.info("Update {} proved itself and is kept: {}", version, report);
            configuration.settle(failed());
        } catch (IOException e) {
            // It runs well; the next start tries it once more, and then goes back.
            remark = "Update " + version + " proved itself, but that cannot be kept: " + e.getMessage();
            logger.error("{}", remark);
        }
    }

    /** Leaves what runs for what ran before. */
    long leaveCurrent(String by, CompletableFuture<Long> begun)
            throws IOException, UpdateRefusedException, InterruptedException {
        refuseDuringTrial();
        ReleaseState state = releases.state();
        String id = state.current()
                .orElseThrow(() -> new UpdateRefusedException(
                        UpdateRefusedException.NOTHING_THERE, "The bundles of the image run; there is no way back."));
        configuration.settle(failed());
        Plan plan = planner.plan(bundles(state.current()), bundles(state.previous()));
        try {
            goBack(id, plan, RollbackReason.REQUESTED, by, begun);
            return version(state.previous());
        } finally {
            if (phase != Phase.RESTARTING) {
                phase = Phase.IDLE;
            }
        }
    }

    private void goBack(String id, Plan plan, RollbackReason reason, String detail, CompletableFuture<Long> written)
            throws InterruptedException {
        phase = Phase.GOING_BACK;
        try {
            releases.rollBack(id, reason, detail);
            written.complete(version(releases.state().current()));
        } catch (IOException e) {
            // If the trial goes on at the next start, the launcher comes to the same verdict.
            logger.error("The rollback cannot be kept: {}", e.getMessage());
            written.completeExceptionally(e);
        }
        if (plan.needsRestart()) {
            restart("The appliance restarts to go back: " + String.join("; ", plan.restartCauses()));
            return;
        }
        List<String> failures;
        try {
            restoreSettings();
            failures = swap.goBack(plan);
        } catch (InterruptedException e) {
            if (!vitals.isStopping()) {
                restart("The appliance restarts, for the way back was broken off");
            }
            throw e;
        }
        if (!swap.isDone(plan)) {
            restart("The appliance restarts, for it cannot go back otherwise: " + String.join("; ", failures));
        } else if (!failures.isEmpty()) {
            remark = "Restart the appliance when it suits; an update left something behind: "
                    + String.join("; ", failures);
            logger.warn("{}", remark);
        }
    }

    /** Before the old bundles come, so that they find them; on a thread of its own, for whoever is told of them may hang. */
    private void restoreSettings() throws InterruptedException {
        try {
            hands.within(limits.get().step(), "settings come back", new ThreadGroup("fieldupdate"), () -> {
                configuration.settle(failed());
                return true;
            });
        } catch (FailedStepException e) {
            logger.error("{}", e.getMessage());
        }
    }

    private void restart(String why) {
        logger.warn("{}", why);
        remark = why;
        phase = Phase.RESTARTING;
        installer.restart(why);
    }
}
