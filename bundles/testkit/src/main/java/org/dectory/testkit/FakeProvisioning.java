package org.dectory.testkit;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;

/**
 * Provisioning for the tests of faces: it imports nothing, says what it was told to say, and notes what it is asked for. Used by one
 * thread at a time.
 */
public final class FakeProvisioning implements ProvisioningService, ProvisioningAdministration {

    /** When all of it happens. */
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final List<String> deeds = new ArrayList<>();
    private final List<FileReport> failed = new ArrayList<>();
    private final List<FileReport> held = new ArrayList<>();
    private Sources sources = new Sources(true, Optional.empty(), Optional.empty());
    private Optional<ImportRun> run = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private List<String> warnings = List.of();

    /** A fake without a source. */
    public FakeProvisioning() {}

    /**
     * A run to show.
     *
     * @param done how many files are done: 1 imported, 2 held, 3 failed, the others unchanged
     * @param total how many there are
     * @param running whether it goes on
     * @return the run
     */
    public static ImportRun run(int done, int total, boolean running) {
        return run(done, total, running, Actor.account("admin", "test"));
    }

    private static ImportRun run(int done, int total, boolean running, Actor actor) {
        return new ImportRun(
                1,
                actor,
                NOW,
                running ? Optional.empty() : Optional.of(NOW.plusSeconds(60)),
                total,
                1,
                done - 6,
                0,
                2,
                3,
                false,
                "",
                2.4,
                Optional.of(Duration.ofSeconds(running ? 7 : 0)));
    }

    /** Lets a run be the last one. */
    public void show(ImportRun last) {
        run = Optional.of(last);
    }

    /** Lets a specific source be set. */
    public void show(Source source) {
        sources = new Sources(true, Optional.of(source), sources.central());
    }

    /** Lets it warn. */
    public void warn(String... sentences) {
        warnings = List.of(sentences);
    }

    /** Lets a file be among those that failed, or that are held. */
    public void report(Files which, String file, String reason) {
        ImportResult.Outcome outcome = which == Files.HELD ? ImportResult.Outcome.GONE : ImportResult.Outcome.FAILED;
        FileReport report = new FileReport(
                new ImportResult(file, NOW, outcome, reason, List.of("3: error: no good")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                which == Files.HELD);
        (which == Files.HELD ? held : failed).add(report);
    }

    /** Refuses to start anything from now on. */
    public void refuse(String reason) {
        refusal = Optional.of(reason);
    }

    /** What it was asked for so far. */
    public List<String> deeds() {
        return List.copyOf(deeds);
    }

    @Override
    public Optional<ImportRun> lastRun() {
        return run;
    }

    @Override
    public ImportRun startImport(Optional<List<String>> logins, Actor actor) {
        return begin("import " + logins.map(Object::toString).orElse("all"), actor);
    }

    @Override
    public ImportRun confirmDeletions(Optional<Set<UserId>> users, Actor actor) {
        String whom = users.map(ids -> ids.stream()
                        .map(id -> Integer.toString(id.uid()))
                        .sorted()
                        .toList()
                        .toString())
                .orElse("all");
        return begin("delete " + whom, actor);
    }

    private ImportRun begin(String deed, Actor actor) {
        refusal.ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        deeds.add(deed + " by " + actor.name());
        ImportRun begun = run(6, 20, true, actor);
        run = Optional.of(begun);
        return begun;
    }

    @Override
    public boolean cancelRun(Actor actor) {
        deeds.add("cancel by " + actor.name());
        boolean there = run.filter(ImportRun::running).isPresent();
        run = run.map(last -> run(last.done(), last.total(), false));
        return there;
    }

    @Override
    public Page<FileReport> reports(Files which, PageRequest request) {
        List<FileReport> all = switch (which) {
            case HELD -> held;
            case FAILED -> failed;
            case ALL -> {
                List<FileReport> both = new ArrayList<>(failed);
                both.addAll(held);
                yield both;
            }
        };
        return new Page<>(
                all.stream().skip(request.offset()).limit(request.limit()).toList(), all.size());
    }

    @Override
    public CompletionStage<ImportResult> makeExternal(UserId user, Actor actor) {
        deeds.add("make " + user.uid() + " external by " + actor.name());
        return completedStage(new ImportResult("100.cfg", NOW, ImportResult.Outcome.GONE, "HTTP 404", List.of()));
    }

    @Override
    public Sources sources() {
        return sources;
    }

    @Override
    public CompletionStage<Void> configure(Optional<Source> source, Optional<Secret> password, Actor actor) {
        sources = new Sources(true, source, sources.central());
        return completedStage(null);
    }

    @Override
    public CompletionStage<Void> configureCentral(Optional<Source> source, Optional<Secret> password, Actor actor) {
        sources = new Sources(sources.useSpecific(), sources.specific(), source);
        return completedStage(null);
    }

    @Override
    public CompletionStage<Void> useSpecific(boolean specific, Actor actor) {
        sources = new Sources(specific, sources.specific(), sources.central());
        return completedStage(null);
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Optional<Source> source() {
        return sources.inUse();
    }

    @Override
    public ProvisioningStatus status() {
        boolean configured = source().isPresent();
        return new ProvisioningStatus(configured, configured, Optional.empty(), "", Optional.empty(), 0);
    }

    @Override
    public CompletionStage<ImportResult> importCommon() {
        return completedStage(
                new ImportResult("user_common.cfg", NOW, ImportResult.Outcome.FAILED, "the server is down", List.of()));
    }

    @Override
    public CompletionStage<ImportResult> importUser(String login) {
        return completedStage(new ImportResult(
                login + ".cfg", NOW, ImportResult.Outcome.IMPORTED, "", List.of("3: warning: unknown key")));
    }

    @Override
    public CompletionStage<UserLookup> lookUp(String login, Duration patience) {
        return completedStage(new UserLookup.Unknown());
    }
}
