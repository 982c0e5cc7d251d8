package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.FaultyServer;
import org.dectory.itests.appliance.Nginx;
import org.dectory.itests.appliance.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A running appliance gets other bundles from signed updates; those that are no good go again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("OSG-03")
class FieldUpdateIT {

    private static final boolean THOROUGH = Boolean.getBoolean("dectory.thorough");
    private static final String FETCHER = "org.dectory.fetch.http";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int USERS = THOROUGH ? 2000 : 300;

    private Vendor vendor;
    private Appliance appliance;
    private FaultyServer server;
    private WebConsole console;
    private long version;

    @BeforeAll
    void start() throws Exception {
        Path folder = Appliance.scratch("field-update");
        vendor = new Vendor(folder);
        version = vendor.version();
        Path site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(
                site.resolve("org.dectory.fieldupdate.json"),
                "{\"trial.seconds\": 3, \"patience.seconds\": 2, \"step.seconds\": 3}");
        appliance = Appliance.start(vendor.image(), folder.resolve("data"), Map.of(), "--config", site.toString());
        console = new WebConsole(appliance);
        server = FaultyServer.start();
        appliance.rest().put("/api/v1/provisioning/source", server.source()).expect(200);
    }

    @AfterAll
    void stop() {
        server.close();
        appliance.close();
    }

    @Test
    @Order(1)
    @Tag("OSG-04")
    void aFetcherAndAnAuthenticatorAreReplacedInFullUseAndNothingFails() throws Exception {
        List<String> logins = IntStream.range(0, USERS)
                .mapToObj(i -> Integer.toString(60_000 + i))
                .toList();
        logins.forEach(login -> server.on(login + ".cfg", FaultyServer.serves("UD_Name=Somebody\nUD_Pin=31\n")));
        server.on("user_common.cfg", FaultyServer.serves("UD_Pin=31\n"));
        stage(vendor.update(++version, Set.of(FETCHER, "org.dectory.auth.dsaa2"), "77.0.1"))
                .expect(200);

        Map<String, Object> verdict;
        try (People people = new People(appliance, logins.subList(0, 4))) {
            appliance
                    .rest()
                    .post("/api/v1/provisioning/run", Map.of("logins", logins))
                    .expect(202);
            appliance.rest().post("/api/v1/updates/trial", Map.of()).expect(202);
            verdict = verdict();
            people.awaitMore(8);
        }

        await().atMost(PATIENCE).until(() -> Boolean.FALSE.equals(run().get("running")));
        assertThat(run()).containsEntry("failed", 0).containsEntry("done", USERS);
        assertThat(verdict).containsEntry("step", "COMMITTED").containsEntry("version", (int) version);
        assertThat(String.valueOf(verdict.get("detail")))
                .contains("org.dectory.auth.dsaa2 0.1.0.SNAPSHOT -> 77.0.1, beside")
                .contains(FETCHER + " 0.1.0.SNAPSHOT -> 77.0.1, beside");
    }

    private Map<String, Object> run() {
        return appliance.rest().get("/api/v1/provisioning/run").object();
    }

    @Test
    @Order(2)
    void anAdministratorGoesBack() throws Exception {
        appliance.rest().post("/api/v1/updates/rollback", Map.of()).expect(202);

        assertThat(verdict()).containsEntry("step", "ROLLED_BACK").containsEntry("reason", "REQUESTED");
        assertThat(appliance.rest().get("/api/v1/updates").object())
                .containsEntry("running", (int) vendor.version())
                .containsEntry("previous", null);
        importsWork();
    }

    @Test
    @Order(2)
    @Tag("PRV-01")
    void anUpdateIsFetchedFromAServer() throws Exception {
        Path update = vendor.update(++version, Set.of(FETCHER), "55.0." + version);
        server.on("v.dup", FaultyServer.serves(Files.readAllBytes(update)));
        String address = "http://127.0.0.1:" + server.source().get("port") + "/users/";

        Map<String, Object> plan = appliance
                .rest()
                .post("/api/v1/updates/fetch", Map.of("url", address + "v.dup"))
                .expect(200)
                .object();
        Rest.Answer none = appliance
                .rest()
                .post("/api/v1/updates/fetch", Map.of("url", address + "none.dup"))
                .expect(422);

        assertThat(plan).containsEntry("version", (int) version).containsEntry("needsRestart", false);
        assertThat(none.text("reason")).isEqualTo("NOT_FETCHED");
    }

