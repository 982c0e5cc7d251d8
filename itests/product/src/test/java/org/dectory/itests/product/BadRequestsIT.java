package org.dectory.itests.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are none, and values that mean no good: a problem that names the field, no fault, nothing half done. */
@Tag("ADM-03")
class BadRequestsIT {

    /** What is put where the table of requests says ID, PPN or IPEI. */
    private static final Map<String, String> KNOWN = new TreeMap<>();

    private static Appliance appliance;

    @BeforeAll
    static void start() {
        appliance = Appliance.start(Appliance.scratch("bad-requests").resolve("data"));
        KNOWN.put(
                "IPEI",
                appliance
                        .subscribedPhone("600-700", appliance.openSubscription())
                        .ipei());
        Rest.Answer user = appliance.rest().post("/api/v1/users", Map.of("number", "4711", "name", "Julian"));
        KNOWN.put(
                "PPN",
                String.valueOf(
                        appliance.rest().get("/api/v1/devices").items().get(0).get("ppn")));
        KNOWN.put("PID", "org.dectory.sharing");
        KNOWN.put("ID", "0");
        KNOWN.put("UID", user.expect(201).text("uid"));
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    @AfterEach
    void theApplianceGoesOn() {
        assertThat(appliance.rest().get("/health").status()).isEqualTo(200);
        assertThat(appliance.output()).doesNotContain("A request failed");
    }

    static Stream<Arguments> bodies() {
        String deep = "{\"values\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
        return Stream.of(
                Arguments.of("nothing", "", 400, "number"),
                Arguments.of("half an object", "{\"number\":\"1\"", 400, ""),
                Arguments.of("a list", "[]", 400, ""),
                Arguments.of("null", "null", 400, ""),
                Arguments.of("a word", "number", 400, ""),
                Arguments.of("two objects", "{\"number\":\"1\"}{}", 400, ""),
                Arguments.of("a comma too many", "{\"number\":\"1\",}", 400, ""),
                Arguments.of("single quotes", "{'number':'1'}", 400, ""),
                Arguments.of("a comment", "{/* */\"number\":\"1\"}", 400, ""),
                Arguments.of("an unknown field", "{\"number\":\"1\",\"admin\":true}", 400, "admin"),
                Arguments.of("a field twice", "{\"number\":\"1\",\"number\":\"2\"}", 400, "number"),
                Arguments.of("a number for a text", "{\"number\":1}", 400, "number"),
                Arguments.of("an object for a text", "{\"number\":{}}", 400, "number"),
                Arguments.of("a text for an object", "{\"number\":\"1\",\"values\":\"x\"}", 400, "values"),
                Arguments.of("a name of 10,000 characters", "{\"" + "n".repeat(10_000) + "\":1}", 400, ""),
                Arguments.of("50,000 brackets", deep, 400, "values"),
                Arguments.of("10,000 brackets", "[".repeat(10_000), 400, ""),
                Arguments.of("10,000 levels", "{\"values\":" + "{\"a\":".repeat(9_000), 400, "values.a"),
                Arguments.of("1 MB of one text", "{\"number\":\"" + "1".repeat(1_000_000) + "\"}", 400, ""),
                Arguments.of("1 MB of blanks", " ".repeat(1_000_000), 413, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aBodyThatIsNoneIsRefused(String what, String body, int status, String field) {
        String before = state();

        Rest.Answer answer = appliance.rest().post("/api/v1/users", body);

        assertThat(answer.status()).as(what + ": " + answer.body()).isEqualTo(status);
        assertProblem(what, answer);
        assertThat(answer.object().getOrDefault("field", "")).isEqualTo(field);
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aBodyThatIsNoJsonByNameOrByOctetsIsRefused() {
        String before = state();
        String good = "{\"number\":\"4712\"}";

        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "*/*", "x")) {
            assertThat(send(type, good.getBytes(UTF_8)).status()).as(type).isEqualTo(415);
        }
        for (String charset : List.of("UTF-16", "UTF-32")) {
            Rest.Answer answer = send("application/json", good.getBytes(Charset.forName(charset)));
            assertThat(answer.status()).as(charset + answer.body()).isIn(201, 400);
            if (answer.status() == 201) {
                appliance.rest().delete("/api/v1/users/" + answer.text("uid")).expect(204);
            }
        }
        byte[] broken = good.getBytes(UTF_8);
        broken[12] = (byte) 0xC3;
        assertThat(send("application/json", broken).status()).isEqualTo(400);
        assertThat(send("application/json", new byte[] {0, 1, 2, (byte) 0xFF}).status())
                .isEqualTo(400);

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aBodyThatNeverArrivesChangesNothing() throws IOException {
        String before = state();
        String body = "{\"number\":\"4713\"}";

        for (String rest : List.of(
                "Content-Length: 1000\r\n\r\n" + body,
                "Content-Length: 1000\r\n\r\n" + body.substring(0, 9),
                "Content-Length: -1\r\n\r\n" + body,
                "Transfer-Encoding: chunked\r\n\r\n" + body,
                "Transfer-Encoding: chunked\r\n\r\n11\r\n" + body + "\r\n")) {
            assertThat(answerToHalf(rest)).as(rest).startsWith("HTTP/1.1 400");
        }

        assertThat(state()).isEqualTo(before);
    }

    /** Sends a head and what is given, says that no more will come, and reads the answer. */
    private static String answerToHalf(String rest) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), appliance.rest().address().getPort())) {
            HttpRequest known = appliance.rest().request("/").build();
            String head = "POST /api/v1/users HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                    + known.headers().firstValue("Authorization").orElseThrow()
                    + "\r\nContent-Type: application/json\r\n";
            socket.getOutputStream().write((head + rest).getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    @Tag("SEC-02")
    void noValueOfAnyFieldIsAFault() throws IOException {
        List<String> values = new ArrayList<>(HostileValues.json());
        for (String text : HostileValues.texts()) {
            values.add(JSON.std.asString(text));
        }
        String state = state();
        for (Deed deed : Deed.all()) {
            for (String field : deed.fields().keySet()) {
                for (String value : values) {
                    state = tryOut(deed, field, value, state);
                }
            }
        }
    }

    /** Sends it with one value changed; returns how things are afterwards: as before, if it was refused. */
    private static String tryOut(Deed deed, String field, String value, String before) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>(deed.fields());
        fields.put(field, value);
        String body = fields.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .reduce((one, other) -> one + "," + other)
                .map(all -> "{" + all + "}")
                .orElseThrow();
        HttpRequest.Builder request =
                appliance.rest().request(deed.path(KNOWN)).header("Content-Type", "application/json");
        if (deed.method().equals("PUT") && deed.template().endsWith("{UID}")) {
            request.header("If-Match", "\"" + revision("users/" + KNOWN.get("UID")) + "\"");
        }
        if (deed.method().equals("PUT") && deed.template().endsWith("{PPN}")) {
            request.header("If-Match", "\"" + revision("devices/" + KNOWN.get("PPN")) + "\"");
        }
        Rest.Answer answer =
                appliance.rest().send(request.method(deed.method(), HttpRequest.BodyPublishers.ofString(body)));
        String what = deed + " " + field + "=" + (value.length() > 60 ? value.substring(0, 60) + "…" : value);
        assertThat(answer.status()).as(what + ": " + answer.body()).isBetween(200, 499);
        String after = state();
        if (answer.status() >= 400) {
            assertProblem(what, answer);
            assertThat(after).as(what).isEqualTo(before);
        }
        return after;
    }

    @Test
    void theTableOfDeedsHasEveryFieldThatIsPublished() {
        Map<String, Object> document =
                appliance.rest().get("/api/v1/openapi.json").object();

        assertThat(Published.fields(document))
                .isNotEmpty()
                .allSatisfy((deed, fields) ->
                        assertThat(Deed.fieldsOf(deed)).as(deed).containsAll(fields));
    }

    @Test
    void noAddressAndNoParameterIsAFault() {
        String before = state();
        for (String text : HostileValues.texts()) {
            String encoded = URLEncoder.encode(text.length() > 1_000 ? text.substring(0, 1_000) : text, UTF_8)
                    .replace("+", "%20");
            for (String path : List.of(
                    "/api/v1/users/",
                    "/api/v1/devices/",
                    "/api/v1/settings/",
                    "/api/v1/configuration/snapshots/",
                    "/api/v1/login-locks/",
                    "/simulator/v1/phones/",
                    "/api/v1/",
                    "/system/console/")) {
                assertThat(appliance.rest().get(path + encoded).status())
                        .as(path + encoded)
                        .isLessThan(500);
            }
            for (String path : List.of(
                    "/api/v1/users/",
                    "/api/v1/devices/",
                    "/api/v1/pairs/",
                    "/api/v1/configuration/snapshots/",
                    "/api/v1/login-locks/",
                    "/simulator/v1/phones/")) {
                assertThat(appliance.rest().delete(path + "x" + encoded).status())
                        .as(path + "x" + encoded)
                        .isBetween(400, 499);
            }
            for (String parameter : List.of("search", "sort", "order", "limit", "offset", "other")) {
                String query = "?" + parameter + "=" + encoded;
                assertThat(appliance.rest().get("/api/v1/users" + query).status())
                        .as(query)
                        .isLessThan(500);
                assertThat(appliance.rest().get("/simulator/v1/phones" + query).status())
                        .as(query)
                        .isLessThan(500);
            }
        }
        assertThat(state()).isEqualTo(before);
    }

    @Test
    @Tag("ADM-04")
    void theWebConsoleSaysWhyItStoresNoSettingThatNobodyCouldRead() throws IOException {
        String settings = "/api/v1/settings/org.dectory.sharing";
        String before = appliance.rest().get(settings).expect(200).body();
        Account engineer = Account.withItsOwnPassword(appliance);

        Rest.Answer wrong = engineer.configure("org.dectory.sharing", "wrong.pins", "abc");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body()).contains("wrong.pins (Wrong PINs of a user) is no whole number");
        assertThat(appliance.rest().get(settings).expect(200).body()).isEqualTo(before);
        assertThat(engineer.configure("org.dectory.sharing", "wrong.pins", "6").status())
                .isEqualTo(302);
        assertThat(appliance.rest().get(settings).expect(200).body()).contains("\"value\":\"6\"");
    }

    /** The first account, which may open the web console. */
    private record Account(String authorization) {

        static Account withItsOwnPassword(Appliance appliance) throws IOException {
            String first =
                    Files.readString(appliance.data().resolve("first-password")).strip();
            String own = "correct horse battery";
            HttpRequest.Builder change = appliance
                    .rest()
                    .request("/api/v1/account/password")
                    .setHeader("Authorization", basic(first))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(
                            JSON.std.asString(Map.of("currentPassword", first, "newPassword", own))));
            appliance.rest().send(change).expect(204);
            return new Account(basic(own));
        }

        private static String basic(String password) {
            return "Basic " + Base64.getEncoder().encodeToString(("omm:" + password).getBytes(UTF_8));
        }

        /** Saves one setting as the console's page of configurations does. */
        Rest.Answer configure(String pid, String setting, String value) {
            return appliance
                    .rest()
                    .send(appliance
                            .rest()
                            .request("/system/console/configMgr/" + pid)
                            .setHeader("Authorization", authorization)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "apply=update&action=ajaxConfigManager&%24location=%3F" + "&propertylist=" + setting
                                            + "&" + setting + "=" + value)));
        }
    }

    private static Rest.Answer send(String contentType, byte[] body) {
        return appliance
                .rest()
                .send(appliance
                        .rest()
                        .request("/api/v1/users")
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static void assertProblem(String what, Rest.Answer answer) {
        assertThat(answer.contentType().orElse("")).as(what).startsWith("application/problem+json");
        assertThat(answer.object()).as(what).containsKeys("type", "title", "status", "detail", "instance");
        // Of the code's names only that of the settings which the address names.
        assertThat(answer.body().replace(KNOWN.getOrDefault("PID", "-"), ""))
                .as(what)
                .doesNotContain("Exception")
                .doesNotContain("org.dectory");
        assertThat(answer.body().length()).as(what).isLessThan(4_000);
    }

    private static String revision(String record) {
        return appliance.rest().get("/api/v1/" + record).text("revision");
    }

    private static String state() {
        StringBuilder state = new StringBuilder();
        for (String path : List.of("users?limit=1000", "devices?limit=1000", "facs", "facs/triggers", "system-data")) {
            state.append(appliance.rest().get("/api/v1/" + path).expect(200).body());
        }
        return state.toString();
    }
}
