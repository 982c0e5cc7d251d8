package org.dectory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    @TempDir
    Path data;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = answers.getOrDefault(exchange.getRequestURI().getPath(), "{}");
            String asked =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!exchange.getRequestMethod().equals("GET")) {
                requests.add((asked + " " + body).strip());
            }
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

    private String run(Command command, int status, String... words) throws CommandException, InterruptedException {
        Place place = new Place(data, data, OptionalInt.of(server.getAddress().getPort()));
        assertThat(command.run(place, List.of(words))).isEqualTo(status);
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

    @ParameterizedTest
    @Tag("OSG-03")
    @CsvSource({
        "COMMITTED, '', 0, 'Version 2 is kept: f 1.0.0 -> 1.0.1, beside'",
        "ROLLED_BACK, UNHEALTHY, 1, 'Version 2 is rolled back (UNHEALTHY): f 1.0.0 -> 1.0.1, beside'"
    })
    void updatesAnApplianceAndSaysWhatCameOfIt(String step, String reason, int status, String verdict)
            throws Exception {
        answers.put(
                "/api/v1/updates",
                "{\"version\":2,\"changes\":[{\"bundle\":\"f\",\"before\":\"1.0.0\",\"after\":\"1.0.1\",\"way\":\"beside\"}],"
                        + "\"phase\":\"idle\",\"trial\":null}");
        answers.put("/api/v1/updates/trial", "{\"version\":2}");
        answers.put(
                "/api/v1/updates/history",
                "{\"items\":[{\"step\":\"" + step + "\",\"version\":2,\"reason\":\"" + reason
                        + "\",\"detail\":\"f 1.0.0 -> 1.0.1, beside\"}]}");
        Path file = Files.writeString(data.resolve("v2.dup"), "an update");

        assertThat(run(update(), status, file.toString())).isEqualTo("""
                        Version 2 lies ready and changes:
                          f 1.0.0 -> 1.0.1, beside
                        Version 2 is on trial.
                        %s
                        """.formatted(verdict));
        assertThat(requests).containsExactly("POST /api/v1/updates an update", "POST /api/v1/updates/trial {}");
    }

    @Test
    @Tag("OSG-03")
    void onlyTakesAnUpdateInAndGoesBack() throws Exception {
        answers.put("/api/v1/updates", "{\"version\":2,\"restartCauses\":[\"api belongs to the platform\"]}");
        answers.put("/api/v1/updates/rollback", "{\"version\":1}");
        Path file = Files.writeString(data.resolve("v2.dup"), "an update");

        run(update(), Main.DONE, file.toString(), "--stage-only");
        assertThat(run(update(), Main.DONE, "--rollback")).isEqualTo("""
                        Version 2 lies ready and changes:
                        The appliance restarts for it: api belongs to the platform.
                        The appliance goes back to version 1.
                        """);
        assertThat(requests).containsExactly("POST /api/v1/updates an update", "POST /api/v1/updates/rollback {}");
        assertThatThrownBy(() -> run(update(), Main.DONE, "none.dup")).hasMessage("The file none.dup cannot be read.");
    }

    private UpdateCommand update() {
        return new UpdateCommand(out, account -> "password of " + account);
    }

    @Test
    @Tag("OSG-03")
    void hasAnUpdateFetchedWithAnAccountAndSaysWhatItChanges() throws Exception {
        answers.put(
                "/api/v1/updates/fetch",
                "{\"version\":2,\"settings\":[{\"pid\":\"f\",\"setting\":\"s\",\"before\":\"\",\"after\":null}],"
                        + "\"signers\":[\"00ff\"]}");
        Path file = Files.writeString(data.resolve("secret"), "hush \nsecond line\n");

        run(update(), Main.DONE, "https://u.example/v2.dup", "--user", "me", "--stage-only");
        String said = run(
                update(),
                Main.DONE,
                "ftp://u.example/v2.dup",
                "--stage-only",
                "--user",
                "me",
                "--password-file",
                file.toString());

        assertThat(said)
                .contains("  setting f s:  -> (gone)", "It is signed by key 00ff.")
                .doesNotContain("hush");
        assertThat(requests.get(0))
                .startsWith("POST /api/v1/updates/fetch ")
                .contains("\"userName\":\"me\"", "\"password\":\"password of me\"");
        assertThat(requests.get(1)).contains("\"url\":\"ftp://u.example/v2.dup\"", "\"password\":\"hush \"");
    }

    @ParameterizedTest
    @Tag("OSG-03")
    @ValueSource(
            strings = {
                "https://me:hush@u.example/v2.dup",
                "v2.dup --user me",
                "https://u.example/v2.dup --password-file f",
                "https://u.example/v2.dup --user",
                "https://u.example/v2.dup --stage-only now",
                "--keep it",
                "--nonsense"
            })
    void understandsNoOtherUpdate(String words) {
        assertThatThrownBy(() -> run(update(), Main.DONE, words.split(" ")))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.status()).isEqualTo(Main.NOT_UNDERSTOOD))
                .hasMessageNotContaining("hush");
        assertThat(requests).isEmpty();
    }

    @Test
    @Tag("OSG-03")
    void discardsWhatLiesReadyAndKeepsWhatIsOnTrial() throws Exception {
        answers.put("/api/v1/updates/staged", "{\"version\":2}");
        answers.put("/api/v1/updates/keep", "{\"version\":2}");

        run(update(), Main.DONE, "--plan");
        run(update(), Main.DONE, "--discard");

        assertThat(run(update(), Main.DONE, "--keep")).isEqualTo("""
                        Version 2 lies ready and changes:
                        No update lies ready any more.
                        Version 2 is kept.
                        """);
        assertThat(requests).containsExactly("DELETE /api/v1/updates/staged", "POST /api/v1/updates/keep {}");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wildcard 5      | {\"mode\":\"wildcard\",\"minutes\":5}",
                "always-open     | {\"mode\":\"always-open\"}",
                "off             | {\"mode\":\"off\"}",
                "restrict on     | {\"restricted\":true}",
                "auto-create off | {\"autoCreate\":false}"
            })
    void opensAndClosesSubscription(String words, String body) throws Exception {
        answers.put("/api/v1/subscription", "{\"mode\":\"standard\",\"alwaysOpen\":true,\"park\":\"31100004403201\"}");

        assertThat(run(new SubscriptionCommand(out), Main.DONE, words.split(" ")))
                .contains("standard; always open; PARK 31100004403201");
        assertThat(requests).singleElement(STRING).startsWith("PUT /api/v1/subscription ");
        assertThat(JSON.std.mapFrom(requests.get(0).substring("PUT /api/v1/subscription ".length())))
                .isEqualTo(JSON.std.mapFrom(body));
    }

    @Test
    void clearsTheLockOfAUserAtAPhone() throws Exception {
        answers.put("/api/v1/devices", "{\"items\":[{\"ppn\":3,\"ipei\":\"0001200001379\"}],\"total\":1}");
        answers.put("/api/v1/users", "{\"items\":[{\"uid\":7,\"number\":\"201\"}],\"total\":1}");
        answers.put("/api/v1/login-locks", "{\"items\":[],\"total\":0}");

        run(new LocksCommand(out), Main.DONE, "clear", "00012 0000137 9", "201");

        assertThat(requests).containsExactly("DELETE /api/v1/login-locks/3/7");
    }

    @Test
    void listsTakesAndRestoresSnapshots() throws Exception {
        String one =
                "{\"id\":1,\"time\":\"2026-11-23T10:00:00Z\",\"cause\":\"update 17\",\"actor\":\"anna\",\"pinned\":true,"
                        + "\"damaged\":false,\"changes\":[\"org.dectory.doors\"]}";
        answers.put("/api/v1/configuration/snapshots", "{\"items\":[" + one + "]}");
        answers.put("/api/v1/configuration/snapshots/1/restore", "{\"restored\":[\"org.dectory.doors\"]}");

        assertThat(run(new SnapshotsCommand(out), Main.DONE)).isEqualTo("""
                        SNAPSHOT  TIME                  BY    CAUSE      STATE   DIFFERS NOW
                        1         2026-11-23T10:00:00Z  anna  update 17  pinned  org.dectory.doors
                        """);
        run(new SnapshotsCommand(out), Main.DONE, "take", "before", "the", "move");
        assertThat(run(new SnapshotsCommand(out), Main.DONE, "restore", "1", "org.dectory.doors"))
                .endsWith("restored: org.dectory.doors\n");
        run(new SnapshotsCommand(out), Main.DONE, "delete", "1");
        assertThatThrownBy(() -> run(new SnapshotsCommand(out), Main.DONE, "restore", "../1"))
                .hasMessageContaining("usage");

        assertThat(requests)
                .contains(
                        "POST /api/v1/configuration/snapshots {\"cause\":\"before the move\"}",
                        "POST /api/v1/configuration/snapshots/1/restore {\"pids\":[\"org.dectory.doors\"]}",
                        "DELETE /api/v1/configuration/snapshots/1");
    }

    @Test
    void showsWhatIsWeakAboutTheTrustInServers() throws Exception {
        answers.put(
                "/api/v1/trust",
                "{\"policy\":{\"certificates\":true,\"systemTrust\":false,\"hostNames\":false,\"expiry\":true,"
                        + "\"leastTls\":\"TLSv1.2\",\"hostKeys\":\"known\"},"
                        + "\"warnings\":[\"Host names of certificates are not checked\"],"
                        + "\"certificates\":1,\"hosts\":2}");

        assertThat(run(new TrustCommand(out), Main.DONE)).isEqualTo("""
                        CHECK                      STATE
                        certificates               checked
                        authorities of the system  not trusted
                        host names                 not checked
                        expiry                     checked
                        oldest TLS                 TLSv1.2
                        keys of SSH hosts          known
                        uploaded certificates      1
                        known SSH hosts            2
                        warning: Host names of certificates are not checked
                        """);
    }

    @Test
    void uploadsListsAndRemovesCertificates() throws Exception {
        answers.put(
                "/api/v1/trust/certificates",
                "{\"items\":[{\"id\":\"0123456789abcdef0123\",\"subject\":\"CN=CA\",\"issuer\":\"CN=CA\","
                        + "\"validUntil\":\"2027-01-01T00:00:00Z\",\"authority\":true}],\"total\":1}");
        Path file = Files.writeString(data.resolve("ca.pem"), "-----BEGIN");

        assertThat(run(new TrustCommand(out), Main.DONE, "add", file.toString()))
                .isEqualTo("""
                        ID                VALID UNTIL           AUTHORITY  SUBJECT  ISSUER
                        0123456789abcdef  2027-01-01T00:00:00Z  yes        CN=CA    CN=CA
                        """);
        run(new TrustCommand(out), Main.DONE, "remove", "0123");

        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/trust/certificates -----BEGIN",
                        "DELETE /api/v1/trust/certificates/0123456789abcdef0123");
        assertThatThrownBy(() -> run(new TrustCommand(out), Main.DONE, "remove", "9"))
                .hasMessage("There is no 9.");
        assertThatThrownBy(() -> run(new TrustCommand(out), Main.DONE, "add", "none.pem"))
                .hasMessage("The file none.pem cannot be read.");
    }

    @Test
    void entersListsAndForgetsSshHosts() throws Exception {
        answers.put(
                "/api/v1/trust/hosts",
                "{\"items\":[{\"id\":\"0123456789abcdef0123\",\"host\":\"a.example\",\"keyType\":\"ssh-ed25519\","
                        + "\"fingerprint\":\"SHA256:x\",\"firstUse\":true}],\"total\":1}");
        answers.put("/api/v1/trust/ssh-key", "{\"publicKey\":\"ecdsa-sha2-nistp256 AAAA dectory\"}");
        Path file = Files.writeString(data.resolve("known_hosts"), "a.example ssh-ed25519 AAAA");

        run(new TrustCommand(out), Main.DONE, "add-hosts", file.toString());
        run(new TrustCommand(out), Main.DONE, "forget", "0123456789abcdef");
        assertThat(run(new TrustCommand(out), Main.DONE, "key"))
                .contains("0123456789abcdef  a.example  ssh-ed25519  SHA256:x     since first use\n")
                .endsWith("ecdsa-sha2-nistp256 AAAA dectory\n");

        assertThat(requests)
                .containsExactly(
                        "POST /api/v1/trust/hosts {\"lines\":\"a.example ssh-ed25519 AAAA\"}",
                        "DELETE /api/v1/trust/hosts/0123456789abcdef0123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "add", "remove", "forget", "key old", "hosts all"})
    void saysHowTrustIsUsed(String words) {
        assertThatThrownBy(() -> run(new TrustCommand(out), Main.DONE, words.split(" ")))
                .hasMessageStartingWith("usage: dectory trust");
    }

    @Test
    void setsWhatABundleCanBeTold() throws Exception {
        answers.put(
                "/api/v1/settings/org.dectory.sharing",
                "{\"items\":[{\"name\":\"takeover.user\",\"value\":\"wait\",\"default\":\"move\",\"title\":\"Takeover\"}]}");

        assertThat(run(new SettingsCommand(out), Main.DONE, "org.dectory.sharing", "takeover.user=wait"))
                .contains("takeover.user  wait   move     Takeover");
        assertThat(requests)
                .containsExactly("PUT /api/v1/settings/org.dectory.sharing {\"values\":{\"takeover.user\":\"wait\"}}");
    }

    @Test
    void sendsAnyRequestWithItsBodyFromTheInput() throws Exception {
        ByteArrayInputStream input = new ByteArrayInputStream("{\"pin\":\"4711\"}".getBytes(StandardCharsets.UTF_8));

        run(new ApiCommand(out, input), Main.DONE, "put", "/api/v1/users/7", "-");

        assertThat(requests).containsExactly("PUT /api/v1/users/7 {\"pin\":\"4711\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"brew /tea", "get users", "get /a%zz", "get /a b", "get"})
    void understandsNoRequestThatIsNone(String words) {
        assertThatThrownBy(() -> run(new ApiCommand(out, InputStream.nullInputStream()), 0, words.split(" ", 2)))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.status()).isEqualTo(Main.NOT_UNDERSTOOD));
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
