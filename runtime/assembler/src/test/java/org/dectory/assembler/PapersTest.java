package org.dectory.assembler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PapersTest {

    @TempDir
    Path image;

    @TempDir
    Path others;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectory(image.resolve("bundles"));
        Files.createDirectory(image.resolve("lib"));
        Files.createDirectory(others.resolve("texts"));
        Files.writeString(others.resolve("texts/MIT.txt"), "as is");
        jar("bundles/org.dectory.sharing-1.jar", Map.of());
        jar(
                "bundles/jetty-12.jar",
                Map.of(
                        "META-INF/maven/org.felix/jetty/pom.properties",
                        "groupId=org.felix\nartifactId=jetty\nversion=12\n",
                        "META-INF/NOTICE",
                        "made by Felix"));
        known("12");
    }

    @Test
    @Tag("SEC-05")
    void listsEveryJarAndWhatIsInside() throws IOException {
        Papers.write(image, others, "1");

        assertThat(image.resolve("sbom.cdx.json"))
                .content()
                .contains("pkg:maven/org.dectory/org.dectory.sharing@1")
                .contains("pkg:maven/org.felix/jetty@12")
                .contains("pkg:maven/org.eclipse/jetty-http@12.0.1");
        assertThat(image.resolve("licences/LIST.txt"))
                .content()
                .contains(
                        "org.felix:jetty 12: Apache-2.0\n    with org.eclipse:jetty-http 12.0.1: EPL-2.0 OR Apache-2.0");
        assertThat(image.resolve("licences/jetty/NOTICE")).hasContent("made by Felix");
        assertThat(image.resolve("licences/MIT.txt")).hasContent("as is");
    }

    @Test
    @Tag("OSG-02")
    void areTheSameForTheSameImage() throws IOException {
        Papers.write(image, others, "1");
        String first = Files.readString(image.resolve("sbom.cdx.json"));

        Papers.write(image, others, "1");

        assertThat(image.resolve("sbom.cdx.json")).hasContent(first);
    }

    @Test
    @Tag("SEC-05")
    void nameTheJavaThatTheImageBrings() throws IOException {
        Files.createDirectory(image.resolve("java"));
        Files.writeString(image.resolve("java/release"), "JAVA_VERSION=\"17.0.15\"\n");

        Papers.write(image, others, "1");

        assertThat(image.resolve("licences/LIST.txt")).content().contains("org.openjdk:openjdk 17.0.15: GPL-2.0-only");
    }

    @Test
    @Tag("SEC-05")
    void aWorkOfUnknownLicenceStopsTheBuild() throws IOException {
        jar("lib/gift.jar", Map.of("META-INF/maven/g/gift/pom.properties", "groupId=g\nartifactId=gift\nversion=3\n"));

        assertThatThrownBy(() -> Papers.write(image, others, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("g:gift");
    }

    @Test
    @Tag("SEC-05")
    void whatIsInsideIsLookedAtAgainForAnotherVersion() throws IOException {
        known("11");

        assertThatThrownBy(() -> Papers.write(image, others, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("look what is inside 12");
    }

    @Test
    @Tag("SEC-05")
    void aKnownHoleInsideAJarIsFound() throws IOException {
        Papers.write(image, others, "1");

        assertThat(holes("0", "12.0.2"))
                .singleElement()
                .asString()
                .contains("org.eclipse:jetty-http 12.0.1 has the hole X-1");
        assertThat(holes("12.0.1", "12.0.2")).hasSize(1);
        assertThat(holes("0", "12.0.1")).isEmpty();
        assertThat(holes("12.0.2", "12.0.3")).isEmpty();
    }

    private List<String> holes(String introduced, String fixed) throws IOException {
        Path list = others.resolve("holes.json");
        Files.writeString(
                list,
                "[{\"id\": \"X-1\", \"summary\": \"a hole\", \"affected\": [{\"package\":"
                        + " {\"ecosystem\": \"Maven\", \"name\": \"org.eclipse:jetty-http\"}, \"ranges\":"
                        + " [{\"type\": \"ECOSYSTEM\", \"events\": [{\"introduced\": \"" + introduced
                        + "\"}, {\"fixed\": \"" + fixed + "\"}]}]}]}]");
        return KnownHoles.read(list).of(image.resolve("sbom.cdx.json"));
    }

    private void known(String version) throws IOException {
        Files.writeString(
                others.resolve("third-party.json"),
                "{\"org.dectory:*\": {\"licence\": \"Apache-2.0\"},"
                        + " \"org.openjdk:openjdk\": {\"licence\": \"GPL-2.0-only WITH Classpath-exception-2.0\"},"
                        + " \"org.felix:jetty\": {\"version\": \"" + version + "\", \"licence\": \"Apache-2.0\","
                        + " \"contains\": {\"org.eclipse:jetty-http:12.0.1\": \"EPL-2.0 OR Apache-2.0\"}}}");
    }

    private void jar(String name, Map<String, String> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(image.resolve(name));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new ZipEntry("x"));
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
