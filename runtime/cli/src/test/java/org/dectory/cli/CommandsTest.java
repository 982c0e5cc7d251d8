package org.dectory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    @TempDir
    Path data;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = answers.getOrDefault(exchange.getRequestURI().getPath(), "{}");
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.contains("\"storeProblem\"") ? 503 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        Files.writeString(data.resolve("token"), "open-sesame\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String run(Command command, int status) throws CommandException, InterruptedException {
        Place place = new Place(data, data, OptionalInt.of(server.getAddress().getPort()));
        assertThat(command.run(place, List.of())).isEqualTo(status);
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listsPhonesWithThoseThatNobodyKnows() throws Exception {
        answers.put(
                "/api/v1/devices",
                "{\"items\":[{\"ppn\":1,\"ipei\":\"103450615703*\",\"kind\":\"GAP\",\"subscription\":\"subscribed\","
                        + "\"relation\":\"dynamic\",\"user\":{\"number\":\"201\",\"name\":\"Anna\"}}],\"total\":1}");
        answers.put(
                "/simulator/v1/phones",
                "{\"items\":[{\"ipei\":\"103450615703*\"},{\"ipei\":\"0001200001379\",\"kind\":\"142d\"}],\"total\":2}");

        assertThat(run(new PhonesCommand(out), Main.DONE)).isEqualTo("""
                        PPN  IPEI             KIND  SUBSCRIPTION  RELATION  NUMBER  NAME
                        1    10345 0615703 *  GAP   subscribed    dynamic   201     Anna
                        -    00012 0000137 9  142d  (simulated)
                        """);
    }

    @Test
    void listsUsers() throws Exception {
        answers.put(
                "/api/v1/users",
                "{\"items\":[{\"uid\":7,\"number\":\"201\",\"loginId\":null,\"name\":\"Anna\",\"external\":true,"
                        + "\"relation\":\"unbound\",\"device\":null}],\"total\":1}");

        assertThat(run(new UsersCommand(out), Main.DONE)).isEqualTo("""
                        UID  NUMBER  LOGIN ID  NAME  EXTERNAL  RELATION  PHONE
                        7    201               Anna  yes       unbound
                        """);
    }

    @Test
    void saysWhatIsMissingAndGoesOn() throws Exception {
        answers.put("/api/v1/health", "{\"status\":\"degraded\",\"missing\":[\"datasets\",\"provisioning\"]}");
        answers.put("/api/v1/subscription", "{\"mode\":\"off\",\"autoCreate\":true,\"park\":\"31100004403201\"}");

        assertThat(run(new StatusCommand(out), Main.NOT_DONE))
                .contains("not complete, missing: datasets, provisioning")
                .contains("off; auto-create on, not active now; PARK 31100004403201")
                .contains("users         (the part datasets is missing)");
    }

    @Test
    void saysWhyAnApplianceIsNotWell() throws Exception {
        answers.put(
                "/api/v1/health",
                "{\"status\":\"degraded\",\"missing\":[\"store\"],\"storeProblem\":\"The disk is full\"}");

        assertThat(run(new StatusCommand(out), Main.NOT_DONE))
                .contains("not complete, missing: store")
                .contains("nothing can be changed: The disk is full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "00012 0000137", "abcdefghijklm", "00012/000013/9"})
    void knowsAnIpeiWhenItSeesOne(String ipei) {
        Api api = new Api(new Place(data, data, OptionalInt.of(1)));

        assertThatThrownBy(() -> Handset.of(api, ipei))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.status()).isEqualTo(Main.NOT_UNDERSTOOD));
    }

    @Test
    void drawsAPhone() {
        Json phone = new Json(Map.of(
                "display", List.of("Please login\u001B[2J", "a line that is longer than it"), "tones", List.of()));

        assertThat(PhonePicture.of(phone).stripIndent()).isEqualTo("""
                              .----------------------.
                              | Please login [2J     |
                              | a line that is longe |
                              |                      |
                              '----------------------'""");
    }
}
