package org.dectory.assembler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblerTest {

    private static final String NEEDS_CLOCK =
            "osgi.service;filter:=\"(objectClass=java.time.Clock)\";effective:=active";

    @TempDir
    Path image;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectory(image.resolve("bundles"));
        Files.createDirectory(image.resolve("features"));
    }

    @Test
    void listsBundlesByStartLevelWithTheirDigests() throws Exception {
        jar("b", Map.of());
        jar("a", Map.of());
        feature("one", "g:b:1", 1, "g:a:1", 5);

        assemble();

        assertThat(Files.readAllLines(image.resolve("image.list")))
                .satisfiesExactly(
                        first -> assertThat(first).matches("b 1\\.0\\.0 [0-9a-f]{64} 1 bundles/b-1\\.jar"),
                        second -> assertThat(second).matches("a 1\\.0\\.0 [0-9a-f]{64} 5 bundles/a-1\\.jar"));
    }

    @Test
    void refusesAJarThatIsInNoFeature() throws Exception {
        jar("a", Map.of());

        assertFlaw("a-1.jar is in no feature");
    }

    @Test
    void refusesAFeatureBundleThatHasNoJar() throws Exception {
        feature("one", "g:a:1", 1);

        assertFlaw("feature one names g:a:1, but there is no a-1.jar");
    }

    @Test
    void aLibraryMayBeInTwoFeatures() throws Exception {
        jar("a", Map.of());
        feature("one", "g:a:1", 1);
        feature("two", "g:a:1", 1);

        assemble();

        assertThat(Files.readAllLines(image.resolve("image.list"))).hasSize(1);
    }

    @Test
    void refusesABundleThatStartsAtTwoLevels() throws Exception {
        jar("a", Map.of());
        feature("one", "g:a:1", 1);
        feature("two", "g:a:1", 2);

        assertFlaw("feature two names g:a:1, which starts at another level in another one");
    }

    @Test
    @Tag("OSG-02")
    void refusesAPackageThatTheTrimmedJavaDoesNotHave() throws Exception {
        jar("a", Map.of("Import-Package", "javax.script"));
        feature("one", "g:a:1", 1);

        assertThatThrownBy(this::assemble)
                .isInstanceOf(FlawedImageException.class)
                .hasMessageContaining("javax.script");
    }

    @Test
    @Tag("OSG-02")
    void aFlavourHasItsFeaturesOnly() throws Exception {
        jar("a", Map.of());
        jar("b", Map.of());
        feature("one", "g:a:1", 1);
        feature("two", "g:b:1", 5);
        Files.createDirectory(image.resolve("config"));
        Files.writeString(image.resolve("config/a.json"), "{}");
        Path list = Files.writeString(image.resolve("lean.list"), "# one only\none\n");
        Path lean = image.resolveSibling(image.getFileName() + "-lean");

        Flavour.make(image, list, lean);

        assertThat(lean.resolve("features")).isDirectoryContaining(file -> file.endsWith("one.json"));
        assertThat(lean.resolve("features/two.json")).doesNotExist();
        assertThat(lean.resolve("bundles/a-1.jar")).exists();
        assertThat(lean.resolve("bundles/b-1.jar")).doesNotExist();
        assertThat(lean.resolve("config/a.json")).exists();
        new Assembler(lean, framework(), modules(), false).assemble();
        assertThat(Files.readAllLines(lean.resolve("image.list"))).hasSize(1);
    }

    @Test
    void refusesAServiceThatNobodyProvides() throws Exception {
        jar("a", Map.of("Require-Capability", NEEDS_CLOCK));
        feature("one", "g:a:1", 1);

        assertFlaw("a requires osgi.service (objectClass=java.time.Clock), which no bundle of the image provides");
    }

    @Test
    void letsWhatIsMissingBeAWarningWhenAskedTo() throws Exception {
        jar("a", Map.of("Require-Capability", NEEDS_CLOCK));
        feature("one", "g:a:1", 1);

        List<String> warnings = new Assembler(image, framework(), modules(), true).assemble();

        assertThat(warnings).hasSize(1);
        assertThat(image.resolve("image.list")).isNotEmptyFile();
    }

    @Test
    void acceptsAServiceThatAnotherBundleProvides() throws Exception {
        jar("a", Map.of("Require-Capability", NEEDS_CLOCK));
        jar("b", Map.of("Provide-Capability", "osgi.service;objectClass:List<String>=\"java.time.Clock\""));
        feature("one", "g:a:1", 1, "g:b:1", 1);

        assemble();
    }

    @Test
    void acceptsThatSomethingOptionalIsMissing() throws Exception {
        jar(
                "a",
                Map.of(
                        "Require-Capability",
                        NEEDS_CLOCK + ";resolution:=optional",
                        "Import-Package",
                        "not.there;resolution:=optional"));
        feature("one", "g:a:1", 1);

        assemble();
    }

    @Test
    void refusesAPackageThatIsExportedInAnotherVersionOnly() throws Exception {
        jar("a", Map.of("Import-Package", "p;version=\"[2,3)\""));
        jar("b", Map.of("Export-Package", "p;version=1.5"));
        feature("one", "g:a:1", 1, "g:b:1", 1);

        assertFlaw("a requires osgi.wiring.package (&(osgi.wiring.package=p)(version>=2.0.0)(!(version>=3.0.0)))");
    }

    @Test
    void findsThePackagesOfFrameworkAndJava() throws Exception {
        jar("a", Map.of("Import-Package", "org.osgi.framework;version=\"[1.10,2)\",javax.sql"));
        feature("one", "g:a:1", 1);

        assemble();
    }

    private void assertFlaw(String flaw) {
        assertThatThrownBy(this::assemble)
                .isInstanceOf(FlawedImageException.class)
                .hasMessageContaining(flaw);
    }

    private void assemble() throws Exception {
        new Assembler(image, framework(), modules(), false).assemble();
    }

    /** What the firmware's Java has. */
    private static Path modules() {
        return Path.of("../image/src/main/firmware/modules.list");
    }

    private static Path framework() throws URISyntaxException {
        return Path.of(FrameworkFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private void feature(String name, Object... idsAndLevels) throws IOException {
        StringBuilder bundles = new StringBuilder();
        for (int i = 0; i < idsAndLevels.length; i += 2) {
            bundles.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"" + idsAndLevels[i] + "\",\"start-level\":" + idsAndLevels[i + 1] + "}");
        }
        Files.writeString(image.resolve("features/" + name + ".json"), "{\"bundles\":[" + bundles + "]}");
    }

    private void jar(String symbolicName, Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Manifest-Version", "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", symbolicName);
        attributes.putValue("Bundle-Version", "1.0.0");
        headers.forEach(attributes::putValue);
        try (OutputStream file = Files.newOutputStream(image.resolve("bundles/" + symbolicName + "-1.jar"))) {
            new JarOutputStream(file, manifest).close();
        }
    }
}
