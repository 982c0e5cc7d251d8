package org.dectory.fieldupdate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.dectory.api.fieldupdate.BundleChange.Way;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.CheckResult.Severity;
import org.dectory.api.health.HealthService;
import org.dectory.api.store.Actor;
import org.dectory.release.JournalEntry.Step;
import org.dectory.release.ReleasedBundle;
import org.dectory.release.RollbackReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** Updates of a real framework, from really signed files. */
@Tag("OSG-03")
class UpdaterTest {

    private static final String BEFORE = "f 1.0.0 running, o 1.0.0 running";

    @TempDir
    Path folder;

    private Vendor vendor;
    private Appliance appliance;

    @BeforeEach
    void open() throws Exception {
        vendor = new Vendor(Files.createDirectory(folder.resolve("vendor")));
        appliance = new Appliance(Files.createDirectory(folder.resolve("appliance")), vendor);
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
    }

    @AfterEach
    void close() throws Exception {
        appliance.close();
    }

    @Test
    @Tag("OSG-04")
    void replacesAFetcherBesideAndAnotherInPlaceAndKeepsThem() throws Exception {
        UpdatePlan plan = appliance.update(vendor.update(
                2,
                vendor.bundle("f", "1.0.1", "fetcher", Map.of()),
                vendor.bundle("o", "1.0.1", "", Map.of()),
                vendor.bundle("n", "1.0.0", "", Map.of())));

        assertThat(appliance.last().step()).as(appliance.last().toString()).isEqualTo(Step.COMMITTED);
        assertThat(appliance.last().detail()).contains("o 1.0.0 -> 1.0.1, in place (a pause of ");
        assertThat(appliance.bundles()).isEqualTo("f 1.0.1 running, n 1.0.0 running, o 1.0.1 running");
        assertThat(plan.changes())
                .extracting(change -> change.symbolicName() + " " + change.way())
                .containsExactly("n BESIDE", "f BESIDE", "o IN_PLACE");
        assertThat(appliance.restarts).isEmpty();
        assertThat(appliance.snapshots.deeds).containsExactly("take update 2", "release 1");
    }

    @Test
    void goesBackByHandToWhatRanBefore() throws Exception {
        appliance.update(vendor.update(2, vendor.bundle("f", "1.0.1", "fetcher", Map.of()), vendor.other));
        appliance.update(vendor.update(3, vendor.bundle("f", "1.0.2", "fetcher", Map.of())));
        assertThat(appliance.bundles()).isEqualTo("f 1.0.2 running");

        appliance.updater.leaveCurrent("by me", new CompletableFuture<>());

        assertThat(appliance.bundles()).isEqualTo("f 1.0.1 running, o 1.0.0 running");
        assertThat(appliance.last().reason()).isEqualTo("REQUESTED");
        assertThat(appliance.last().detail()).isEqualTo("by me");
    }

    @ParameterizedTest
    @CsvSource({
        "throws fetcher, DOES_NOT_START, no good",
        "slow fetcher, TIMED_OUT, 'f 2.0.0 starts: not within 1 s'",
        "thread fetcher, UNHEALTHY, 'f 2.0.0 leaves threads behind when it stops: left behind'",
        "'', DOES_NOT_START, 'f 2.0.0 is not ready: it provides nothing'",
    })
    void bringsTheOldFetcherBackWithoutEverStoppingIt(String conduct, String reason, String detail) throws Exception {
        Bundle old = appliance.bundle("f");

        appliance.update(vendor.update(2, vendor.bundle("f", "2.0.0", conduct, Map.of()), vendor.other));

        assertThat(appliance.last().reason()).as(appliance.last().toString()).isEqualTo(reason);
        assertThat(appliance.last().detail()).contains(detail);
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
        assertThat(appliance.bundle("f")).isSameAs(old);
        assertThat(appliance.restarts).isEmpty();
        assertThat(appliance.releases.state().current()).isEmpty();
    }

    @Test
    void aFetcherThatNeverStopsIsFoundOutWhileTheOldOneRuns() throws Exception {
        appliance.update(vendor.update(2, vendor.bundle("f", "2.0.0", "fetcher deadlock", Map.of()), vendor.other));

        assertThat(appliance.last().reason()).as(appliance.last().toString()).isEqualTo("TIMED_OUT");
        assertThat(appliance.last().detail()).contains("f 2.0.0 stops: not within 1 s");
        assertThat(appliance.bundles()).isEqualTo("f 1.0.0 running, f 2.0.0 still stopping, o 1.0.0 running");
        assertThat(appliance.restarts).isEmpty();
        assertThat(appliance.updater.remark()).startsWith("Restart the appliance when it suits");
        assertThat(appliance.hands.stuck()).isNotEmpty();
    }