    static Stream<Arguments> mischiefs() {
        Stream<Arguments> quick = Stream.of(
                Arguments.of(FETCHER, "throws", "DOES_NOT_START", "no good"),
                Arguments.of(FETCHER, "unresolvable", "DOES_NOT_START", "org.nowhere"),
                Arguments.of(FETCHER, "sick", "UNHEALTHY", FETCHER + " is stopped"));
        Stream<Arguments> slow = Stream.of(
                Arguments.of(FETCHER, "slow", "TIMED_OUT", "starts: not within 3 s"),
                Arguments.of(FETCHER, "thread", "UNHEALTHY", "leaves threads behind when it stops: mischief"),
                Arguments.of("org.dectory.sharing", "throws", "DOES_NOT_START", "no good"),
                Arguments.of("org.dectory.userstore", "slow", "TIMED_OUT", "starts: not within 3 s"),
                Arguments.of("org.dectory.accounts", "sick", "UNHEALTHY", "org.dectory.accounts is stopped"));
        return THOROUGH ? Stream.concat(quick, slow) : quick;
    }

    @ParameterizedTest
    @Order(4)
    @MethodSource("mischiefs")
    void whatIsNoGoodIsRolledBackAndTheHistorySaysWhy(String bundle, String mischief, String reason, String detail)
            throws Exception {
        String before = running();
        stage(vendor.update(++version, bundle, "66.0." + version, mischief)).expect(200);

        appliance.rest().post("/api/v1/updates/trial", Map.of()).expect(202);

        assertThat(verdict())
                .containsEntry("step", "ROLLED_BACK")
                .containsEntry("reason", reason)
                .hasEntrySatisfying(
                        "detail", text -> assertThat(text.toString()).contains(detail));
        assertThat(running()).isEqualTo(before);
        importsWork();
    }

    @Test
    @Order(3)
    void whatWasTamperedWithIsRefusedAndNothingChanges() throws Exception {
        Path update = vendor.update(++version, Set.of(FETCHER), "55.0.1");
        byte[] content = Files.readAllBytes(update);
        content[content.length / 2] ^= 1;

        Rest.Answer answer = stage(Files.write(update, content)).expect(422);

        assertThat(answer.text("reason")).isIn("BUNDLE_ALTERED", "BROKEN_ARCHIVE");
        assertThat(appliance.rest().get("/api/v1/updates").object()).containsEntry("phase", "idle");
        importsWork();
    }

    @Test
    @Order(3)
    @Tag("ADM-04")
    @Tag("SEC-02")
    void theWebConsoleTakesAFileInAndRefusesOneThatWasTamperedWith() throws Exception {
        byte[] update = Files.readAllBytes(vendor.update(++version, Set.of(FETCHER), "55.1.0"));
        byte[] tampered = update.clone();
        tampered[tampered.length / 2] ^= 1;
        String token = console.token();

        assertThat(console.upload(update).status()).as("no token").isEqualTo(403);
        assertThat(console.upload(update, "X-Dectory-Token", token, "Origin", "http://evil.example")
                        .status())
                .as("a page of another site")
                .isEqualTo(403);
        Rest.Answer refused = console.upload(tampered, "X-Dectory-Token", token).expect(200);
        Rest.Answer taken = console.upload(update, "X-Dectory-Token", token).expect(200);
        console.press("discard-update", Map.of()).expect(200);

        assertThat(refused.body()).containsPattern("data-status='422'.*\\[(BUNDLE_ALTERED|BROKEN_ARCHIVE)]");
        assertThat(taken.body())
                .contains("Version " + version + " is sound and lies ready", "<th>" + FETCHER + "</th>")
                .contains("-&gt; 55.1.0, beside: nobody notices", "<th>Signed by</th><td>key ", "stay as they are");
        assertThat(appliance.rest().get("/api/v1/updates").object()).containsEntry("staged", null);
        assertThat(console.page().expect(200).body()).contains("discarded, version " + version);
        assertThat(console.script().expect(200).contentType().orElse("")).contains("javascript");
        importsWork();
    }

