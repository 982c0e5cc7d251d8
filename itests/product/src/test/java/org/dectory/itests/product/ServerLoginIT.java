package org.dectory.itests.product;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Nginx;
import org.dectory.itests.appliance.Phone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real file server judges who logs in at the built appliance: it has a {@code user.cfg} for each account. */
@Tag("PRV-07")
@Tag("LOG-13")
class ServerLoginIT {

    private static final Path DATA = Appliance.scratch("server-login").resolve("data");

    private static Nginx nginx;
    private static Appliance appliance;
    private static String code;

    @BeforeAll
    static void start() {
        nginx = Nginx.startWithAccounts();
        nginx.put("user_common.cfg", "UDS_CommonUserFileName=TRUE\n");
        appliance = Appliance.start(DATA);
        appliance
                .rest()
                .put("/api/v1/provisioning/source", nginx.sourceWithAccount())
                .expect(200);
        await("the common file")
                .atMost(Duration.ofSeconds(30))
                .until(() -> "on".equals(serverLogin().get("state")));
        code = appliance.openSubscription();
    }

    @AfterAll
    static void stop() {
        appliance.close();
        nginx.close();
    }

    @Test
    @Tag("PRV-15")
    @Tag("DBS-02")
    @Tag("SEC-01")
    void aPersonIsProvedByTheServerStaysThroughAPowerCutAndLeavesNoPassword() throws IOException {
        person("5011", "82734651", "Julian");
        Phone phone = encryptedPhone("600-700");

        phone.login("5011", "82734651");

        assertThat(phone.look()).containsEntry("name", "Julian").containsEntry("number", "5011");
        appliance.kill();
        appliance = Appliance.start(DATA);
        Phone again = phone.at(appliance);
        again.awaitDisplay("Julian");
        nginx.putOwn("5011", "UD_Name=Julian Berg\n");
        assertThat(importing("5011")).isEqualTo("imported");
        again.awaitDisplay("Julian Berg");
        again.logout();
        assertThat(importing("5011")).isEqualTo("failed");
        assertThat(appliance.output()).doesNotContain("82734651");
        assertThat(nginx.requests()).doesNotContain("82734651");
        for (String secret :
                List.of("82734651", Base64.getEncoder().encodeToString("5011:82734651".getBytes(US_ASCII)))) {
            assertThat(filesWith(secret)).isEmpty();
        }
    }

    @Test
    @Tag("LOG-11")
    @Tag("FAC-09")
    void aWrongPinIsRefusedAndCounted() {
        person("5012", "1234", "Maria");
        Phone phone = encryptedPhone("600-700");
        phone.login("5012", "1234");
        phone.logout();

        phone.dial("*115012");
        phone.awaitPrompt();
        phone.type("4321");

        phone.awaitTones("positive-acknowledgement", "negative-acknowledgement");
        phone.awaitDisplay("Wrong PIN");
        phone.hangUp();
        assertThat(appliance.rest().get("/api/v1/login-locks").items())
                .anyMatch(lock -> String.valueOf(lock.get("uid")).equals(uid("5012")));
        phone.login("5012", "1234");
        phone.logout();
    }

    @Test
    void aPhoneThatCannotSendDigitsIsRefusedWithAReason() {
        person("5013", "1234", "Anna");
        Phone phone = encryptedPhone("GAP");

        phone.dial("*115013");

        phone.awaitTones("positive-acknowledgement", "negative-acknowledgement");
        phone.awaitDisplay("Phone cannot send");
        phone.hangUp();
    }

    @Test
    void noPinIsAskedForOverALinkThatIsNotEncrypted() {
        person("5014", "1234", "Otto");
        Phone phone = appliance.subscribedPhone("600-700", code);

        phone.dial("*115014");

        phone.awaitTones("positive-acknowledgement", "negative-acknowledgement");
        phone.awaitDisplay("Link not encrypted");
        phone.hangUp();
    }

