package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Phone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The worked examples: a fetcher and an authenticator of another maker, built with nothing of the project but the jar of its contracts,
 * signed by the vendor's tools, taken into a running appliance, used for a login, updated, and removed again.
 */
class ExamplesIT {

    private static final Path EXAMPLES = Path.of(System.getProperty("dectory.examples"));

    private final Path folder = Appliance.scratch("examples");
    private final Path image = folder.resolve("image");
    private final Path data = folder.resolve("data");

    @Test
    @Tag("OSG-01")
    @Tag("OSG-03")
    @Tag("LOG-13")
    @Tag("PRV-01")
    void bundlesOfAnotherMakerComeInAreUsedUpdatedAndGo() throws Exception {
        becomeAVendor();
        List<String> first = build("1.0.0");
        List<String> second = build("1.1.0");
        Path site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve("org.dectory.fieldupdate.json"), "{\"trial.seconds\": 1}");

        try (GopherServer server = new GopherServer("UD_Name=Paloma\nUD_Pin=61\n");
                Appliance appliance = Appliance.start(image, data, Map.of(), "--config", site.toString())) {
            Phone phone = appliance.subscribedPhone("600-700", appliance.openSubscription());

            assertThat(update(2, first)).contains("com.example.gopher").contains("com.example.officehours");
            dectory("source", "gopher://127.0.0.1:" + server.port() + "/loft");
            phone.login("6001", "61");
            assertThat(phone.look()).containsEntry("name", "Paloma");
            phone.logout();

            dectory("settings", "com.example.officehours", "from=1", "to=0");
            phone.dial("*116001");
            phone.awaitTones("positive-acknowledgement", "negative-acknowledgement");
            phone.hangUp();

            assertThat(update(3, second)).contains("com.example.officehours 1.0.0 -> 1.1.0");
            dectory("settings", "com.example.officehours", "to=23", "from=0");
            phone.login("6001", "61");
            phone.logout();

            assertThat(update(4, List.of())).contains("com.example.gopher");
            assertThat(dectory("status")).contains("gopher");
            phone.login("6001", "61");
        }
    }

    /** Makes keys, and an image that trusts them. */
    private void becomeAVendor() throws Exception {
        run(folder, "cp", "-r", Appliance.image().toString(), image.toString());
        dectory("keygen", "root.pem");
        dectory("keygen", "release.pem");
        dectory("keys", "--root", "root.pem.pub", "--release", "release.pem.pub", "--out", "image/release/keys.list");
    }

    private List<String> build(String version) throws Exception {
        Path copy = folder.resolve("examples-" + version);
        run(folder, "cp", "-r", EXAMPLES.toString(), copy.toString());
        run(copy, "mvn", "-B", "-q", "clean", "package", "-Drevision=" + version, "-Dimage=" + image);
        return List.of(
                copy + "/gopher/target/gopher-" + version + ".jar",
                copy + "/officehours/target/officehours-" + version + ".jar");
    }

    /** Makes an update of the image, with bundles of other makers, and applies it. */
    private String update(int version, List<String> added) throws Exception {
        List<String> release = new ArrayList<>(
                List.of("release", "--image", "image", "--previous", "image", "--version", Integer.toString(version)));
        release.addAll(List.of("--key", "release.pem", "--out", "update.dup"));
        if (!added.isEmpty()) {
            release.add("--add");
            release.addAll(added);
        }
        dectory(release.toArray(String[]::new));
        return dectory("update", "update.dup");
    }

    private String dectory(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(image.resolve("bin/dectory").toString()));
        command.addAll(List.of(words));
        return run(folder, command.toArray(String[]::new));
    }

    private String run(Path where, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().put("DECTORY_DATA", data.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + "\n" + printed)
                .isZero();
        return printed;
    }

    /** Serves one file under every name but that of the common file (RFC 1436). */
    private static final class GopherServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final String file;

        GopherServer(String file) throws IOException {
            this.file = file;
            Thread thread = new Thread(this::serve, "gopher");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                    boolean common = String.valueOf(in.readLine()).endsWith("user_common.cfg");
                    String answer = common ? "UD_VoiceMailNumber=900\n" : file;
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
