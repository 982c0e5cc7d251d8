package org.dectory.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a vendor from a pair of keys to an update. */
@Tag("OSG-03")
class VendorTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, UTF_8);

    @BeforeEach
    void makeKeysAndImages() throws Exception {
        run(new KeygenCommand(out), file("root.pem"));
        run(new KeygenCommand(out), file("release.pem"));
        run(
                new KeysCommand(out),
                "--root",
                file("root.pem.pub"),
                "--release",
                file("release.pem.pub"),
                "--out",
                file("keys.list"));
        image("old", Map.of("a", "1.0.0", "b", "1.0.0"), "");
        image("new", Map.of("a", "1.0.1", "b", "1.0.0"), "");
        printed.reset();
    }

    private void image(String name, Map<String, String> bundles, String more) throws Exception {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(home.resolve("release"));
        Files.writeString(home.resolve("release/product"), "product phone-box\nhardware board-1\nversion 1\n");
        Files.copy(folder.resolve("keys.list"), home.resolve("release/keys.list"));
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> bundle : new TreeMap<>(bundles).entrySet()) {
            byte[] content = (bundle.getKey() + bundle.getValue() + more).getBytes(UTF_8);
            Files.write(home.resolve(bundle.getKey() + ".jar"), content);
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            lines.add(bundle.getKey() + " " + bundle.getValue() + " " + digest + " 1 " + bundle.getKey() + ".jar");
        }
        Files.write(home.resolve("image.list"), lines);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private String run(Command command, String... words) throws Exception {
        Place place = new Place(folder.resolve("old"), folder, OptionalInt.empty());
        assertThat(command.run(place, List.of(words))).isZero();
        return printed.toString(UTF_8);
    }

    private String release(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "--image", file("new"), "--version", "2", "--key", file("release.pem"), "--out", file("update.dup")));
        words.addAll(List.of(more));
        return run(new ReleaseCommand(out, Clock.systemUTC()), words.toArray(String[]::new));
    }

    @Test
    void makesAnUpdateThatBringsOnlyWhatIsNew() throws Exception {
        assertThat(release("--previous", file("old"), "--expires", "90"))
                .contains("update of phone-box to version 2, for board-1")
                .contains("2 bundles, of which it brings 1:")
                .contains("  a 1.0.1, ");

        assertThat(run(new VerifyCommand(out), file("update.dup"), "--keys", file("keys.list")))
                .contains("signed by ");
    }

    @Test
    void bringsEverythingWhereNothingIsKnown() throws Exception {
        assertThat(release("--hardware", "board-1", "board-2"))
                .contains("for board-1, board-2")
                .contains("of which it brings 2:");
    }

    @Test
    void addsTheBundleOfAnotherMakerAndReplacesAndRemovesSome() throws Exception {
        bundle("c.jar", "org.example.c;singleton:=true", "2.1");
        bundle("b.jar", "b", "3.0.0.x");

        assertThat(release("--previous", file("new"), "--add", file("c.jar"), file("b.jar"), "--remove", "a"))
                .contains("2 bundles, of which it brings 2:")
                .contains("  b 3.0.0.x, ")
                .contains("  org.example.c 2.1.0, ");
    }

    @Test
    void refusesToAddWhatIsNoBundleAndToRemoveWhatIsNotThere() throws Exception {
        Files.writeString(folder.resolve("text"), "no jar");

        assertThatThrownBy(() -> release("--add", file("text")))
                .hasMessage("The update cannot be made: jar: " + file("text") + " (expected: a jar)");
        assertThatThrownBy(() -> release("--remove", "z")).hasMessage("The image has no bundle z.");
        assertThatThrownBy(() -> release("--remove", "org.dectory.fieldupdate"))
                .hasMessage(
                        "Without org.dectory.fieldupdate no update could follow, and appliances would refuse this one.");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertThatThrownBy(() -> run(new VerifyCommand(out), file("none.dup")))
                .hasMessage("This cannot be verified: there is no " + file("none.dup"));
        assertThatThrownBy(() -> release("--key", file("none.pem")))
                .hasMessage("The update cannot be made: there is no " + file("none.pem"));
        assertThatThrownBy(() -> run(new KeygenCommand(out), file("nowhere/root.pem")))
                .hasMessage("The key cannot be written: there is no folder " + file("nowhere"));
    }

    private void bundle(String name, String symbolicName, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        new JarOutputStream(Files.newOutputStream(folder.resolve(name)), manifest).close();
    }

    @Test
    void verifiesByTheKeysOfTheImage() throws Exception {
        release();

        assertThat(run(new VerifyCommand(out), file("update.dup"))).contains("as list 1 of keys demands");
    }

    @Test
    void refusesAnUpdateThatWasAltered() throws Exception {
        release();
        byte[] bytes = Files.readAllBytes(folder.resolve("update.dup"));
        Files.write(folder.resolve("update.dup"), java.util.Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> run(new VerifyCommand(out), file("update.dup")))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("[TRUNCATED]");
    }

    @Test
    void refusesAnUpdateOfAStranger() throws Exception {
        run(new KeygenCommand(out), file("stranger.pem"));
        release("--key", file("stranger.pem"));
        run(new VerifyCommand(out), file("update.dup"));

        run(
                new ReleaseCommand(out, Clock.systemUTC()),
                "--image",
                file("new"),
                "--version",
                "2",
                "--key",
                file("stranger.pem"),
                "--out",
                file("update.dup"));
        assertThatThrownBy(() -> run(new VerifyCommand(out), file("update.dup")))
                .hasMessageContaining("[UNKNOWN_KEY]");
    }

    @Test
    void saysAtTheDeskWhatAppliancesWouldRefuse() throws Exception {
        image("careless", Map.of("a", "1.0.1", "b", "1.0.0"), "changed");

        assertThatThrownBy(() -> release("--image", file("careless"), "--previous", file("old")))
                .isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> run(
                        new ReleaseCommand(out, Clock.systemUTC()),
                        "--image",
                        file("careless"),
                        "--version",
                        "2",
                        "--key",
                        file("release.pem"),
                        "--out",
                        file("update.dup"),
                        "--previous",
                        file("old")))
                .hasMessageContaining("without a new version")
                .hasMessageContaining("b 1.0.0");
    }

    @Test
    void sendsNewKeysAlong() throws Exception {
        run(new KeygenCommand(out), file("next.pem"));
        run(
                new KeysCommand(out),
                "--root",
                file("root.pem"),
                "--release",
                file("next.pem.pub"),
                "--version",
                "2",
                "--sign",
                file("root.pem"),
                "--out",
                file("keys-2.list"));
        run(
                new ReleaseCommand(out, Clock.systemUTC()),
                "--image",
                file("new"),
                "--version",
                "2",
                "--key",
                file("next.pem"),
                "--keys",
                file("keys-2.list"),
                "--out",
                file("update.dup"));

        assertThat(run(new VerifyCommand(out), file("update.dup"))).contains("brings lists of keys [2]");
    }

    @Test
    void neverOverwritesAKey() {
        assertThatThrownBy(() -> run(new KeygenCommand(out), file("root.pem")))
                .hasMessageContaining("no key is ever overwritten");
    }

    @Test
    void saysHowItIsUsed() {
        assertThatThrownBy(() -> run(new VerifyCommand(out))).hasMessage("usage: dectory verify FILE [--keys LIST]");
        assertThatThrownBy(() -> release("--colour", "red")).hasMessageStartingWith("usage: dectory release");
        assertThatThrownBy(() -> release("--version", "x")).hasMessageStartingWith("usage: dectory release");
    }
}