    @Test
    @Tag("LOG-04")
    void aLoginElsewhereMovesTheUserWithTheNewPassword() {
        person("5015", "1234", "Ida");
        Phone first = encryptedPhone("600-700");
        Phone second = encryptedPhone("600-700");
        first.login("5015", "1234");
        nginx.account("5015", "5678");
        assertThat(importing("5015")).isEqualTo("failed");

        second.login("5015", "5678");

        first.awaitDisplay("Please login");
        assertThat(importing("5015")).isIn("imported", "unchanged");
        second.logout();
    }

    @Test
    @Tag("PRV-04")
    void aFileThatIsGoneEndsTheUserWhoProvedIt() {
        person("5016", "1234", "Emil");
        Phone phone = encryptedPhone("600-700");
        phone.login("5016", "1234");
        nginx.removeOwn("5016");

        assertThat(importing("5016")).isEqualTo("gone");

        phone.awaitDisplay("Please login");
        assertThat(appliance.rest().get("/api/v1/users?search=5016").items()).isEmpty();
        phone.dial("*115016");
        phone.awaitPrompt();
        phone.type("1234");
        phone.awaitDisplay("Unknown user");
        phone.hangUp();
    }

    @Test
    @Tag("PRV-06")
    @Tag("LOG-06")
    void whileTheServerIsDownNobodyComesInInTimeAndNobodyIsPutOut() {
        person("5017", "1234", "Rosa");
        person("5018", "1234", "Fritz");
        nginx.putOwn("5017", "UD_Name=Rosa\nUD_AuthenticateLogout=TRUE\n");
        Phone inside = encryptedPhone("600-700");
        Phone outside = encryptedPhone("600-700");
        inside.login("5017", "1234");
        outside.login("5018", "1234");
        outside.logout();

        nginx.stop();
        try {
            Instant begin = Instant.now();
            outside.dial("*115018");
            outside.awaitPrompt();
            outside.type("1234");
            outside.awaitDisplay("PIN check is not");
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
            outside.hangUp();
            assertThat(inside.look()).containsEntry("number", "5017");

            inside.dial("*12");
            inside.awaitPrompt();
            inside.type("1234");
            inside.awaitDisplay("Please login");
            inside.hangUp();
        } finally {
            nginx.restart();
        }
    }

    @Test
    @Tag("LOG-14")
    void thePinIsNotChangedAtThePhone() {
        person("5019", "1234", "Hans");
        Phone phone = encryptedPhone("600-700");
        phone.login("5019", "1234");

        phone.deed("menu", Map.of("item", "change-pin", "digits", "")).expect(200);

        phone.awaitDisplay("Server has the PIN");
        phone.logout();
    }

    @Test
    void theWeakerModeIsMarked() {
        assertThat(String.valueOf(serverLogin().get("warnings")))
                .contains("The file server judges who logs in")
                .contains("PINs cross the network in clear: HTTP");
    }

    private static void person(String number, String pin, String name) {
        nginx.account(number, pin);
        nginx.putOwn(number, "UD_Name=" + name + "\n");
    }

    private static Phone encryptedPhone(String kind) {
        Phone phone = appliance.phone(kind);
        appliance
                .rest()
                .post("/api/v1/devices", Map.of("ipei", phone.ipei(), "kind", kind, "encryption", true))
                .expect(201);
        phone.subscribe(code);
        return phone;
    }

    private static String importing(String login) {
        return appliance
                .rest()
                .post("/api/v1/provisioning/imports", Map.of("login", login))
                .expect(200)
                .text("outcome");
    }

    private static String uid(String number) {
        return String.valueOf(appliance
                .rest()
                .get("/api/v1/users?search=" + number)
                .items()
                .get(0)
                .get("uid"));
    }

    @SuppressWarnings("unchecked") // JSON objects are nothing else.
    private static Map<String, Object> serverLogin() {
        Object status = appliance
                .rest()
                .get("/api/v1/provisioning")
                .expect(200)
                .object()
                .get("serverLogin");
        return (Map<String, Object>) Objects.requireNonNull(status);
    }

    /** The files of the appliance's data folder, its logs among them, that hold a text. */
    private static List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(DATA)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException gone) {
            return false;
        }
    }
}
