package org.dectory.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("OSG-03")
class KeyListTest {

    @TempDir
    Path folder;

    private Vendor vendor;
    private Releases releases;
    private final SigningKey newReleaser = SigningKey.generate();

    @BeforeEach
    void open() {
        vendor = new Vendor(folder);
        releases = new Releases(folder.resolve("release"), vendor.factory(), Clock.systemUTC());
    }

    /** An update of a version, signed by a key, with a newer list of keys. */
    private Path update(long version, SigningKey signer, Signed... lists) {
        ReleaseSet set = vendor.set(version);
        return vendor.update(set, Signed.sign(set.text(), List.of(signer)), List.of(lists));
    }

    private Signed list(long version, SigningKey... signers) {
        return Signed.sign(
                new KeyList(version, 1, List.of(vendor.root.trusted()), List.of(newReleaser.trusted())).text(),
                List.of(signers));
    }

    private Refusal refusal(Path update) {
        return catchThrowableOfType(RefusedException.class, () -> releases.stage(update, Optional.empty()))
                .reason();
    }

    @Test
    void readsAndWritesItsText() {
        KeyList list = new KeyList(7, 2, List.of(vendor.root.trusted(), vendor.secondRoot.trusted()), List.of());

        assertThat(KeyList.parse(list.text())).isEqualTo(list);
        assertThatThrownBy(() -> new KeyList(1, 2, List.of(vendor.root.trusted()), List.of()))
                .hasMessageContaining("threshold: 2 (expected: 1 to 1)");
        assertThatThrownBy(() -> new KeyList(
                        1,
                        1,
                        List.of(vendor.root.trusted()),
                        List.of(vendor.releaser.trusted(), vendor.root.trusted())))
                .hasMessageContaining("keys: " + vendor.root.trusted().id() + " is there twice");
    }

    @Test
    void bringsNewKeysInAndTakesOldOnesOut() throws Exception {
        String set = releases.stage(update(2, newReleaser, list(2, vendor.root)), Optional.empty());
        releases.beginTrial(set);
        releases.commit(set);

        assertThat(refusal(update(3, vendor.releaser))).isEqualTo(Refusal.UNKNOWN_KEY);
        assertThat(refusal(update(3, vendor.releaser, list(2, vendor.root)))).isEqualTo(Refusal.UNKNOWN_KEY);
        assertThat(releases.boot().set()).map(RunnableSet::id).contains(set);
        releases.stage(update(3, newReleaser), Optional.empty());
    }

    @Test
    void doesNotTakeAwayWhatRunsWhenItsKeyIsWithdrawn() throws Exception {
        String old = releases.stage(update(2, vendor.releaser), Optional.empty());
        releases.beginTrial(old);
        releases.commit(old);
        releases.stage(update(3, newReleaser, list(2, vendor.root)), Optional.empty());

        assertThat(releases.boot().set()).map(RunnableSet::id).contains(old);
    }

    @Test
    void mustBeSignedByARootKeyAndBeNewer() {
        assertThat(refusal(update(2, newReleaser, list(2, vendor.releaser)))).isEqualTo(Refusal.KEYS_NOT_TRUSTED);
        assertThat(refusal(update(2, newReleaser, list(2, newReleaser)))).isEqualTo(Refusal.KEYS_NOT_TRUSTED);
        assertThat(refusal(update(2, newReleaser, list(1, vendor.root)))).isEqualTo(Refusal.UNKNOWN_KEY);
    }

    @Test
    void needsAsManyRootsAsTheListBeforeItSays() throws Exception {
        KeyList first = new KeyList(
                1, 2, List.of(vendor.root.trusted(), vendor.secondRoot.trusted()), List.of(vendor.releaser.trusted()));
        Files.write(vendor.home.resolve("release/keys.list"), first.text());
        releases = new Releases(folder.resolve("release"), vendor.factory(), Clock.systemUTC());

        assertThat(refusal(update(2, newReleaser, list(2, vendor.root)))).isEqualTo(Refusal.KEYS_NOT_TRUSTED);
        releases.stage(update(2, newReleaser, list(2, vendor.root, vendor.secondRoot)), Optional.empty());
    }

    @Test
    void mustBeSignedByItsOwnRootsToo() {
        SigningKey newRoot = SigningKey.generate();
        byte[] text = new KeyList(2, 1, List.of(newRoot.trusted()), List.of(newReleaser.trusted())).text();

        assertThat(refusal(update(2, newReleaser, Signed.sign(text, List.of(vendor.root)))))
                .isEqualTo(Refusal.KEYS_NOT_TRUSTED);
    }

    @Test
    void freesTheNumbersThatAStolenKeyUsedUp() throws Exception {
        String evil = releases.stage(update(999_999, vendor.releaser), Optional.empty());
        releases.beginTrial(evil);
        releases.commit(evil);

        assertThat(refusal(update(3, vendor.releaser))).isEqualTo(Refusal.OLDER);
        releases.stage(update(3, newReleaser, list(2, vendor.root)), Optional.empty());
    }

    @Test
    void takesSeveralRotationsAtOnce() throws Exception {
        SigningKey newRoot = SigningKey.generate();
        SigningKey newest = SigningKey.generate();
        Signed second = Signed.sign(
                new KeyList(2, 1, List.of(newRoot.trusted()), List.of(newReleaser.trusted())).text(),
                List.of(vendor.root, newRoot));
        Signed third = Signed.sign(
                new KeyList(3, 1, List.of(newRoot.trusted()), List.of(newest.trusted())).text(), List.of(newRoot));

        releases.stage(update(2, newest, second, third), Optional.empty());

        assertThat(refusal(update(3, newReleaser))).isEqualTo(Refusal.UNKNOWN_KEY);
    }

    @Test
    void privateKeysAreFilesForTheirOwnerAlone() throws Exception {
        Path pem = folder.resolve("key.pem");
        newReleaser.write(pem);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pem)))
                .isEqualTo("rw-------");
        assertThat(SigningKey.read(pem).trusted()).isEqualTo(newReleaser.trusted());
        assertThatThrownBy(() -> vendor.root.write(pem)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void privateKeysThatDoNotFitTheirPublicOnesAreNoKeys() throws Exception {
        newReleaser.write(folder.resolve("one.pem"));
        vendor.root.write(folder.resolve("other.pem"));
        String one = Files.readString(folder.resolve("one.pem"));
        String other = Files.readString(folder.resolve("other.pem"));
        Path mixed = Files.writeString(
                folder.resolve("mixed.pem"),
                one.substring(0, one.indexOf("-----BEGIN PUBLIC"))
                        + other.substring(other.indexOf("-----BEGIN PUBLIC")));

        assertThatThrownBy(() -> SigningKey.read(mixed)).hasMessageContaining("do not belong together");
        assertThatThrownBy(() -> SigningKey.read(Files.writeString(folder.resolve("none.pem"), "nothing")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
