package org.dectory.itests.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.FaultyServer;
import org.dectory.itests.appliance.FaultyServer.Conduct;
import org.dectory.itests.appliance.Phone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are none, and servers that serve nothing: a clear refusal, nothing half done, nobody lost. */
class BadFilesIT {

    private static final Path FOLDER = Appliance.scratch("bad-files");
    private static final AtomicInteger NUMBERS = new AtomicInteger(7000);

    private static FaultyServer server;
    private static Appliance appliance;
    private static String code;

    @BeforeAll
    static void start() throws IOException {
        Path config = Files.createDirectories(FOLDER.resolve("config"));
        Files.writeString(config.resolve("org.dectory.provisioning.json"), "{\"fetch.seconds\": 2}");
        server = FaultyServer.start();
        appliance = Appliance.start(FOLDER.resolve("data"), "--config", config.toString());
        appliance.rest().put("/api/v1/provisioning/source", server.source()).expect(200);
        code = appliance.openSubscription();
    }

    @AfterAll
    static void stop() {
        appliance.close();
        server.close();
    }

    static Stream<Arguments> faults() {
        byte[] large = new byte[10_000_000];
        Arrays.fill(large, (byte) '#');
        byte[] binary = new byte[5_000];
        new Random(42).nextBytes(binary);
        byte[] good = "UD_Name=Nobody\nUD_Pin=99\n".getBytes(UTF_8);
        return Stream.of(
                Arguments.of("a file of 10 MB", FaultyServer.serves(large), "larger than 262144"),
                Arguments.of("10 MB that were not announced", announcedAsChunks(large), "larger than 262144"),
                Arguments.of("a binary file", FaultyServer.serves(binary), "no text"),
                Arguments.of("a text with a NUL", FaultyServer.serves("UD_Name=Nobody\0\n"), "no text"),
                Arguments.of("an empty file", FaultyServer.serves(""), "no data"),
                Arguments.of("a file of comments", FaultyServer.serves("# Sorry\n"), "no data"),
                Arguments.of("a transfer cut short", FaultyServer.announces(5_000, good), "broke off"),
                Arguments.of("chunks without an end", FaultyServer.sendsAChunkAndNoEnd("UD_Pin=99\n"), "broke off"),
                Arguments.of("a file without an end", FaultyServer.blurts(withoutLength()), "where the file ends"),
                Arguments.of("a server that hangs", FaultyServer.hangs(), "too long"),
                Arguments.of("a server that trickles", FaultyServer.trickles(), "too long"),
                Arguments.of("a redirection to itself", FaultyServer.sendsRoundInCircles(), "redirect"),
                Arguments.of("an error of the server", FaultyServer.says("500 Oops"), "HTTP 500"),
                Arguments.of("a server that wants a password", FaultyServer.says("401 Who"), "denies access"),
                Arguments.of("a server that forbids", FaultyServer.says("403 No"), "denies access"),
                Arguments.of("garbage in place of HTTP", FaultyServer.blurts(binary), "does not speak HTTP"),
                Arguments.of("no answer at all", FaultyServer.blurts(new byte[0]), "broke off"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    @Tag("CFG-04")
    @Tag("PRV-05")
    @Tag("PRV-06")
    @Tag("PRV-15")
    void changesNothing(String what, Conduct fault, String reason) {
        String known = Integer.toString(NUMBERS.incrementAndGet());
        String stranger = Integer.toString(NUMBERS.incrementAndGet());
        server.on(known + ".cfg", FaultyServer.serves("UD_Name=Vera\nUD_Pin=31\n"));
        Phone phone = appliance.subscribedPhone("600-700", code);
        phone.login(known, "31");
        String before = users();
        server.on(known + ".cfg", fault);
        server.on(stranger + ".cfg", fault);

        CompletableFuture<Map<String, Object>> meanwhile = CompletableFuture.supplyAsync(() -> imported(stranger));
        Map<String, Object> again = imported(known);
        Map<String, Object> first = meanwhile.join();

        assertThat(again).as(what).containsEntry("outcome", "failed");
        assertThat(String.valueOf(again.get("reason"))).containsIgnoringCase(reason);
        assertThat(first).as(what).containsEntry("outcome", "failed");
        assertThat(String.valueOf(first.get("reason"))).containsIgnoringCase(reason);
        assertThat(users()).isEqualTo(before);
        assertThat(phone.look()).containsEntry("name", "Vera").containsEntry("number", known);
        phone.logout();
        phone.login(known, "31");
        phone.logout();
    }

    @Test
    @Tag("FAC-09")
    @Tag("PRV-15")
    void aStrangerIsToldAtThePhoneThatTheFileCannotBeHad() {
        Phone phone = appliance.subscribedPhone("600-700", code);
        server.on("7999.cfg", FaultyServer.announces(100, "UD_Name=Nobody\n".getBytes(UTF_8)));

        phone.dial("*117999");

        phone.awaitTones("positive-acknowledgement", "negative-acknowledgement");
        phone.awaitDisplay("No user data now");
        phone.hangUp();
        assertThat(appliance.rest().get("/api/v1/users?search=7999").items()).isEmpty();
    }

    @Test
    @Tag("CFG-04")
    @Tag("CFG-07")
    void aLineThatIsWrongIsReportedAndTheRestApplied() {
        server.on("7998.cfg", FaultyServer.serves("UD_Name=Rita\nnonsense\nUD_KeyLockTime=7\n=x\nUD_Pin=12\n"));

        Map<String, Object> result = imported("7998");

        assertThat(result).containsEntry("outcome", "imported");
        assertThat(String.valueOf(result.get("messages")))
                .contains("2: error")
                .contains("3: error")
                .contains("4: error");
        assertThat(appliance.rest().get("/api/v1/users?search=7998").items())
                .singleElement()
                .extracting("name")
                .isEqualTo("Rita");
    }

    private static Map<String, Object> imported(String login) {
        return appliance
                .rest()
                .post("/api/v1/provisioning/imports", Map.of("login", login))
                .expect(200)
                .object();
    }

    private static String users() {
        return appliance.rest().get("/api/v1/users?limit=1000").expect(200).body();
    }

    private static byte[] withoutLength() {
        return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nUD_Name=Nobody\n".getBytes(UTF_8);
    }

    private static Conduct announcedAsChunks(byte[] content) {
        return (path, out, closed) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
            out.write((Integer.toHexString(content.length) + "\r\n").getBytes(UTF_8));
            out.write(content);
            out.write("\r\n0\r\n\r\n".getBytes(UTF_8));
        };
    }
}