    @Test
    void whatDoesNotResolveTouchesNothing() throws Exception {
        Bundle old = appliance.bundle("o");
        List<String> stopped = new CopyOnWriteArrayList<>();
        appliance.context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPING) {
                stopped.add(event.getBundle().getSymbolicName());
            }
        });

        appliance.update(vendor.update(
                2, vendor.fetcher, vendor.bundle("o", "2.0.0", "", Map.of("Import-Package", "org.nowhere"))));

        assertThat(appliance.last().reason()).isEqualTo("DOES_NOT_START");
        assertThat(appliance.last().detail()).contains("org.nowhere");
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
        assertThat(appliance.bundle("o")).isSameAs(old);
        assertThat(stopped).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"throws, DOES_NOT_START", "slow, TIMED_OUT"})
    void bringsBackWhatWasReplacedInPlace(String conduct, String reason) throws Exception {
        appliance.update(vendor.update(
                2, vendor.bundle("f", "2.0.0", "fetcher", Map.of()), vendor.bundle("o", "2.0.0", conduct, Map.of())));

        assertThat(appliance.last().reason()).as(appliance.last().toString()).isEqualTo(reason);
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
        assertThat(appliance.restarts).isEmpty();
    }

    @Test
    void restartsWhenWhatWasReplacedInPlaceCannotBeStopped() throws Exception {
        appliance.limits = new Limits(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(1));
        sicknessAfterStart();

        appliance.update(vendor.update(2, vendor.fetcher, vendor.bundle("o", "2.0.0", "deadlock", Map.of())));

        assertThat(appliance.last().reason()).as(appliance.last().toString()).isEqualTo("UNHEALTHY");
        assertThat(appliance.restarts).singleElement().asString().contains("o 2.0.0 stops: not within 1 s");
    }

    @Test
    void goesBackWhenAHealthCheckBecomesCritical() throws Exception {
        sicknessAfterStart();

        appliance.update(vendor.update(2, vendor.bundle("f", "2.0.0", "fetcher", Map.of()), vendor.other));

        assertThat(appliance.last().reason()).as(appliance.last().toString()).isEqualTo("UNHEALTHY");
        assertThat(appliance.last().detail()).isEqualTo("the health check heart is critical: it stands still");
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
        assertThat(appliance.snapshots.deeds).containsExactly("take update 2", "restore 1", "release 1");
    }

    /** Makes a check critical once the update runs. */
    private void sicknessAfterStart() {
        whenStarted(() -> appliance.checks = () -> List.of(
                new CheckResult("heart", Severity.CRITICAL, List.of("it stands still"), Set.of(HealthService.UPDATE))));
    }

    private void whenStarted(Runnable deed) {
        appliance.context().addBundleListener(event -> {
            if (event.getType() == BundleEvent.STARTED
                    && event.getBundle().getVersion().getMajor() == 2) {
                deed.run();
            }
        });
    }

    @Test
    void anAdministratorEndsATrial() throws Exception {
        appliance.limits = new Limits(Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofSeconds(1));
        CompletableFuture<UpdatePlan> begun = new CompletableFuture<>();
        CompletableFuture<Long> written =
                begun.thenCompose(plan -> appliance.updater.wishes().wishEnd("by her"));
        appliance.updater.stage(
                vendor.update(2, vendor.bundle("f", "2.0.0", "fetcher", Map.of()), vendor.other), "by me");

        appliance.updater.tryOut("by me", begun);

        assertThat(written).isCompletedWithValue(1L);
        assertThat(appliance.last().reason()).isEqualTo("REQUESTED");
        assertThat(appliance.last().detail()).isEqualTo("by her");
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
    }

    @Test
    void writesLaterThatAnUpdateIsKeptWhenTheDiskHasRoomAgain() throws Exception {
        fullDiskAfterStart();
        appliance.update(vendor.update(2, vendor.bundle("f", "2.0.0", "fetcher", Map.of()), vendor.other));
        assertThat(appliance.updater.remark()).contains("Update 2 proved itself, but that cannot be written");
        assertThat(appliance.updater.owes()).isTrue();
        appliance.updater.settle();
        assertThat(appliance.releases.state().trial()).isPresent();

        Files.delete(inTheWay());
        appliance.updater.settle();

        assertThat(appliance.releases.state().trial()).isEmpty();
        assertThat(appliance.releases.state().current()).isPresent();
        assertThat(appliance.updater.remark()).isEmpty();
        assertThat(appliance.updater.owes()).isFalse();
        assertThat(appliance.releases.history())
                .filteredOn(entry -> entry.step() == Step.COMMITTED)
                .hasSize(1);
        assertThat(appliance.snapshots.deeds).containsExactly("take update 2", "release 1");
    }

    @Test
    void doesNotWaitForTheEndOfATrialThatWasRolledBackOnAFullDisk() throws Exception {
        fullDiskAfterStart();
        sicknessAfterStart();
        appliance.update(vendor.update(2, vendor.bundle("f", "2.0.0", "fetcher", Map.of()), vendor.other));
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
        assertThat(appliance.updater.remark()).contains("Update 2 is rolled back, but that cannot be written");
        Files.delete(inTheWay());

        assertThatThrownBy(() -> appliance.updater.leaveCurrent("by me", new CompletableFuture<>()))
                .isInstanceOf(UpdateRefusedException.class)
                .hasMessage("Update 2 is rolled back already.");

        assertThat(appliance.releases.state().trial()).isEmpty();
        assertThat(appliance.releases.history())
                .filteredOn(entry -> entry.step() == Step.ROLLED_BACK)
                .hasSize(1);
        appliance.updater.stage(
                vendor.update(3, vendor.bundle("f", "3.0.0", "fetcher", Map.of()), vendor.other), "by me");
    }

    /** Once the update runs, the state cannot be written any more. */
    private void fullDiskAfterStart() {
        appliance.context().addBundleListener(event -> {
            if (event.getType() == org.osgi.framework.BundleEvent.STARTED
                    && event.getBundle().getVersion().getMajor() == 2) {
                boolean unused = inTheWay().toFile().mkdir();
            }
        });
    }

    private Path inTheWay() {
        return folder.resolve("appliance/release/state.new");
    }

    @Test
    void restartsForWhatOthersAreWiredTo() throws Exception {
        Map<String, String> exports = Map.of("Export-Package", "org.dectory.fieldupdate.internal;version=1");
        Map<String, String> imports =
                Map.of("Import-Package", "org.osgi.framework,org.dectory.api.fetch,org.dectory.fieldupdate.internal");
        ReleasedBundle exporter = vendor.bundle("e", "1.0.0", "", exports);
        ReleasedBundle importer = vendor.bundle("i", "1.0.0", "", imports);
        appliance.update(vendor.update(2, vendor.fetcher, vendor.other, exporter, importer));
        assertThat(appliance.last().step()).as(appliance.last().toString()).isEqualTo(Step.COMMITTED);

        UpdatePlan plan = appliance.update(
                vendor.update(3, vendor.fetcher, vendor.other, vendor.bundle("e", "1.0.1", "", exports), importer));

        assertThat(plan.changes()).singleElement().extracting("way").isEqualTo(Way.RESTART);
        assertThat(plan.restartCauses()).containsExactly("others are wired to e: i");
        assertThat(appliance.restarts).hasSize(1);
        assertThat(appliance.last().step()).isEqualTo(Step.TRIAL);
        assertThat(appliance.bundles()).contains("e 1.0.0 running");
    }

    @Test
    void refusesWhatIsNoUpdateAndChangesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("no.dup"), "no update");

        assertThatThrownBy(() -> appliance.updater.stage(file, "by me"))
                .isInstanceOfSatisfying(
                        UpdateRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo("NOT_AN_UPDATE"));
        assertThat(appliance.last().detail()).endsWith("by me");
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
    }

    @Test
    void aTrialThatNobodyWatchesAnyMoreIsLeftToTheLauncher() throws Exception {
        Path update = vendor.update(2, vendor.bundle("f", "2.0.0", "fetcher", Map.of()), vendor.other);
        String id = appliance.releases.stage(update, Optional.empty());
        assertThat(appliance.updater.recover()).isFalse();
        appliance.releases.beginTrial(id);

        assertThat(appliance.updater.recover()).isTrue();

        assertThat(appliance.restarts).hasSize(1);
        appliance.releases.boot();
        assertThat(appliance.updater.recover())
                .as("once the launcher has started it")
                .isFalse();
        assertThat(appliance.restarts).hasSize(1);
    }

    @Test
    void takesNothingInWhileATrialIsNotJudged() throws Exception {
        appliance.releases.beginTrial(appliance.releases.stage(
                vendor.update(2, vendor.bundle("f", "2.0.0", "fetcher", Map.of()), vendor.other), Optional.empty()));
        Path next = vendor.update(3, vendor.fetcher, vendor.bundle("o", "2.0.0", "", Map.of()));

        assertThatThrownBy(() -> appliance.updater.stage(next, "by me"))
                .isInstanceOfSatisfying(
                        UpdateRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(UpdateRefusedException.BUSY));
        assertThat(appliance.releases.state().staged()).isEmpty();
    }

    @Test
    void keepsNoSettingsForATrialThatCouldNotBegin() throws Exception {
        appliance.updater.stage(
                vendor.update(2, vendor.bundle("f", "2.0.0", "fetcher", Map.of()), vendor.other), "by me");
        Files.createDirectory(folder.resolve("appliance/release/state.new"));

        assertThatThrownBy(() -> appliance.updater.tryOut("by me", new CompletableFuture<>()))
                .isInstanceOf(IOException.class);

        assertThat(appliance.snapshots.deeds).containsExactly("take update 2", "release 1");
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
    }

    @Test
    void bringsTheSettingsBackOfAnUpdateThatTheLauncherRolledBack() throws Exception {
        Path update = vendor.update(2, vendor.bundle("f", "2.0.0", "fetcher", Map.of()), vendor.other);
        String id = appliance.releases.stage(update, Optional.empty());
        appliance.releases.beginTrial(id);
        appliance.snapshots.take("update 2", Actor.system("fieldupdate"), true);
        appliance.releases.rollBack(id, RollbackReason.UNHEALTHY, "at start");

        assertThat(appliance.updater.recover()).isFalse();

        assertThat(appliance.snapshots.deeds).containsExactly("take update 2", "restore 1", "release 1");
    }

    @Test
    void leavesTheSettingsAloneWhenAnUpdateThatWasKeptIsLeftForANewerImage() throws Exception {
        Path update = vendor.update(2, vendor.bundle("f", "2.0.0", "fetcher", Map.of()), vendor.other);
        String id = appliance.releases.stage(update, Optional.empty());
        appliance.releases.beginTrial(id);
        appliance.snapshots.take("update 2", Actor.system("fieldupdate"), true);
        appliance.releases.commit(id);
        appliance.releases.rollBack(id, RollbackReason.SUPERSEDED, "at start");

        assertThat(appliance.updater.recover()).isFalse();

        assertThat(appliance.snapshots.deeds).containsExactly("take update 2", "release 1");
    }

    @Test
    void restartsForABundleThatOnlyStartsAtAnotherLevel() throws Exception {
        ReleasedBundle moved =
                new ReleasedBundle("o", "1.0.0", vendor.other.sha256(), vendor.other.length(), 99, false);

        UpdatePlan plan = appliance.update(vendor.update(2, vendor.fetcher, moved));

        assertThat(plan.restartCauses()).containsExactly("o starts at another level");
        assertThat(appliance.restarts).hasSize(1);
        assertThat(appliance.last().step()).isEqualTo(Step.TRIAL);
    }

    @Test
    void restartsForANewBundleOfThePlatform() throws Exception {
        ReleasedBundle made = vendor.bundle("n", "1.0.0", "", Map.of());
        ReleasedBundle early = new ReleasedBundle("n", "1.0.0", made.sha256(), made.length(), 4, false);

        UpdatePlan plan = appliance.update(vendor.update(2, vendor.fetcher, vendor.other, early));

        assertThat(plan.restartCauses()).containsExactly("n belongs to the platform");
    }

    @Test
    void restartsForASecondSourceOfClassesThatOthersHaveAlready() throws Exception {
        String exports = "org.nowhere;x=\"a,b;c\";org.dectory.api.fetch;version=\"1.1\"";

        UpdatePlan plan = appliance.update(vendor.update(
                2, vendor.fetcher, vendor.other, vendor.bundle("n", "1.0.0", "", Map.of("Export-Package", exports))));

        assertThat(plan.restartCauses())
                .containsExactly("n exports what others export or import: org.dectory.api.fetch");
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
    }

    @Test
    void restartsForTheUpdateWhenItsPredecessorDoesNotStop() throws Exception {
        appliance.update(vendor.update(2, vendor.fetcher, vendor.bundle("o", "1.0.1", "deadlock", Map.of())));
        assertThat(appliance.last().step()).as(appliance.last().toString()).isEqualTo(Step.COMMITTED);

        appliance.update(vendor.update(3, vendor.fetcher, vendor.bundle("o", "1.0.2", "", Map.of())));

        assertThat(appliance.last().step()).as(appliance.last().toString()).isEqualTo(Step.TRIAL);
        assertThat(appliance.restarts)
                .containsExactly("The appliance restarts for update 3: o 1.0.1 stops: not within 1 s");
    }

    @Test
    void replacesABundleThatComplainsAsItStops() throws Exception {
        appliance.update(vendor.update(2, vendor.fetcher, vendor.bundle("o", "1.0.1", "grumbles", Map.of())));

        appliance.update(vendor.update(3, vendor.fetcher, vendor.bundle("o", "1.0.2", "", Map.of())));

        assertThat(appliance.last().step()).as(appliance.last().toString()).isEqualTo(Step.COMMITTED);
        assertThat(appliance.bundles()).isEqualTo("f 1.0.0 running, o 1.0.2 running");
    }

    @Test
    void triesNothingThatHasExpiredWhileItLayReady() throws Exception {
        Path update = vendor.update(
                2,
                Optional.of(Instant.parse("2020-01-01T00:00:00Z")),
                vendor.fetcher,
                vendor.bundle("o", "1.0.1", "", Map.of()));
        appliance.releases.stage(update, Optional.empty());

        assertThatThrownBy(() -> appliance.updater.tryOut("by me", new CompletableFuture<>()))
                .isInstanceOfSatisfying(
                        UpdateRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo("EXPIRED"));
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
    }

    @Test
    void replacesInPlaceWhatMayBeThereOnce() throws Exception {
        Map<String, String> once = Map.of("Bundle-SymbolicName", "f; singleton:=true");
        UpdatePlan first =
                appliance.update(vendor.update(2, vendor.bundle("f", "1.0.1", "fetcher", once), vendor.other));
        UpdatePlan second =
                appliance.update(vendor.update(3, vendor.bundle("f", "1.0.2", "fetcher", once), vendor.other));

        assertThat(first.changes()).singleElement().extracting("way").isEqualTo(Way.IN_PLACE);
        assertThat(second.changes()).singleElement().extracting("way").isEqualTo(Way.IN_PLACE);
        assertThat(appliance.last().step()).as(appliance.last().toString()).isEqualTo(Step.COMMITTED);
        assertThat(appliance.bundles()).isEqualTo("f 1.0.2 running, o 1.0.0 running");
    }

    @Test
    void replacesInPlaceWhatItsMakerMarked() throws Exception {
        ReleasedBundle made = vendor.bundle("f", "1.0.1", "fetcher", Map.of());

        UpdatePlan plan = appliance.update(vendor.update(
                2, new ReleasedBundle("f", "1.0.1", made.sha256(), made.length(), 5, true), vendor.other));

        assertThat(plan.changes()).singleElement().extracting("way").isEqualTo(Way.IN_PLACE);
        assertThat(appliance.bundles()).isEqualTo("f 1.0.1 running, o 1.0.0 running");
    }

    @Test
    void restartsForAFragment() throws Exception {
        UpdatePlan plan = appliance.update(vendor.update(
                2, vendor.fetcher, vendor.other, vendor.bundle("n", "1.0.0", "", Map.of("Fragment-Host", "f"))));

        assertThat(plan.restartCauses()).containsExactly("n becomes part of another bundle");
        assertThat(appliance.bundles()).isEqualTo(BEFORE);
    }

    @Test
    void restartsForTheBundleThatReplacesTheOthers() throws Exception {
        String own = appliance.context().getBundle().getSymbolicName();

        UpdatePlan plan = appliance.update(
                vendor.update(2, vendor.fetcher, vendor.other, vendor.bundle(own, "1.0.0", "", Map.of())));

        assertThat(plan.restartCauses()).containsExactly(own + " does the replacing itself");
    }

    @Test
    void keepsAnUpdateDuringWhichSomethingWasAmissForAMoment() throws Exception {
        appliance.limits = new Limits(Duration.ofMillis(500), Duration.ofMinutes(5), Duration.ofSeconds(1));
        CheckResult sick =
                new CheckResult("heart", Severity.CRITICAL, List.of("it stands still"), Set.of(HealthService.UPDATE));
        AtomicInteger asked = new AtomicInteger();
        whenStarted(() -> appliance.checks = () -> asked.incrementAndGet() <= 3 ? List.of(sick) : List.of());

        appliance.update(vendor.update(2, vendor.bundle("f", "2.0.0", "fetcher", Map.of()), vendor.other));

        assertThat(appliance.last().step()).as(appliance.last().toString()).isEqualTo(Step.COMMITTED);
        assertThat(asked).hasValueGreaterThan(3);
    }
}
