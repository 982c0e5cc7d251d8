package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.ImageCopy;
import org.dectory.itests.appliance.Rest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting: what an operator did wrong is said clearly, and the first secrets are nobody else's. */
class StartIT {

    private final Path folder = Appliance.scratch("start");

    @Test
    void refusesADataFolderThatIsInUse() throws Exception {
        Path data = folder.resolve("data");
        try (Appliance first = Appliance.start(data)) {
            Refusal second = start(data);

            assertThat(second.status()).isEqualTo(1);
            assertThat(second.output()).contains("in use").contains(data.toString());
            assertThat(first.rest().get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAPortThatIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Refusal refusal = start(folder.resolve("data"), "--port", Integer.toString(taken.getLocalPort()));

            assertThat(refusal.status()).isEqualTo(1);
            assertThat(refusal.output())
                    .contains("Port " + taken.getLocalPort())
                    .contains("--port");
        }
    }

    @Test
    void refusesADataFolderThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        Refusal refusal = start(file.resolve("data"));

        assertThat(refusal.status()).isEqualTo(1);
        assertThat(refusal.output()).contains(file.toString());
    }

    /** Also where the system has no program that takes digests, and where somebody says by the environment that all is well. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesAnImageOfWhichAJarWasAltered(boolean sha256sum) throws Exception {
        Path image =
                ImageCopy.make(folder.resolve("altered image " + sha256sum)).home();
        Path jar = alterTheFirstJar(image);
        Map<String, String> environment = new HashMap<>(Map.of("DECTORY_SUMS", listedSums(image)));
        if (!sha256sum) {
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            environment.put("PATH", programs("readlink", "dirname", "sed").toString());
        }

        Refusal refusal = start(image, folder.resolve("data"), environment);

        assertThat(refusal.status()).isEqualTo(1);
        assertThat(refusal.output())
                .startsWith("dectory: The image is damaged: " + jar + " is not the listed ")
                .hasLineCount(1);
    }

    private static Path alterTheFirstJar(Path image) throws IOException {
        Path bundles = image.resolve("bundles");
        Path all = bundles.toRealPath();
        Files.delete(bundles);
        Files.createDirectory(bundles);
        try (Stream<Path> jars = Files.list(all)) {
            for (Path jar : (Iterable<Path>) jars::iterator) {
                Files.createSymbolicLink(bundles.resolve(jar.getFileName()), jar);
            }
        }
        String first = Files.readAllLines(image.resolve("image.list")).get(0);
        Path altered = image.resolve(first.split(" ", 5)[4]);
        byte[] content = Files.readAllBytes(altered);
        content[content.length / 2] ^= 1;
        Files.delete(altered);
        return Files.write(altered, content);
    }

    private static String listedSums(Path image) throws IOException {
        return Files.readAllLines(image.resolve("image.list")).stream()
                .map(line -> line.split(" ", 5))
                .map(fields -> fields[2] + "  " + fields[4])
                .collect(Collectors.joining("\n"));
    }

    private Path programs(String... names) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String name : names) {
            Files.createSymbolicLink(programs.resolve(name), Path.of("/usr/bin", name));
        }
        return programs;
    }

    @Test
    @Tag("SEC-01")
    @Tag("SEC-02")
    void theFirstPasswordIsGeneratedAndMustBeChanged() throws Exception {
        try (Appliance appliance = Appliance.start(folder.resolve("data"))) {
            Path file = appliance.data().resolve("first-password");
            String password = Files.readString(file).strip();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(appliance.data().resolve("token"))))
                    .isEqualTo("rw-------");
            assertThat(appliance.output()).doesNotContain(password);

            assertThat(asOmm(appliance, "/api/v1/users", "omm").status()).isEqualTo(401);
            assertThat(asOmm(appliance, "/api/v1/users", password).status()).isEqualTo(403);
            Rest.Answer changed = appliance
                    .rest()
                    .send(appliance
                            .rest()
                            .request("/api/v1/account/password")
                            .setHeader("Authorization", basic(password))
                            .header("Content-Type", "application/json")
                            .PUT(java.net.http.HttpRequest.BodyPublishers.ofString("{\"currentPassword\":\"" + password
                                    + "\",\"newPassword\":\"correct horse battery\"}")));
            assertThat(changed.status()).as(changed.body()).isBetween(200, 204);

            assertThat(asOmm(appliance, "/api/v1/users", "correct horse battery")
                            .status())
                    .isEqualTo(200);
            assertThat(file).doesNotExist();
        }
    }

    @Test
    @Tag("SEC-02")
    void nothingButHealthIsOpenToEverybody() {
        try (Appliance appliance = Appliance.start(folder.resolve("data"))) {
            for (String path :
                    new String[] {"/api/v1/users", "/api/v1/health", "/simulator/v1/phones", "/system/console"}) {
                Rest.Answer answer = appliance
                        .rest()
                        .send(appliance.rest().request(path).setHeader("Authorization", "Bearer nonsense"));
                assertThat(answer.status()).as(path).isEqualTo(401);
            }
            Rest.Answer foreign = appliance
                    .rest()
                    .send(appliance.rest().request("/api/v1/users").header("Origin", "http://evil.example"));
            assertThat(foreign.status()).isEqualTo(403);
            assertThat(foreign.contentType().orElse("")).startsWith("application/problem+json");
        }
    }

    private static Rest.Answer asOmm(Appliance appliance, String path, String password) {
        return appliance.rest().send(appliance.rest().request(path).setHeader("Authorization", basic(password)));
    }

    private static String basic(String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(("omm:" + password).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private Refusal start(Path data, String... options) throws IOException {
        return start(Appliance.image(), data, Map.of(), options);
    }

    private Refusal start(Path image, Path data, Map<String, String> environment, String... options)
            throws IOException {
        Path log = folder.resolve("refused.log");
        Process process = Appliance.launch(image, data, log, environment, options);
        await().atMost(Duration.ofMinutes(1)).until(() -> !process.isAlive());
        return new Refusal(process.exitValue(), Files.readString(log));
    }

    private record Refusal(int status, String output) {}
}