    @Test
    @Order(3)
    @Tag("ADM-04")
    @Tag("SEC-02")
    void theWebConsoleHasAnUpdateFetchedByAnAccountTriesItAndKeepsIt() throws Exception {
        try (Nginx nginx = Nginx.startWithAccounts()) {
            nginx.account("shop", "hush-4711");
            nginx.put("v.dup", Files.readAllBytes(vendor.update(++version, Set.of(FETCHER), "55.2.0")));

            fetch(nginx.address("v.dup"), "wrong", "[NOT_FETCHED]");
            fetch(nginx.address("v.dup"), "hush-4711", "Version " + version + " is sound and lies ready");
            console.press("try-update", Map.of()).expect(200);
            await().atMost(PATIENCE).until(() -> console.updates().body().contains("<th>Health</th>"));

            assertThat(verdict()).containsEntry("step", "COMMITTED").containsEntry("version", (int) version);
            String page = console.page().expect(200).body();
            assertThat(page).contains("Version " + version + " has proved itself and is kept.");
            assertThat(nginx.requests()).contains("shop ", "GET /users/v.dup ");
            assertThat(page
                            + nginx.requests()
                            + appliance.output()
                            + appliance.rest().get("/api/v1/updates/history").body()
                            + Files.readString(appliance.data().resolve("log/dectory.log")))
                    .doesNotContain("hush-4711");
        }
        importsWork();
    }

    private void fetch(String url, String password, String expected) {
        console.press("fetch-update", Map.of("url", url, "userName", "shop", "password", password));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(console.updates().body())
                        .contains("data-busy='false'")
                        .contains(expected));
    }

    @Test
    @Order(5)
    @EnabledIfSystemProperty(named = "dectory.thorough", matches = "true")
    @Tag("OSG-05")
    void everyBundleOfTheHouseIsReplacedWithoutARestart() throws Exception {
        Map<String, Object> pauses = new TreeMap<>();
        for (String name : vendor.bundlesOfTheHouse()) {
            Map<String, Object> plan = stage(vendor.update(++version, Set.of(name), "88.0." + version))
                    .expect(200)
                    .object();
            assertThat(plan).as(name).containsEntry("needsRestart", false);
            appliance.rest().post("/api/v1/updates/trial", Map.of()).expect(202);

            Map<String, Object> verdict = verdict();

            assertThat(verdict).as(name + verdict).containsEntry("step", "COMMITTED");
            pauses.put(name, String.valueOf(verdict.get("detail")));
        }
        pauses.values().forEach(System.out::println);
        assertThat(appliance.rest().get("/api/v1/health").status()).isEqualTo(200);
        appliance.rest().post("/api/v1/updates/rollback", Map.of()).expect(202);
        verdict();
        importsWork();
    }

    @Test
    @Order(6)
    @EnabledIfSystemProperty(named = "dectory.thorough", matches = "true")
    void whatNeverStopsStaysUntilTheNextUpdateForWhichTheApplianceRestarts() throws Exception {
        whatIsNoGoodIsRolledBackAndTheHistorySaysWhy(FETCHER, "deadlock", "TIMED_OUT", "stops: not within 3 s");
        assertThat(appliance.rest().get("/api/v1/updates").text("remark")).startsWith("Restart the appliance");

        Map<String, Object> plan = stage(vendor.update(++version, Set.of(FETCHER), "77.0.2"))
                .expect(200)
                .object();
        appliance.rest().post("/api/v1/updates/trial", Map.of()).expect(202);

        assertThat(plan).containsEntry("needsRestart", true);
        await().atMost(PATIENCE).until(() -> !appliance.process().isAlive());
        // Something of the old process never ends; whoever supervises it starts it again.
        appliance = Appliance.start(vendor.image(), appliance.data(), Map.of());
        assertThat(verdict()).containsEntry("step", "COMMITTED").containsEntry("version", (int) version);
        importsWork();
    }

    /** The version of the set that runs. */
    private String running() {
        return String.valueOf(appliance.rest().get("/api/v1/updates").object().get("running"));
    }

    private Rest.Answer stage(Path update) throws Exception {
        return appliance
                .rest()
                .send(appliance
                        .rest()
                        .request("/api/v1/updates")
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofFile(update)));
    }

    /** The last entry of the history when nothing is being done any more. */
    private Map<String, Object> verdict() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            Rest.Answer status = appliance.rest().get("/api/v1/updates");
            return status.status() == 200
                    && status.text("phase").equals("idle")
                    && status.object().get("trial") == null;
        });
        return appliance.rest().get("/api/v1/updates/history?limit=1").items().get(0);
    }

    /** The old fetcher still does its work. */
    private void importsWork() {
        server.on("4711.cfg", FaultyServer.serves("UD_Name=Version " + version + "\nUD_Pin=31\n"));
        Rest.Answer imported = appliance
                .rest()
                .post("/api/v1/provisioning/imports", Map.of("login", "4711"))
                .expect(200);
        assertThat(imported.text("outcome")).as(imported.body()).isIn("imported", "unchanged");
    }
}
