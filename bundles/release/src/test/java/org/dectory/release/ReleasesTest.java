package org.dectory.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dectory.release.JournalEntry.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("OSG-03")
class ReleasesTest {

    @TempDir
    Path folder;

    private Vendor vendor;
    private Releases releases;

    @BeforeEach
    void open() {
        vendor = new Vendor(folder);
        reopen();
    }

    private void reopen() {
        releases = new Releases(folder.resolve("release"), vendor.factory(), Clock.systemUTC());
    }

    private String stage(long version) throws Exception {
        return releases.stage(vendor.update(vendor.set(version)), Optional.empty());
    }

    private String commit(long version) throws Exception {
        String set = stage(version);
        releases.beginTrial(set);
        releases.commit(set);
        return set;
    }

    /** The version that a start would run: 1 is the image's own. */
    private long boots() throws IOException {
        return releases.boot().set().map(set -> set.set().version()).orElse(1L);
    }

    @Test
    void runsTheImageUntilAnUpdateIsOnTrial() throws Exception {
        assertThat(boots()).isEqualTo(1);
        assertThat(folder.resolve("release")).as("nothing is made for nothing").doesNotExist();

        stage(2);

        assertThat(boots()).isEqualTo(1);
    }

    @Test
    void runsWhatIsCommittedAndTakesFromTheImageWhatThatHas() throws Exception {
        commit(2);

        BootPlan plan = releases.boot();

        assertThat(plan.trial()).isFalse();
        assertThat(plan.set().orElseThrow().jars())
                .filteredOn(jar -> jar.startsWith(vendor.home))
                .hasSize(2);
        assertThat(folder.resolve("release/store")).isDirectoryContaining("glob:**.jar");
        try (var stored = Files.list(folder.resolve("release/store"))) {
            assertThat(stored).hasSize(1);
        }
    }

    @Test
    void startsATrialTwiceThenGoesBack() throws Exception {
        String set = stage(2);
        releases.beginTrial(set);

        assertThat(releases.boot())
                .extracting(BootPlan::trial, BootPlan::attempt)
                .containsExactly(true, 1);
        reopen();
        assertThat(releases.boot())
                .extracting(BootPlan::trial, BootPlan::attempt)
                .containsExactly(true, 2);
        reopen();
        BootPlan third = releases.boot();

        assertThat(third.trial()).isFalse();
        assertThat(third.set()).isEmpty();
        assertThat(third.remarks()).singleElement().asString().contains("TOO_MANY_ATTEMPTS");
        assertThat(releases.history())
                .extracting(JournalEntry::step)
                .containsExactly(Step.VERIFIED, Step.STAGED, Step.TRIAL, Step.ATTEMPT, Step.ATTEMPT, Step.ROLLED_BACK);
        assertThat(releases.boot().remarks()).isEmpty();
    }

    @Test
    void readsNoJarOfTheImageThatWasComparedForThisStart() throws Exception {
        commit(2);
        Path jar = vendor.factory().jars().values().stream()
                .filter(path -> path.endsWith("b.jar"))
                .findFirst()
                .orElseThrow();
        Files.writeString(jar, "not read again");

        assertThat(releases.boot(Set.of(jar)).set()).isPresent();
        assertThat(boots()).as("the next start").isEqualTo(1);
    }

    @Test
    void readsEveryJarOfTheStoreWhateverIsSaidToBeCompared() throws Exception {
        commit(2);
        Path jar = releases.boot().set().orElseThrow().jars().stream()
                .filter(path -> path.startsWith(folder.resolve("release")))
                .findFirst()
                .orElseThrow();
        Files.writeString(jar, "altered");

        assertThat(releases.boot(Set.of(jar)).set()).isEmpty();
    }

    @Test
    void neverLeavesACommittedSetBecauseOfManyStarts() throws Exception {
        commit(2);

        for (int i = 0; i < 10; i++) {
            assertThat(boots()).isEqualTo(2);
        }
    }

