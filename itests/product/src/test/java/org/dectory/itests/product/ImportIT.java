package org.dectory.itests.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.FaultyServer;
import org.dectory.itests.appliance.Phone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An import of many users from a server that keeps it waiting, while people want to use their phones. */
class ImportIT {

    private static final Path FOLDER = Appliance.scratch("imports");
    private static final String RUN = "/api/v1/provisioning/run";
    private static final int CROWD = 40;
    private static final AtomicInteger NUMBERS = new AtomicInteger(6000);

    private static FaultyServer server;
    private static Appliance appliance;
    private static String code;

    private final CountDownLatch gate = new CountDownLatch(1);
    private List<String> crowd = List.of();

    @BeforeAll
    static void start() throws IOException {
        Path config = Files.createDirectories(FOLDER.resolve("config"));
        // So long that nothing here ends because of it.
        Files.writeString(config.resolve("org.dectory.provisioning.json"), "{\"fetch.seconds\": 200}");
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

    @BeforeEach
    void aCrowdHasFilesThatTheServerHoldsBack() {
        crowd = IntStream.range(0, CROWD)
                .mapToObj(i -> Integer.toString(NUMBERS.incrementAndGet()))
                .toList();
        crowd.forEach(number -> server.on(number + ".cfg", heldBack("UD_Name=N" + number + "\n")));
    }

    @AfterEach
    void goOn() {
        gate.countDown();
        await().atMost(Duration.ofMinutes(1)).until(() -> !Boolean.TRUE.equals(run().get("running")));
    }

    private FaultyServer.Conduct heldBack(String content) {
        return (path, out, closed) -> {
            boolean unused = gate.await(3, TimeUnit.MINUTES);
            FaultyServer.serves(content).answer(path, out, closed);
        };
    }

    @Test
    @Tag("PRV-14")
    @Tag("LOG-03")
    void peopleLogInWhileAllOthersAreImported() {
        String known = person("Vera");
        Phone phone = appliance.subscribedPhone("600-700", code);
        Phone other = appliance.subscribedPhone("600-700", code);
        phone.login(known, "31");
        phone.logout();
        importCrowd();

        for (int i = 0; i < 5; i++) {
            phone.login(known, "31");
            other.login(person("New"), "31");
            phone.logout();
            other.logout();
        }
        Map<String, Object> meanwhile = run();
        gate.countDown();

        assertThat(meanwhile).containsEntry("running", true).containsEntry("imported", 0);
        assertThat(ended()).containsEntry("imported", CROWD).containsEntry("failed", 0);
    }

    @Test
    @Tag("PRV-06")
    @Tag("LOG-03")
    void whoIsKnownLogsInByWhatIsStoredWhileTheServerDoesNotAnswer() {
        String known = person("Vera");
        Phone phone = appliance.subscribedPhone("600-700", code);
        phone.login(known, "31");
        phone.logout();
        server.on(known + ".cfg", heldBack("UD_Name=Vanessa\nUD_Pin=31\n"));

        phone.login(known, "31");

        assertThat(phone.look()).containsEntry("name", "Vera");
        gate.countDown();
        phone.awaitPhone("what the server says late", look -> "Vanessa".equals(look.get("name")));
    }

    @Test
    @Tag("PRV-14")
    void whoInterruptsTheCommandEndsTheImport() throws Exception {
        Path names = Files.write(FOLDER.resolve("crowd"), crowd);
        Path log = FOLDER.resolve("import.log");
        Process command = new ProcessBuilder(
                        Appliance.image().resolve("bin/dectory").toString(),
                        "import",
                        "--from",
                        names.toString(),
                        "--data",
                        appliance.data().toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !command.isAlive()
                        || (Boolean.TRUE.equals(run().get("running"))
                                && Integer.valueOf(CROWD).equals(run().get("total"))));
        assertThat(command.isAlive()).as(Files.readString(log, UTF_8)).isTrue();

        Process interrupt = new ProcessBuilder("kill", "-INT", Long.toString(command.pid())).start();
        assertThat(interrupt.waitFor()).isZero();
        assertThat(command.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Map<String, Object> cancelled = run();
        gate.countDown();

        assertThat(cancelled).containsEntry("cancelled", true);
        Map<String, Object> run = ended();
        assertThat(run).containsEntry("failed", 0).containsEntry("total", CROWD);
        assertThat(Integer.parseInt(String.valueOf(run.get("imported"))))
                .as("what was under way")
                .isBetween(1, CROWD / 2);
    }

    /** Somebody with a file, whom the appliance does not know yet. */
    private static String person(String name) {
        String number = Integer.toString(NUMBERS.incrementAndGet());
        server.on(number + ".cfg", FaultyServer.serves("UD_Name=" + name + "\nUD_Pin=31\n"));
        return number;
    }

    private void importCrowd() {
        appliance.rest().post(RUN, Map.of("logins", crowd)).expect(202);
    }

    private static Map<String, Object> run() {
        return appliance.rest().get(RUN).object();
    }

    private static Map<String, Object> ended() {
        await().atMost(Duration.ofMinutes(1)).until(() -> Boolean.FALSE.equals(run().get("running")));
        return run();
    }
}
