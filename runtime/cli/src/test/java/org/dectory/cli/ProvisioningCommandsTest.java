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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where users' files come from, imports, and users who are held, as operators type them. */
@Tag("PRV-14")
class ProvisioningCommandsTest {

    private static final String PATH = "/api/v1/provisioning";
    private static final String RUNNING =
            "{\"running\":true,\"done\":6,\"total\":20,\"imported\":1,\"unchanged\":0,\"gone\":0,\"held\":2,\"failed\":0,"
                    + "\"perSecond\":2,\"secondsLeft\":7}";
    private static final String ENDED =
            "{\"running\":false,\"done\":20,\"total\":20,\"imported\":15,\"unchanged\":3,\"gone\":0,\"held\":2,\"failed\":0,"
                    + "\"perSecond\":4,\"cancelled\":false,\"problem\":\"\"}";

    @TempDir
    Path data;

    private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String asked =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!exchange.getRequestMethod().equals("GET")) {
                requests.add((asked + " " + body).strip());
            }
            byte[] answer = answer(exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Files.writeString(data.resolve("token"), "open-sesame\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Each answer once, and the last for ever. */
    private void answer(String path, String... texts) {
        answers.put(path, new ArrayDeque<>(List.of(texts)));
    }

    private String answer(String path) {
        Deque<String> left = answers.getOrDefault(path, new ArrayDeque<>(List.of("{}")));
        synchronized (left) {
            return left.size() > 1 ? left.removeFirst() : left.getFirst();
        }
    }

    private String run(Command command, int status, String... words) throws CommandException, InterruptedException {
        Place place = new Place(data, data, OptionalInt.of(server.getAddress().getPort()));
        assertThat(command.run(place, List.of(words))).isEqualTo(status);
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    @Tag("PRV-10")
    void showsBothSourcesAndWhichOfThemCounts() throws Exception {
        answer(PATH + "/choice", "{\"specific\":false}");
        answer(PATH + "/source", "{\"enabled\":false,\"address\":null}");
        answer(PATH + "/central", "{\"enabled\":true,\"address\":\"http://phone@files.example/users\"}");
        answer(PATH, "{\"downSince\":null,\"warnings\":[\"The password is seen by all\"]}");

        assertThat(run(source(""), Main.DONE)).isEqualTo("""
                        SOURCE    ADDRESS                           COUNTS
                        specific  none                              no
                        central   http://phone@files.example/users  yes
                        warning: The password is seen by all
                        """);
        assertThat(requests).isEmpty();
    }

    @Test
    void setsASourceByItsAddressAndAsksForThePassword() throws Exception {
        run(source("hush"), Main.DONE, "sftp://phone@files.example:2222/a%20b");

        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith("PUT " + PATH + "/source ")
                .contains("\"protocol\":\"sftp\"", "\"server\":\"files.example\"", "\"port\":2222", "\"path\":\"/a b\"")
                .contains("\"userName\":\"phone\"", "\"password\":\"hush\"");
    }

    @Test
    @Tag("PRV-10")
    void setsTheCentralSourceAndChooses() throws Exception {
        run(source(""), Main.DONE, "central", "off");
        run(source(""), Main.DONE, "central");
        run(source(""), Main.DONE, "specific");

        assertThat(requests)
                .containsExactly(
                        "PUT " + PATH + "/central {\"enabled\":false}",
                        "PUT " + PATH + "/choice {\"specific\":false}",
                        "PUT " + PATH + "/choice {\"specific\":true}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "http://[", "off off", "central central off"})
    void understandsNoAddressThatIsNone(String words) {
        assertThatThrownBy(() -> run(source(""), Main.DONE, words.split(" ")))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.status()).isEqualTo(Main.NOT_UNDERSTOOD));
    }

    private SourceCommand source(String password) {
        return new SourceCommand(out, account -> password);
    }

    @Test
    @Tag("PRV-06")
    void saysInTheStatusWhereFilesComeFromAndWhyTheyDoNot() throws Exception {
        answer("/api/v1/health", "{\"status\":\"up\",\"missing\":[],\"failing\":[],\"checks\":[]}");
        answer(
                PATH,
                "{\"configured\":true,\"address\":\"http://files.example/users\",\"protocolPresent\":true,"
                        + "\"downSince\":\"2026-11-22T12:00:00Z\",\"problem\":\"No answer\"}");

        assertThat(run(new StatusCommand(out), Main.DONE))
                .contains("http://files.example/users; down since 2026-11-22T12:00:00Z: No answer");
    }

    @Test
    void importsAllAndShowsHowItGoesOnOnOneLine() throws Exception {
        answer(PATH + "/run", RUNNING, RUNNING, ENDED);

        assertThat(run(new ImportCommand(out, true), Main.DONE)).isEqualTo("""
                \r6 of 20: 1 imported, 0 unchanged, 0 gone, 2 held, 0 failed, 2/s, 7 s left   \
                \r6 of 20: 1 imported, 0 unchanged, 0 gone, 2 held, 0 failed, 2/s, 7 s left   \
                \r20 of 20: 15 imported, 3 unchanged, 0 gone, 2 held, 0 failed, 4/s  \s
                """);
        assertThat(requests).containsExactly("POST " + PATH + "/run {}");
    }

    @Test
    void importsThoseThatAFileNames() throws Exception {
        answer(PATH + "/run", ENDED);
        Path file = Files.writeString(data.resolve("logins"), "# people\n100\n\n anna \n");

        assertThat(run(new ImportCommand(out, false), Main.DONE, "--from", file.toString()))
                .startsWith("20 of 20: ");
        assertThat(requests).containsExactly("POST " + PATH + "/run {\"logins\":[\"100\",\"anna\"]}");
        assertThatThrownBy(() -> run(new ImportCommand(out, false), Main.DONE, "--from", "none"))
                .hasMessage("The file none cannot be read.");
    }

    @Test
    void saysWhereToLookIfFilesFailed() throws Exception {
        answer(PATH + "/run", ENDED.replace("\"failed\":0", "\"failed\":3"));

        assertThat(run(new ImportCommand(out, false), Main.NOT_DONE, "100"))
                .endsWith("What failed and why: dectory import failed\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"cancelled\":true", "\"problem\":\"The server fails: No answer\""})
    void isNotDoneIfTheImportEndedEarly(String how) throws Exception {
        answer(PATH + "/run", ENDED.replace("\"cancelled\":false,\"problem\":\"\"", how));

        assertThat(run(new ImportCommand(out, false), Main.NOT_DONE)).containsAnyOf("cancelled", "No answer");
    }

    @Test
    void importsTheCommonFileAndTellsWhatWasFoundInIt() throws Exception {
        answer(
                PATH + "/imports",
                "{\"file\":\"user_common.cfg\",\"outcome\":\"imported\",\"reason\":\"\",\"messages\":[\"3: warning: odd\"]}");

        assertThat(run(new ImportCommand(out, false), Main.DONE, "common"))
                .isEqualTo("user_common.cfg: imported\n  3: warning: odd\n");
        assertThat(requests).containsExactly("POST " + PATH + "/imports {\"file\":\"common\"}");
    }

    @Test
    void saysHowAnImportStandsAndEndsIt() throws Exception {
        answer(PATH + "/run", RUNNING);

        assertThat(run(new ImportCommand(out, false), Main.DONE, "status")).contains("2 held", "7 s left");
        run(new ImportCommand(out, false), Main.DONE, "cancel");

        assertThat(requests).containsExactly("DELETE " + PATH + "/run");
    }

    @Test
    void listsWhatFailedWithWhatWasFound() throws Exception {
        answer(
                PATH + "/files/failed",
                "{\"items\":[{\"file\":\"100.cfg\",\"name\":\"Anna\",\"at\":\"2026-11-22T12:00:00Z\",\"reason\":\"No data\","
                        + "\"messages\":[\"3: error: odd\"]}],\"total\":1}");

        assertThat(run(new ImportCommand(out, false), Main.DONE, "failed")).isEqualTo("""
                        FILE     USER  AT                    REASON
                        100.cfg  Anna  2026-11-22T12:00:00Z  No data
                                                             3: error: odd
                        """);
    }

    @Test
    @Tag("PRV-05")
    void listsDeletesAndKeepsThoseWhoAreHeld() throws Exception {
        answer(
                PATH + "/files/held",
                "{\"items\":[{\"uid\":7,\"number\":\"100\",\"name\":\"Anna\",\"file\":\"100.cfg\",\"at\":\"\",\"reason\":\"HTTP 404\"},"
                        + "{\"uid\":8,\"number\":\"101\",\"name\":\"Bert\",\"file\":\"101.cfg\",\"at\":\"\",\"reason\":\"HTTP 404\"}],\"total\":2}");
        answer(PATH + "/files/held/confirm", "{\"total\":1}");

        assertThat(run(new HeldCommand(out), Main.DONE)).contains("100.cfg", "101.cfg", "HTTP 404");
        assertThat(requests).isEmpty();
        run(new HeldCommand(out), Main.DONE, "delete", "100");
        run(new HeldCommand(out), Main.DONE, "keep", "all");

        assertThat(requests)
                .containsExactly(
                        "POST " + PATH + "/files/held/confirm {\"users\":[7]}",
                        "POST /api/v1/users/7/make-local {}",
                        "POST /api/v1/users/8/make-local {}");
        assertThatThrownBy(() -> run(new HeldCommand(out), Main.DONE, "delete", "102"))
                .hasMessage("Not all of these users are held: dectory held");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "keep", "forget 100"})
    void saysHowHeldIsUsed(String words) {
        answer(PATH + "/files/held", "{\"items\":[],\"total\":0}");

        assertThatThrownBy(() -> run(new HeldCommand(out), Main.DONE, words.split(" ")))
                .hasMessageStartingWith("usage: dectory held");
    }
}
