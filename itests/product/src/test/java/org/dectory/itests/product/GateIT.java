package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.ImageCopy;
import org.dectory.itests.appliance.Rest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Code that tries to come into an appliance by the Web Console, while somebody holds that open. */
class GateIT {

    private static final String PASSWORD = "correct horse battery";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder = Appliance.scratch("gate");
    private final Path data = folder.resolve("data");

    @Test
    @Tag("OSG-03")
    @Tag("SEC-05")
    void keepsOutWhatIsUploadedAndWhatReplacesABundle() throws Exception {
        try (Appliance appliance = Appliance.start(data, "--config", site().toString())) {
            changePassword(appliance);

            upload(appliance, stranger("stranger"));
            upload(appliance, stranger("org.dectory.shell"));

            for (String name : List.of("stranger", "org.dectory.shell")) {
                await(name)
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(state(appliance, name)).isEqualTo("Installed"));
                await("the log of " + name)
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(log())
                                .containsPattern("WARN .*Bundle " + name + " 1\\.0\\.0 .*"
                                        + " did not come through an update and is not resolved\\."));
            }
            await("health tells of both")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(code(appliance))
                            .contains(
                                    "warning",
                                    "stranger 1.0.0 from inputstream:stranger.jar",
                                    "org.dectory.shell 1.0.0"));
            assertThat(console(appliance, "/system/console/dectory").body()).contains("stranger 1.0.0");
            assertThat(witness()).doesNotExist();
        }
    }

    /** The same jar does run where it may: else the test above would prove nothing. */
    @Test
    @Tag("OSG-03")
    void aDevelopersImageLetsThemInAndSaysSo() throws Exception {
        Path image = ImageCopy.make(folder.resolve("image"))
                .with("release/developer-image", "")
                .home();
        try (Appliance appliance = Appliance.start(image, data, Map.of(), "--config", site().toString())) {
            changePassword(appliance);

            upload(appliance, stranger("stranger"));

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(witness()).exists());
            assertThat(state(appliance, "stranger")).isEqualTo("Active");
            assertThat(appliance.output()).contains("This is a developer's image");
            assertThat(code(appliance)).contains("warning", "developer's image");
        }
    }

    /** Opens the upload of the Web Console. */
    private Path site() throws IOException {
        Path site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(
                site.resolve("framework.properties"),
                Files.readString(Appliance.image().resolve("config/framework.properties"))
                        .replace("dectory.webconsole.upload=false", "dectory.webconsole.upload=true"));
        return site;
    }

    private Path stranger(String name) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Manifest-Version", "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Bundle-Activator", Witness.class.getName());
        attributes.putValue("Import-Package", "org.osgi.framework");
        String entry = Witness.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream content = new JarOutputStream(file, manifest);
                InputStream code = Witness.class.getResourceAsStream("/" + entry)) {
            content.putNextEntry(new ZipEntry(entry));
            code.transferTo(content);
        }
        return jar;
    }

    private static void changePassword(Appliance appliance) throws IOException {
        String first =
                Files.readString(appliance.data().resolve("first-password")).strip();
        String body = JSON.std.asString(Map.of("currentPassword", first, "newPassword", PASSWORD));
        Rest.Answer changed = appliance
                .rest()
                .send(as(appliance, "/api/v1/account/password", first)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(changed.status()).as(changed.body()).isBetween(200, 204);
    }

    private static void upload(Appliance appliance, Path jar) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : Map.of(
                        "action", "install", "bundlestart", "start", "bundlestartlevel", "6")
                .entrySet()) {
            body.writeBytes(("--limit\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                            + field.getValue() + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes(("--limit\r\nContent-Disposition: form-data; name=\"bundlefile\"; filename=\""
                        + jar.getFileName() + "\"\r\nContent-Type: application/java-archive\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(Files.readAllBytes(jar));
        body.writeBytes("\r\n--limit--\r\n".getBytes(StandardCharsets.US_ASCII));
        Rest.Answer taken = appliance
                .rest()
                .send(as(appliance, "/system/console/bundles", PASSWORD)
                        .header("Content-Type", "multipart/form-data; boundary=limit")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
        assertThat(taken.status()).as(taken.body()).isBetween(200, 303);
    }

    private static String state(Appliance appliance, String name) throws IOException {
        Map<String, Object> answer = JSON.std.mapFrom(
                console(appliance, "/system/console/bundles.json").body());
        for (Object bundle : (List<?>) answer.getOrDefault("data", List.of())) {
            Map<?, ?> fields = (Map<?, ?>) bundle;
            if (name.equals(fields.get("symbolicName"))) {
                return String.valueOf(fields.get("state"));
            }
        }
        return "absent";
    }

    private static Rest.Answer console(Appliance appliance, String path) {
        return appliance.rest().send(as(appliance, path, PASSWORD).GET());
    }

    private static HttpRequest.Builder as(Appliance appliance, String path, String password) {
        return appliance
                .rest()
                .request(path)
                .setHeader(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("omm:" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** What health says of the code. */
    private static String code(Appliance appliance) {
        return ((List<?>) appliance.rest().get("/api/v1/health").object().getOrDefault("checks", List.of()))
                .stream()
                        .map(String::valueOf)
                        .filter(check -> check.contains("name=code,"))
                        .findFirst()
                        .orElseThrow();
    }

    private String log() throws IOException {
        return Files.readString(data.resolve("log/dectory.log"));
    }

    private Path witness() {
        return data.resolve("run/tmp/witness");
    }

    /** Leaves a file behind as soon as any code of its bundle runs. */
    public static final class Witness implements BundleActivator {

        static {
            try {
                Files.writeString(Path.of(System.getProperty("java.io.tmpdir"), "witness"), "I was here");
            } catch (IOException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        @Override
        public void start(BundleContext context) {}

        @Override
        public void stop(BundleContext context) {}
    }
}