    @Test
    void triesAgainWhatWasRolledBackIfSomeoneWantsIt() throws Exception {
        String set = stage(2);
        releases.beginTrial(set);
        releases.rollBack(set, RollbackReason.UNHEALTHY, "the radio does not answer");

        assertThat(boots()).isEqualTo(1);
        assertThat(commit(2)).isEqualTo(set);
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void forgetsWhatNobodyWantsAndTakesItInAgain() throws Exception {
        String set = stage(2);
        assertThat(releases.state().signers()).hasSize(1);

        releases.discard(set, "by me");
        reopen();

        assertThat(releases.state().staged()).isEmpty();
        assertThat(releases.state().signers()).isEmpty();
        assertThat(releases.state()).isEqualTo(ReleaseState.replay(releases.history()));
        assertThat(releases.find(set)).as("nothing is left of it").isEmpty();
        assertThatThrownBy(() -> releases.discard(set, "by me")).isInstanceOf(IllegalStateException.class);
        assertThat(commit(2)).isEqualTo(set);
    }

    @Test
    void goesBackToTheSetBeforeAndThenToTheImage() throws Exception {
        String second = commit(2);
        String third = commit(3);

        releases.rollBack(third, RollbackReason.REQUESTED, "");
        assertThat(boots()).isEqualTo(2);
        releases.rollBack(second, RollbackReason.REQUESTED, "");
        assertThat(boots()).isEqualTo(1);
        assertThat(releases.history())
                .filteredOn(entry -> entry.step() == Step.ROLLED_BACK)
                .extracting(JournalEntry::related)
                .containsExactly(second, JournalEntry.FACTORY);
    }

    @Test
    void leavesTheSetThatIsNoLongerWhole() throws Exception {
        commit(2);
        String third = commit(3);
        ReleaseSet set = releases.find(third).orElseThrow();
        Files.delete(folder.resolve("release/store/" + set.bundles().get(2).sha256() + ".jar"));

        BootPlan plan = releases.boot();

        assertThat(plan.set()).map(found -> found.set().version()).contains(2L);
        assertThat(plan.remarks())
                .singleElement()
                .asString()
                .contains("a 1.0.3")
                .contains("DAMAGED");
        assertThat(releases.history()).last().extracting(JournalEntry::reason).isEqualTo("DAMAGED");
        assertThat(commit(3)).as("the same file repairs it").isEqualTo(third);
        assertThat(boots()).isEqualTo(3);
    }

    @Test
    void leavesTheSetOfWhichOneByteIsAnother() throws Exception {
        String set = commit(2);
        ReleasedBundle changed = releases.find(set).orElseThrow().bundles().get(2);
        Path jar = folder.resolve("release/store/" + changed.sha256() + ".jar");
        byte[] content = Files.readAllBytes(jar);
        content[content.length / 2] ^= 1;
        Files.write(jar, content);

        assertThat(boots()).isEqualTo(1);
        assertThat(releases.history()).last().extracting(JournalEntry::reason).isEqualTo("DAMAGED");
    }

    @Test
    void runsTheImageWhenThatIsAsNewAsTheSet() throws Exception {
        commit(2);
        Files.writeString(vendor.home.resolve("release/product"), "product phone-box\nhardware board-1\nversion 2\n");
        reopen();

        BootPlan plan = releases.boot();

        assertThat(plan.set()).isEmpty();
        assertThat(releases.history()).last().extracting(JournalEntry::reason).isEqualTo("SUPERSEDED");
    }

    @Test
    void runsNothingThatWasSlippedIntoTheFolder() throws Exception {
        commit(2);
        ReleaseSet set = vendor.set(3);
        SetFolder sets = new SetFolder(new LocalDisk(), folder.resolve("release"), vendor.factory());
        Signed evil = Signed.sign(set.text(), List.of(SigningKey.generate()));
        sets.add(evil);
        Files.copy(vendor.jarFile("a", "1.0.3"), sets.store().jar(set.bundles().get(2)));
        new StateFile(new LocalDisk(), folder.resolve("release"))
                .write(releases.state().committed(evil.id()));

        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void keepsOnlyWhatItMayGoBackTo() throws Exception {
        commit(2);
        commit(3);
        commit(4);

        try (var jars = Files.list(folder.resolve("release/store"));
                var texts = Files.list(folder.resolve("release/sets"))) {
            assertThat(jars).hasSize(2);
            assertThat(texts).hasSize(4);
        }
    }

    @Test
    void keepsNothingOfUpdatesThatCameToNothingWhenTheNextOneComes() throws Exception {
        for (int version = 2; version < 6; version++) {
            String set = stage(version);
            releases.beginTrial(set);
            releases.rollBack(set, RollbackReason.UNHEALTHY, "");
        }
        stage(6);
        stage(7);

        try (var jars = Files.list(folder.resolve("release/store"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString())).containsExactlyInAnyOrder(jarName(6), jarName(7));
        }
    }

    @Test
    void keepsAJarOfSuchAnUpdateThatTheNextOneNeeds() throws Exception {
        releases.rollBack(stage(2), RollbackReason.UNHEALTHY, "");
        ReleaseSet second = vendor.set(2);
        ReleaseSet third = new ReleaseSet(
                second.product(), second.hardware(), 3, 1, Vendor.MADE, Optional.empty(), second.bundles());

        String set = releases.stage(
                vendor.update(Signed.sign(third.text(), List.of(vendor.releaser)), List.of(), List.of()),
                Optional.empty());
        releases.beginTrial(set);

        assertThat(releases.boot().set().orElseThrow().id()).isEqualTo(set);
    }

    private String jarName(long version) {
        List<ReleasedBundle> bundles = vendor.set(version).bundles();
        return bundles.get(bundles.size() - 1).sha256() + ".jar";
    }

    @Test
    void keepsAllWhenASetThatItMayGoBackToCannotBeRead() throws Exception {
        commit(2);
        String third = commit(3);
        Path signature = folder.resolve("release/sets/" + third + ".sig");
        Path aside = Files.move(signature, folder.resolve("aside"));

        String fourth = commit(4);
        Files.move(aside, signature);
        releases.rollBack(fourth, RollbackReason.REQUESTED, "");

        assertThat(releases.boot().set().orElseThrow().id()).isEqualTo(third);
    }

    @Test
    void takesNoSetForAnother() throws Exception {
        String second = commit(2);
        String third = commit(3);
        for (String end : List.of(".set", ".sig")) {
            Files.copy(
                    folder.resolve("release/sets/" + second + end),
                    folder.resolve("release/sets/" + third + end),
                    StandardCopyOption.REPLACE_EXISTING);
        }

        BootPlan plan = releases.boot();

        assertThat(plan.remarks()).singleElement().asString().contains("the text of set " + third + " was altered");
        assertThat(plan.set().orElseThrow().id()).isEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource({"phone-box, board-9", "phone-cell, board-1"})
    void runsTheImageWhenThatIsAnotherProductOrForOtherHardware(String product, String hardware) throws Exception {
        commit(2);
        Factory factory = vendor.factory();
        Factory other =
                new Factory(product, hardware, factory.version(), factory.keys(), factory.bundles(), factory.jars());

        BootPlan plan = new Releases(folder.resolve("release"), other, Clock.systemUTC()).boot();

        assertThat(plan.set()).isEmpty();
        assertThat(plan.remarks()).singleElement().asString().contains("is for another appliance");
    }

    @Test
    void keepsNoJarThatBecameAnotherAfterItWasJudged() throws Exception {
        ReleasedBundle bundle = vendor.bundle("a", "1.0.2", vendor.jarFile("a", "1.0.2"));
        Path store = folder.resolve("store");
        InputStream other = Files.newInputStream(vendor.jarFile("a", "1.0.3"));

        assertThatThrownBy(() -> new ContentStore(new LocalDisk(), store).add(bundle, other))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.BUNDLE_ALTERED));
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void doesNotStartATrialThatItCannotCount() throws Exception {
        releases.beginTrial(stage(2));
        Path state = folder.resolve("release/state.new");
        Files.createDirectory(state);

        BootPlan plan = releases.boot();

        assertThat(plan.set()).isEmpty();
        assertThat(plan.remarks()).singleElement().asString().contains("cannot be counted");
        Files.delete(state);
        assertThat(boots()).isEqualTo(2);
    }

    @Test
    void refusesStepsOutOfTurn() throws Exception {
        String set = stage(2);

        assertThatThrownBy(() -> releases.commit(set)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> releases.beginTrial("0".repeat(64))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysWhoJudgesATrial() throws Exception {
        String set = stage(2);
        assertThat(releases.state().judge()).isEmpty();

        releases.beginTrial(set);
        assertThat(releases.state().judge()).contains(ReleaseState.Judge.BEGINNER);

        releases.boot();
        assertThat(releases.state().judge()).contains(ReleaseState.Judge.LAUNCHER);
        reopen();
        assertThat(releases.state().judge()).as("kept").contains(ReleaseState.Judge.LAUNCHER);
    }

    @Test
    void beginsNoTrialWhileAnotherOneIsNotJudged() throws Exception {
        String second = stage(2);
        releases.beginTrial(second);
        String third = stage(3);

        assertThatThrownBy(() -> releases.beginTrial(third))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(second);

        releases.rollBack(second, RollbackReason.REQUESTED, "");
        releases.beginTrial(third);
        assertThat(releases.state().trial()).contains(third);
    }

    @Test
    void findsTheJarsOfWhatCountsAndNoOthers() throws Exception {
        ReleasedBundle old = releases.current().get(0);
        String set = stage(2);
        ReleasedBundle next = releases.find(set).orElseThrow().bundles().get(2);

        assertThat(releases.jar(old)).startsWith(vendor.home);
        assertThatThrownBy(() -> releases.jar(next)).isInstanceOf(IllegalStateException.class);
        releases.beginTrial(set);
        assertThat(releases.jar(old)).startsWith(vendor.home);
        assertThat(releases.jar(next)).startsWith(folder.resolve("release/store"));
        releases.commit(set);

        assertThat(releases.current()).contains(next).doesNotContain(old);
        assertThatThrownBy(() -> releases.jar(old)).isInstanceOf(IllegalStateException.class);
        Files.delete(releases.jar(next));
        assertThatThrownBy(() -> releases.jar(next)).isInstanceOf(IOException.class);
    }

    @Test
    void cutsTheJournalAndForgetsNothingThatCounts() throws Exception {
        String second = commit(2);
        String third = commit(3);
        releases.beginTrial(stage(4));
        releases = new Releases(new UnforcedDisk(), folder.resolve("release"), vendor.factory(), Clock.systemUTC());
        Path garbage = Files.write(folder.resolve("garbage"), new byte[100]);
        Path journal = folder.resolve("release/journal");
        long longest = 0;

        for (int i = 0; i < 2000; i++) {
            assertThatThrownBy(() -> releases.stage(garbage, Optional.empty())).isInstanceOf(RefusedException.class);
            longest = Math.max(longest, Files.size(journal));
        }

        assertThat(longest).isBetween(Journal.MAXIMUM_LENGTH, Journal.MAXIMUM_LENGTH + 4096);
        assertThat(Files.size(journal)).isLessThan(longest);
        assertThat(releases.history())
                .hasSizeGreaterThan(99)
                .last()
                .extracting(JournalEntry::step)
                .isEqualTo(Step.REFUSED);
        ReleaseState state = releases.state();
        assertThat(state.current()).contains(third);
        assertThat(state.previous()).contains(second);
        assertThat(releases.boot().remarks()).isEmpty();
        state = releases.state();
        Files.delete(folder.resolve("release/state"));
        reopen();
        assertThat(releases.state()).isEqualTo(state);
    }

    @Test
    void mendsAJournalThatIsDamagedAndSaysSoOnce() throws Exception {
        String set = commit(2);
        Path journal = folder.resolve("release/journal");
        byte[] content = Files.readAllBytes(journal);
        content[content.length / 3] ^= 1;
        Files.write(journal, content);
        int entries = releases.history().size();

        assertThat(releases.boot().remarks()).singleElement().asString().contains("journal", "damaged");
        assertThat(releases.boot().remarks()).isEmpty();
        assertThat(releases.history()).hasSize(entries);
        Files.delete(folder.resolve("release/state"));
        reopen();
        assertThat(releases.boot().remarks()).singleElement().asString().contains("state", "lost");
        assertThat(releases.state().current()).contains(set);
        assertThat(releases.boot().remarks()).isEmpty();
    }
}
