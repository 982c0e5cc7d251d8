package org.dectory.release;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not come in does not, and each time for its own reason. */
@Tag("OSG-03")
@Tag("SEC-05")
class RefusalTest {

    private static final Instant NOW = Vendor.MADE.plusSeconds(3600);

    @TempDir
    Path folder;

    private Vendor vendor;
    private Releases releases;

    @BeforeEach
    void open() {
        vendor = new Vendor(folder);
        releases = releases(vendor.factory());
    }

    private Releases releases(Factory factory) {
        return new Releases(folder.resolve("release"), factory, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** Neither judged nor staged; and staging leaves nothing but the line in the journal. */
    private Refusal refusal(Path file) throws IOException {
        RefusedException judged =
                catchThrowableOfType(RefusedException.class, () -> releases.verify(file, Optional.of(NOW)));
        ReleaseState before = releases.state();
        RefusedException staged =
                catchThrowableOfType(RefusedException.class, () -> releases.stage(file, Optional.of(NOW)));
        assertThat(judged).as("judged").isNotNull();
        assertThat(staged).as("staged").isNotNull();
        assertThat(staged.reason()).isEqualTo(judged.reason());
        assertThat(releases.state()).isEqualTo(before);
        assertThat(releases.history())
                .last()
                .extracting(JournalEntry::step, JournalEntry::reason)
                .containsExactly(JournalEntry.Step.REFUSED, judged.reason().name());
        return judged.reason();
    }

    @Test
    void acceptsWhatIsInOrder() throws Exception {
        assertThat(releases.verify(vendor.update(vendor.set(2)), Optional.of(NOW)))
                .isEqualTo(vendor.set(2));
    }

    @Test
    void aFileOfAnotherKind() throws Exception {
        assertThat(refusal(Files.writeString(folder.resolve("file"), "GIF89a, or so".repeat(20))))
                .isEqualTo(Refusal.NOT_AN_UPDATE);
    }

    @Test
    void anArchiveOfAnotherKind() throws Exception {
        Path jar = vendor.jarFile("a", "2.0.0");

        assertThat(refusal(jar)).isEqualTo(Refusal.UNEXPECTED_ENTRY);
        assertThat(refusal(archive(Map.of("keys/1.list", new byte[1])))).isEqualTo(Refusal.NOT_AN_UPDATE);
    }

    @Test
    void aFileThatWasCutOffAnywhere() throws Exception {
        byte[] whole = Files.readAllBytes(vendor.update(vendor.set(2)));

        for (int length : new int[] {0, 1, 3, 30, whole.length / 2, whole.length - 22, whole.length - 1}) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            assertThat(refusal(cut)).as("%d bytes", length).isEqualTo(Refusal.TRUNCATED);
        }
    }

    @Test
    void aFileWithAnyByteAltered() throws Exception {
        Path update = vendor.update(vendor.set(2));
        byte[] whole = Files.readAllBytes(update);
        Set<Refusal> reasons = new java.util.TreeSet<>();

        for (int i = 0; i < whole.length; i++) {
            byte[] altered = whole.clone();
            altered[i] ^= 0x20;
            Path file = Files.write(folder.resolve("altered"), altered);
            try {
                // Some bytes, such as times, mean nothing; then what comes in must be exactly what was signed.
                assertThat(releases.verify(file, Optional.of(NOW))).isEqualTo(vendor.set(2));
            } catch (RefusedException e) {
                reasons.add(e.reason());
            }
        }

        assertThat(reasons).contains(Refusal.BUNDLE_ALTERED, Refusal.BROKEN_ARCHIVE);
    }

    @Test
    void aSetThatWasAltered() throws Exception {
        Path update = vendor.update(vendor.set(2));

        assertThat(refusal(with(update, "release.set", vendor.set(3).text()))).isEqualTo(Refusal.BAD_SIGNATURE);
    }

    @Test
    void aBundleThatWasAltered() throws Exception {
        Path update = vendor.update(vendor.set(2));
        byte[] other = Files.readAllBytes(vendor.jarFile("a", "1.0.2"));
        other[other.length / 2] ^= 1;

        assertThat(refusal(with(update, bundleEntry(vendor.set(2)), other))).isEqualTo(Refusal.BUNDLE_ALTERED);
    }

    @Test
    void aSetWithoutASignature() throws Exception {
        Path update = vendor.update(vendor.set(2));

        assertThat(refusal(without(update, "release.sig"))).isEqualTo(Refusal.UNSIGNED);
        assertThat(refusal(with(update, "release.sig", new byte[0]))).isEqualTo(Refusal.UNSIGNED);
        assertThat(refusal(with(update, "release.sig", "nonsense\n".getBytes(US_ASCII))))
                .isEqualTo(Refusal.UNSIGNED);
    }

    @Test
    void aSetThatSomeoneElseSigned() throws Exception {
        ReleaseSet set = vendor.set(2);

        Path stranger = vendor.update(set, Signed.sign(set.text(), List.of(SigningKey.generate())), List.of());
        Path root = vendor.update(set, Signed.sign(set.text(), List.of(vendor.root)), List.of());

        assertThat(refusal(stranger)).isEqualTo(Refusal.UNKNOWN_KEY);
        assertThat(refusal(root)).as("a root key signs no sets").isEqualTo(Refusal.UNKNOWN_KEY);
    }

    @Test
    void anythingWhereNoKeyIsTrusted() throws Exception {
        Files.delete(vendor.home.resolve("release/keys.list"));
        releases = releases(vendor.factory());

        assertThat(refusal(vendor.update(vendor.set(2)))).isEqualTo(Refusal.NO_TRUSTED_KEYS);
    }

    @Test
    void aSetThatIsSignedButMakesNoSense() throws Exception {
        byte[] text = "dectory-release-set 2\n".getBytes(US_ASCII);

        assertThat(refusal(vendor.update(Signed.sign(text, List.of(vendor.releaser)), List.of(), List.of())))
                .isEqualTo(Refusal.MALFORMED_SET);
    }

    @Test
    void aSetForAnotherProductOrOtherHardwareOrANewerPlatform() throws Exception {
        ReleaseSet set = vendor.set(2);

        assertThat(refusal(vendor.update(
                        new ReleaseSet("fridge", set.hardware(), 2, 1, NOW, set.expires(), set.bundles()))))
                .isEqualTo(Refusal.OTHER_PRODUCT);
        assertThat(refusal(vendor.update(
                        new ReleaseSet(set.product(), Set.of("board-3"), 2, 1, NOW, set.expires(), set.bundles()))))
                .isEqualTo(Refusal.OTHER_HARDWARE);
        assertThat(refusal(vendor.update(
                        new ReleaseSet(set.product(), set.hardware(), 2, 2, NOW, set.expires(), set.bundles()))))
                .isEqualTo(Refusal.NEEDS_NEWER_PLATFORM);
    }

    @Test
    void aSetThatHasExpiredUnlessTheClockCannotBeTrusted() throws Exception {
        ReleaseSet set = vendor.set(2);
        Path update = vendor.update(
                new ReleaseSet(set.product(), set.hardware(), 2, 1, Vendor.MADE, Optional.of(NOW), set.bundles()));

        assertThat(refusal(update)).isEqualTo(Refusal.EXPIRED);
        assertThat(releases.verify(update, Optional.empty()).version()).isEqualTo(2);
    }

    @Test
    void aSetThatIsOlder() throws Exception {
        assertThat(refusal(vendor.update(vendor.set(1)))).as("than the image").isEqualTo(Refusal.OLDER);

        releases.stage(vendor.update(vendor.set(5)), Optional.of(NOW));

        assertThat(refusal(vendor.update(vendor.set(4))))
                .as("than the one accepted")
                .isEqualTo(Refusal.OLDER);
    }

    @Test
    void aSetOfTheSameVersionWithOtherBytes() throws Exception {
        releases.stage(vendor.update(vendor.set(5)), Optional.of(NOW));

        assertThat(refusal(vendor.update(vendor.set(5, "b", "1.1.0")))).isEqualTo(Refusal.VERSION_REUSED);
        releases.stage(vendor.update(vendor.set(5)), Optional.of(NOW));
    }

    @Test
    void aSetThatRunsAlready() throws Exception {
        String set = releases.stage(vendor.update(vendor.set(5)), Optional.of(NOW));
        releases.beginTrial(set);
        assertThat(refusal(vendor.update(vendor.set(5)))).as("on trial").isEqualTo(Refusal.ALREADY_RUNNING);

        releases.commit(set);
        assertThat(refusal(vendor.update(vendor.set(5)))).isEqualTo(Refusal.ALREADY_RUNNING);
    }

    @Test
    void aBundleOfTheSameVersionWithOtherBytes() throws Exception {
        Path jar = Files.write(folder.resolve("b.jar"), Vendor.jar("b", "1.0.0 "));
        ReleaseSet set = vendor.set(2);
        ReleasedBundle changed = vendor.bundle("b", "1.0.0", jar);
        ReleaseSet reused =
                new ReleaseSet(set.product(), set.hardware(), 2, 1, Vendor.MADE, Optional.empty(), List.of(changed));

        assertThat(refusal(
                        vendor.update(Signed.sign(reused.text(), List.of(vendor.releaser)), List.of(), List.of(jar))))
                .isEqualTo(Refusal.BUNDLE_VERSION_REUSED);
    }

    @Test
    void aSetWithABundleThatIsNowhere() throws Exception {
        assertThat(refusal(without(vendor.update(vendor.set(2)), bundleEntry(vendor.set(2)))))
                .isEqualTo(Refusal.BUNDLE_MISSING);
    }

    @Test
    void aSetThatIsWrongAboutTheLengthOfABundleThatTheApplianceHas() throws Exception {
        ReleaseSet set = vendor.set(2);
        List<ReleasedBundle> bundles = new ArrayList<>(set.bundles());
        ReleasedBundle first = bundles.get(0);
        bundles.set(
                0,
                new ReleasedBundle(
                        first.symbolicName(), first.version(), first.sha256(), first.length() + 1, 1, false));

        assertThat(refusal(vendor.update(set(set, bundles)))).isEqualTo(Refusal.BUNDLE_MISSING);
    }

    @Test
    void aSetWithoutThePartThatTakesUpdates() throws Exception {
        Factory factory = vendor.factory();
        List<ReleasedBundle> bundles = new ArrayList<>(factory.bundles());
        bundles.add(vendor.bundle("org.dectory.fieldupdate", "1.0.0", vendor.jarFile("u", "1.0.0")));
        releases = releases(
                new Factory(factory.product(), factory.hardware(), 1, factory.keys(), bundles, factory.jars()));

        assertThat(refusal(vendor.update(vendor.set(2)))).isEqualTo(Refusal.NO_UPDATER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no manifest at all", "Manifest-Version: 1.0\nno header\n"})
    void aJarWhoseManifestCannotBeUnderstood(String manifest) throws Exception {
        Path jar = folder.resolve("odd.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(manifest.getBytes(US_ASCII));
        }
        ReleaseSet set = set(vendor.set(2), List.of(vendor.bundle("a", "1.0.2", jar)));
        Path update = vendor.update(Signed.sign(set.text(), List.of(vendor.releaser)), List.of(), List.of(jar));

        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> releases.stage(update, Optional.of(NOW)));

        assertThat(refused.reason()).isEqualTo(Refusal.NOT_THE_BUNDLE);
        assertThat(folder.resolve("release/store")).isEmptyDirectory();
    }

    private static ReleaseSet set(ReleaseSet like, List<ReleasedBundle> bundles) {
        return new ReleaseSet(
                like.product(), like.hardware(), like.version(), 1, Vendor.MADE, Optional.empty(), bundles);
    }

    @Test
    void aJarThatIsAnotherBundleThanTheSetSays() throws Exception {
        Path jar = vendor.jarFile("a", "1.0.7");
        ReleaseSet set = vendor.set(2);
        ReleaseSet wrong = new ReleaseSet(
                set.product(),
                set.hardware(),
                2,
                1,
                Vendor.MADE,
                Optional.empty(),
                List.of(vendor.bundle("a", "1.0.8", jar)));
        Path update = vendor.update(Signed.sign(wrong.text(), List.of(vendor.releaser)), List.of(), List.of(jar));

        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> releases.stage(update, Optional.of(NOW)));

        assertThat(refused.reason()).isEqualTo(Refusal.NOT_THE_BUNDLE);
        assertThat(refused).hasMessageContaining("a 1.0.8 is a 1.0.7");
        assertThat(folder.resolve("release/store")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.jar",
                "bundles/../../evil.jar",
                "/etc/cron.d/evil",
                "bundles/..",
                "C:evil",
                "..\\evil",
                "bundles/evil\n.jar",
                "./release.set"
            })
    void aNameThatLeadsElsewhere(String name) throws Exception {
        assertThat(refusal(with(vendor.update(vendor.set(2)), name, new byte[1])))
                .isEqualTo(Refusal.FORBIDDEN_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.jar", "bundles/", "bundles/evil.jar", "release.set.old", "keys/0.list"})
    void anEntryThatDoesNotBelongThere(String name) throws Exception {
        assertThat(refusal(with(vendor.update(vendor.set(2)), name, new byte[0])))
                .isEqualTo(Refusal.UNEXPECTED_ENTRY);
    }

    @Test
    void aBundleThatTheSetDoesNotName() throws Exception {
        String name = "bundles/" + "0".repeat(64) + ".jar";

        assertThat(refusal(with(vendor.update(vendor.set(2)), name, new byte[1])))
                .isEqualTo(Refusal.UNEXPECTED_ENTRY);
    }

    @Test
    void anEntryThatIsThereTwice() throws Exception {
        Path twice = archive(Map.of("release.set", new byte[1], "release.sig", new byte[1]));
        byte[] bytes = Files.readAllBytes(twice);
        String text =
                new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).replace("release.sig", "release.set");
        Files.write(twice, text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        assertThat(refusal(twice)).isEqualTo(Refusal.UNEXPECTED_ENTRY);
    }

    @Test
    void aBombThatSaysHowLargeItIs() throws Exception {
        Path update = vendor.update(vendor.set(2));

        assertThat(refusal(with(update, "release.set", new byte[2 * 1024 * 1024])))
                .isEqualTo(Refusal.TOO_LARGE);
        assertThat(refusal(with(update, bundleEntry(vendor.set(2)), new byte[50 * 1024 * 1024])))
                .isEqualTo(Refusal.TOO_LARGE);
        assertThat(Files.size(folder.resolve("changed"))).isLessThan(100_000);
    }

    @Test
    void aBombThatLiesAboutItsSize() throws Exception {
        Path update = with(vendor.update(vendor.set(2)), bundleEntry(vendor.set(2)), new byte[5_000_000]);
        byte[] bytes = Files.readAllBytes(update);
        byte[] size = {0x40, 0x4B, 0x4C, 0x00};
        int found = 0;
        for (int i = 0; i + 4 <= bytes.length; i++) {
            if (Arrays.equals(Arrays.copyOfRange(bytes, i, i + 4), size)) {
                System.arraycopy(new byte[] {100, 0, 0, 0}, 0, bytes, i, 4);
                found++;
            }
        }
        Files.write(update, bytes);

        assertThat(found).as("sizes in the archive").isPositive();
        assertThat(refusal(update)).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void aFileThatIsTooLong() throws Exception {
        Path file = folder.resolve("long");
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(UpdateFile.MAXIMUM_LENGTH + 1);
        }

        assertThat(refusal(file)).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void aFileOfWhichAllIsTooLargeTogether() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            entries.put("bundles/" + Digests.of(new byte[] {(byte) i}) + ".jar", new byte[1]);
        }
        ByteBuffer archive =
                ByteBuffer.wrap(Files.readAllBytes(archive(entries))).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < archive.limit() - 46; at++) {
            if (archive.getInt(at) == 0x02014B50) {
                archive.putInt(at + 24, 60 * 1024 * 1024);
            }
        }

        assertThat(refusal(Files.write(folder.resolve("sum"), archive.array()))).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void aFileWithTooManyEntries() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 1; i <= 600; i++) {
            entries.put("keys/" + i + ".list", new byte[0]);
        }

        assertThat(refusal(archive(entries))).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void moreOrLongerListsOfKeysThanTheMemoryIsFor() throws Exception {
        Path update = vendor.update(vendor.set(2));
        Map<String, byte[]> entries = entries(update);
        for (int i = 1; i <= 33; i++) {
            entries.put("keys/" + i + ".list", new byte[1]);
        }

        assertThat(refusal(archive(entries))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(refusal(with(update, "keys/2.list", new byte[9000]))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(refusal(with(update, "release.sig", new byte[9000]))).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void anArchiveWhoseTableOfContentsWouldFillTheMemory() throws Exception {
        byte[] whole = Files.readAllBytes(vendor.update(vendor.set(2)));
        byte[] longer = whole.clone();
        longer[whole.length - 8] = 0x10;
        byte[] zip64 = whole.clone();
        Arrays.fill(zip64, whole.length - 10, whole.length - 6, (byte) 0xFF);

        assertThat(refusal(Files.write(folder.resolve("long"), longer))).isEqualTo(Refusal.TOO_LARGE);
        assertThat(refusal(Files.write(folder.resolve("zip64"), zip64))).isEqualTo(Refusal.TOO_LARGE);
    }

    @Test
    void anArchiveWithAnEndBehindItsEnd() throws Exception {
        byte[] whole = Files.readAllBytes(vendor.update(vendor.set(2)));
        byte[] behind = new byte[22];
        System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, behind, 0, 4);
        behind[20] = 5;
        byte[] both = Arrays.copyOf(whole, whole.length + behind.length);
        System.arraycopy(behind, 0, both, whole.length, behind.length);

        assertThat(refusal(Files.write(folder.resolve("both"), both))).isEqualTo(Refusal.BROKEN_ARCHIVE);
    }

    @Test
    void aSetForWhichThereIsNoSpace() throws Exception {
        releases = new Releases(
                new FailingDisk() {
                    @Override
                    public long free(Path path) {
                        return 17L * 1024 * 1024 - 1000;
                    }
                },
                folder.resolve("release"),
                vendor.factory(),
                Clock.fixed(NOW, ZoneOffset.UTC));
        Path jar = vendor.jarFile("a", "1.0.2");
        Files.write(jar, new byte[2_000_000], java.nio.file.StandardOpenOption.APPEND);
        ReleaseSet set = new ReleaseSet(
                "phone-box",
                Set.of("board-1"),
                2,
                1,
                Vendor.MADE,
                Optional.empty(),
                List.of(vendor.bundle("a", "1.0.2", jar)));

        RefusedException refused = catchThrowableOfType(
                RefusedException.class,
                () -> releases.stage(
                        vendor.update(Signed.sign(set.text(), List.of(vendor.releaser)), List.of(), List.of(jar)),
                        Optional.of(NOW)));

        assertThat(refused.reason()).isEqualTo(Refusal.NO_SPACE);
    }

    private static String bundleEntry(ReleaseSet set) {
        return "bundles/" + set.bundles().get(set.bundles().size() - 1).sha256() + ".jar";
    }

    private Path with(Path update, String name, byte[] content) throws IOException {
        Map<String, byte[]> entries = entries(update);
        entries.put(name, content);
        return archive(entries);
    }

    private Path without(Path update, String name) throws IOException {
        Map<String, byte[]> entries = entries(update);
        entries.remove(name);
        return archive(entries);
    }

    private static Map<String, byte[]> entries(Path update) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(update.toFile(), UTF_8)) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private Path archive(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("changed");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }
}
