package org.dectory.fieldupdate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.fieldupdate.SettingChange;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.release.JournalEntry.Step;
import org.dectory.release.ReleasedBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator sees of an update that lies ready, and may do about it. */
@Tag("OSG-03")
class StagedUpdateTest {

    private static final String SETTINGS = """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="x.Settings" name="X"><AD id="%s" default="%s"/><AD id="same" default="1"/></OCD>
              <Designate pid="x"><Object ocdref="x.Settings"/></Designate>
            </metatype:MetaData>
            """;

    @TempDir
    Path folder;

    private Vendor vendor;
    private Appliance appliance;

    @BeforeEach
    void open() throws Exception {
        vendor = new Vendor(Files.createDirectory(folder.resolve("vendor")));
        appliance = new Appliance(Files.createDirectory(folder.resolve("appliance")), vendor);
    }

    @AfterEach
    void close() throws Exception {
        appliance.close();
    }

    private ReleasedBundle withSettings(String version, String xml) {
        return vendor.bundle("x", version, "", Map.of(), Map.of("OSGI-INF/metatype/x.xml", xml));
    }

    private UpdatePlan stage(long version, ReleasedBundle extra) throws Exception {
        return appliance.updater.stage(vendor.update(version, vendor.fetcher, vendor.other, extra), "by me");
    }

    @Test
    void itsPlanSaysWhoSignedItAndWhatItChanges() throws Exception {
        UpdatePlan plan = stage(2, vendor.bundle("n", "1.0.0", "", Map.of()));

        assertThat(plan.signers()).containsExactly(vendor.signer());
        assertThat(plan.changes()).singleElement().hasToString("n (new) -> 1.0.0, beside");
        assertThat(plan.settings()).isEmpty();
        assertThat(appliance.updater.staged()).contains(plan);
    }

    @Test
    void itsPlanSaysWhichSettingsComeGoAndHaveAnotherValue() throws Exception {
        UpdatePlan first = appliance.update(vendor.update(
                2, vendor.fetcher, vendor.other, withSettings("1.0.0", SETTINGS.formatted("minutes", "5"))));
        UpdatePlan other = stage(3, withSettings("1.0.1", SETTINGS.formatted("minutes", "10")));
        UpdatePlan renamed = stage(4, withSettings("1.0.2", SETTINGS.formatted("hours", "1")));

        assertThat(first.settings())
                .containsExactly(
                        new SettingChange("x", "minutes", Optional.empty(), Optional.of("5")),
                        new SettingChange("x", "same", Optional.empty(), Optional.of("1")));
        assertThat(other.settings()).singleElement().hasToString("x minutes: 5 -> 10");
        assertThat(renamed.settings())
                .extracting(SettingChange::toString)
                .containsExactly("x hours: (new) -> 1", "x minutes: 5 -> (gone)");
    }

    @Test
    void whatItSaysOfSettingsAndCannotBeUnderstoodHindersNothing() throws Exception {
        String external = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><OCD id='o'>&e;</OCD>";

        assertThat(stage(2, withSettings("1.0.0", external)).settings()).isEmpty();
        assertThat(stage(3, withSettings("1.0.1", "no description")).settings()).isEmpty();
    }

    @Test
    void itsPlanIsMadeAnewForWhoeverDidNotSeeItComeIn() throws Exception {
        UpdatePlan plan = stage(2, vendor.bundle("n", "1.0.0", "", Map.of()));
        close();

        appliance = new Appliance(folder.resolve("appliance"), vendor);

        assertThat(appliance.updater.staged()).contains(plan);
    }

    @Test
    void itsPlanIsMadeAnewWhenSomethingElseRuns() throws Exception {
        appliance.update(vendor.update(2, vendor.fetcher, vendor.other, vendor.bundle("n", "1.0.0", "", Map.of())));
        UpdatePlan plan = stage(3, vendor.bundle("n", "1.0.1", "", Map.of()));

        appliance.updater.leaveCurrent("by me", new CompletableFuture<>());

        assertThat(plan.changes()).singleElement().asString().startsWith("n 1.0.0 -> 1.0.1");
        assertThat(appliance.updater.staged().orElseThrow().changes())
                .singleElement()
                .hasToString("n (new) -> 1.0.1, beside");
    }

    @Test
    void isDiscardedAndMayComeAgain() throws Exception {
        stage(2, vendor.bundle("n", "1.0.0", "", Map.of()));

        assertThat(appliance.updater.discard("by me")).isEqualTo(2);

        assertThat(appliance.updater.staged()).isEmpty();
        assertThat(appliance.last().step()).isEqualTo(Step.DISCARDED);
        assertThat(appliance.last().detail()).isEqualTo("by me");
        assertThatThrownBy(() -> appliance.updater.discard("by me"))
                .isInstanceOfSatisfying(
                        UpdateRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(UpdateRefusedException.NOTHING_THERE));
        assertThat(stage(2, vendor.bundle("n", "1.0.0", "", Map.of())).version())
                .isEqualTo(2);
    }

    @Test
    void isKeptEarlyIfAnAdministratorWantsIt() throws Exception {
        appliance.limits = new Limits(Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofSeconds(1));
        CompletableFuture<UpdatePlan> begun = new CompletableFuture<>();
        CompletableFuture<Long> kept =
                begun.thenCompose(plan -> appliance.updater.wishes().wishKeep("by her"));
        stage(2, vendor.bundle("n", "1.0.0", "", Map.of()));

        appliance.updater.tryOut("by me", begun);

        assertThat(kept).isCompletedWithValue(2L);
        assertThat(appliance.last().step()).isEqualTo(Step.COMMITTED);
        assertThat(appliance.last().detail()).endsWith("; early, by her");
    }

    @Test
    void isNotKeptEarlyIfItDoesNotStart() throws Exception {
        CompletableFuture<UpdatePlan> begun = new CompletableFuture<>();
        CompletableFuture<Long> kept =
                begun.thenCompose(plan -> appliance.updater.wishes().wishKeep("by her"));
        stage(2, vendor.bundle("n", "1.0.0", "throws", Map.of()));

        appliance.updater.tryOut("by me", begun);

        assertThat(kept).isCompletedExceptionally();
        assertThat(appliance.last().step()).isEqualTo(Step.ROLLED_BACK);
        assertThat(List.of(appliance.bundles())).containsExactly("f 1.0.0 running, o 1.0.0 running");
    }
}
