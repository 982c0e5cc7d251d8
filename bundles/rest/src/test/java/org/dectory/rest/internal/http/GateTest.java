package org.dectory.rest.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dectory.rest.internal.http.Desk.letter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dectory.api.store.StaleRevisionException;
import org.dectory.api.store.StoreException;
import org.dectory.rest.internal.http.Desk.Letter;
import org.dectory.rest.internal.http.Desk.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    private final Desk desk = new Desk();
    private final Router router = new Router(List.of(
            Route.get(
                    "/things",
                    call -> Answer.ok(new JsonObject()
                            .put("who", call.account().name())
                            .put("from", call.actor().origin()))),
            Route.post("/things", GateTest::echo),
            Route.get("/open", call -> Answer.noContent()).access(Access.PUBLIC),
            Route.put("/own", call -> completedStage(Answer.noContent())).access(Access.OWN_ACCOUNT),
            Route.post("/broken", call -> {
                throw new IndexOutOfBoundsException("inside story");
            }),
            Route.delete("/stale", call -> failedStage(new StaleRevisionException("things"))),
            Route.delete("/unwritable", call -> {
                throw new UncheckedIOException("inside story", new IOException("/dev/sda is full"));
            }),
            Route.delete("/damaged", call -> failedStage(new StoreException("/dev/sda is damaged"))),
            Route.delete("/full", call -> failedStage(new StoreException("The disk is full; nothing was changed")))));

    private static CompletionStage<Answer> echo(Call call) {
        Fields fields = call.body(Shape.empty().text("name").secret("pin"));
        fields.secret("pin");
        return completedStage(Answer.created(call.uri() + "/1", new JsonObject().put("name", fields.text("name"))));
    }

    @ParameterizedTest
    @CsvSource({"2147483647, 16777216", "-1, 1024", "0, 1024", "2048, 2048"})
    void takesInBodiesWhateverLimitIsWritten(int written, int counts) {
        Gate gate = new Gate(desk.capabilities, Set.of(), written);

        assertThat(gate.bodyLimit()).isEqualTo(counts);
    }

    @Test
    void goesOnWithChangedSettings() {
        Gate gate = new Gate(desk.capabilities, Set.of(), 4096);

        gate.change(Set.of("dect.example"), 8192);

        assertThat(gate.bodyLimit()).isEqualTo(8192);
        assertThat(desk.send(gate, router, letter("GET", "/things").header("Host", "dect.example"))
                        .status())
                .isEqualTo(200);
    }

    private Reply send(Letter letter) {
        return desk.send(router, letter);
    }

    @Test
    @Tag("SEC-02")
    void asksEverybodyWhoTheyAreButAtTheOpenDoor() {
        assertThat(send(letter("GET", "/open").without("Authorization")).status())
                .isEqualTo(204);

        for (String path : List.of("/things", "/own", "/nowhere", "/open/more", "/", "")) {
            for (String method : List.of("GET", "PUT", "OPTIONS", "TRACE", "BREW")) {
                Reply reply = send(letter(method, path).without("Authorization"));

                assertThat(reply.status()).as("%s %s", method, path).isEqualTo(401);
                assertThat(reply.headers().get("WWW-Authenticate")).contains("Basic realm=\"Dectory\"", "Bearer");
            }
        }
    }

    @ParameterizedTest
    @Tag("SEC-02")
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer",
                "Bearer \uD83D",
                "Basic",
                "Basic b21t",
                "Basic ***",
                "Basic Og==",
                "Basic ",
                "Digest username=omm",
                "Bearer 0123456789abcdef0",
                "Basic b21tOndyb25n",
                "",
                "    "
            })
    void letsNobodyInWithOtherCredentials(String authorization) {
        Reply reply = send(letter("GET", "/things").header("Authorization", authorization));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json("type")).isEqualTo("urn:dectory:problem:unauthenticated");
    }

    @Test
    @Tag("SEC-02")
    void knowsWhoCallsByPasswordOrToken() {
        assertThat(send(letter("GET", "/things")).json("who")).isEqualTo("omm");

        Reply reply = send(letter("GET", "/things").as("viewer", FakeAccounts.PASSWORD));

        assertThat(reply.json()).containsEntry("who", "viewer").containsEntry("from", "127.0.0.1");
    }

    @Test
    @Tag("SEC-02")
    void refusesCredentialsThatComeTwice() {
        Letter letter = letter("GET", "/things").twice("Authorization", "Bearer x", "Bearer " + FakeAccounts.TOKEN);

        assertThat(send(letter).status()).isEqualTo(400);
    }

    @Test
    @Tag("SEC-01")
    void letsAnAccountWithItsFirstPasswordDoNothingButChangeIt() {
        Reply look = send(letter("GET", "/things").as("fresh", FakeAccounts.PASSWORD));
        Reply change = send(letter("PUT", "/own").as("fresh", FakeAccounts.PASSWORD));

        assertThat(look.status()).isEqualTo(403);
        assertThat(look.json("type")).isEqualTo("urn:dectory:problem:password-change-required");
        assertThat(change.status()).isEqualTo(204);
    }

    @Test
    @Tag("SEC-02")
    void letsAReadOnlyAccountLookOnly() {
        Reply look = send(letter("HEAD", "/things").as("viewer", FakeAccounts.PASSWORD));
        Reply change = send(
                letter("POST", "/things").as("viewer", FakeAccounts.PASSWORD).body("{\"name\":\"x\",\"pin\":\"1\"}"));

        assertThat(look.status()).isEqualTo(200);
        assertThat(change.status()).isEqualTo(403);
        assertThat(change.json("type")).isEqualTo("urn:dectory:problem:read-only-account");
    }

    @Test
    @Tag("SEC-02")
    void refusesStrangersBeforeTheirBodyIsTakenIn() {
        String body = "{\"name\":\"x\",\"pin\":\"1\"}";

        assertThat(sendHead(letter("POST", "/things").without("Authorization").body(body)))
                .isEqualTo(401);
        assertThat(sendHead(
                        letter("POST", "/things").header("Host", "evil.example").body(body)))
                .isEqualTo(421);
        assertThat(sendHead(letter("POST", "/nowhere").body(body))).isEqualTo(404);
        assertThat(sendHead(letter("POST", "/things").body(body))).isZero();
    }

    /** The status of a refusal; 0 if the body is wanted. */
    private int sendHead(Letter letter) {
        return desk.sendHead(router, letter).map(Reply::status).orElse(0);
    }

    @Test
    @Tag("SEC-02")
    void tellsWhoFailedTooOftenWhenToComeBack() {
        desk.accounts.shutOutFor(Duration.ofMillis(4200));

        Reply reply = send(letter("GET", "/things").as("omm", FakeAccounts.PASSWORD));

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.headers()).containsEntry("Retry-After", "5");
        assertThat(send(letter("GET", "/things")).status())
                .as("local tools are not shut out")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @Tag("SEC-02")
    @CsvSource({
        "127.0.0.1, 200",
        "127.0.0.1:8080, 200",
        "LOCALHOST:8080, 200",
        "[::1]:8080, 200",
        "dect.example, 200",
        "evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "127.0.0.1:8080:80, 421",
        "localhost@evil.example, 421",
        "'', 421",
        "'localhost, evil.example', 421",
        "localhost:999999, 421"
    })
    void answersToItsOwnNamesOnly(String host, int status) {
        assertThat(send(letter("GET", "/things").header("Host", host)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @Tag("SEC-02")
    @CsvSource({
        "http://127.0.0.1:8080, 200",
        "HTTP://127.0.0.1:8080, 200",
        "http://127.0.0.1:8081, 403",
        "https://127.0.0.1:8080, 403",
        "http://localhost:8080, 403",
        "http://evil.example, 403",
        "null, 403",
        "'', 403"
    })
    void refusesPagesOfOtherOrigins(String origin, int status) {
        Reply reply = send(letter("GET", "/things").header("Origin", origin));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
    }

    @ParameterizedTest
    @Tag("SEC-02")
    @CsvSource({"same-origin, 201", "none, 201", "same-site, 403", "cross-site, 403", "'', 403"})
    void changesNothingForAForeignSite(String site, int status) {
        Letter letter =
                letter("POST", "/things").body("{\"name\":\"x\",\"pin\":\"1\"}").header("Sec-Fetch-Site", site);

        assertThat(send(letter).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @Tag("SEC-02")
    @CsvSource({
        "application/json, 201",
        "application/json; charset=UTF-8, 201",
        "application/json; charset=utf-16, 415",
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "multipart/form-data; boundary=x, 415",
        "'text/plain; application/json', 415",
        "'', 415"
    })
    void takesNothingThatAFormCanSend(String type, int status) {
        Letter letter = letter("POST", "/things").header("Content-Type", type).body("{\"name\":\"x\",\"pin\":\"1\"}");

        assertThat(send(letter).status()).isEqualTo(status);
    }

    @Test
    void wantsToKnowTheTypeOfABody() {
        Letter letter = letter("POST", "/things").body("{}").without("Content-Type");

        assertThat(send(letter).status()).isEqualTo(415);
    }

    @Test
    void saysWhatCanBeDoneWhereSomethingElseCannot() {
        Reply wrong = send(letter("DELETE", "/things"));
        Reply trace = send(letter("TRACE", "/things"));
        Reply options = send(letter("OPTIONS", "/things"));

        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS, POST");
        assertThat(trace.status()).isEqualTo(405);
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS, POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/things/", "//things", "/things;v=1", "/Things", "/", ""})
    void saysThatThereIsNothing(String path) {
        Reply reply = send(letter("GET", path));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json())
                .containsEntry("type", "urn:dectory:problem:not-found")
                .containsEntry("status", 404)
                .containsEntry("instance", path)
                .containsKeys("title", "detail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things?a=1", "/things?=", "/things?a=%ff", "/things?a=%zz", "/things?&&", "/%C3%28"})
    void refusesAddressesThatItDoesNotUnderstand(String target) {
        assertThat(send(letter("GET", target)).status()).isEqualTo(400);
    }

    @Test
    @Tag("OSG-07")
    void namesThePartThatIsMissing() {
        desk.capabilities.remove(desk.accounts);

        Reply reply = send(letter("GET", "/things"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json()).containsEntry("missing", List.of("accounts"));
        assertThat(reply.headers()).containsEntry("Retry-After", "5");
    }

    @Test
    void tellsNothingOfAFaultInside() {
        Reply fault = send(letter("POST", "/broken"));
        Reply damaged = send(letter("DELETE", "/damaged"));
        Reply unwritable = send(letter("DELETE", "/unwritable"));

        assertThat(fault.status()).isEqualTo(500);
        assertThat(fault.text()).doesNotContain("inside story", "IndexOutOfBounds", "org.dectory");
        assertThat(damaged.status()).isEqualTo(503);
        assertThat(damaged.text()).doesNotContain("/dev/sda");
        assertThat(unwritable.status()).isEqualTo(503);
        assertThat(unwritable.text()).doesNotContain("/dev/sda", "inside story");
    }

    @Test
    void saysThatTheDiskIsFull() {
        Reply full = send(letter("DELETE", "/full"));

        assertThat(full.status()).isEqualTo(503);
        assertThat(full.json("detail"))
                .isEqualTo("The disk is full, or holds as many files as it can; nothing was changed.");
    }

    @Test
    void tellsThatSomebodyElseWasFaster() {
        Reply reply = send(letter("DELETE", "/stale"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json("type")).isEqualTo("urn:dectory:problem:stale-revision");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name":"x"}                               | pin
                    {"pin":"1234"}                             | name
                    {"name":"x","pin":"1","pin":"2"}           | pin
                    {"name":"x","pin":"1","role":"admin"}      | role
                    {"name":null,"pin":"1"}                    | name
                    {"name":7,"pin":"1"}                       | name
                    {"name":{"name":"x"},"pin":"1"}            | name
                    {"name":"x","pin":1234}                    | pin
                    {"name":"\\ud800","pin":"1"}               | name
                    {"name":"\\u0000","pin":"1"}               | name
                    {"name":"x","pin":"\\udc00"}               | pin
                    """)
    void namesTheFieldThatIsWrong(String body, String field) {
        Reply reply = send(letter("POST", "/things").body(body));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json("field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "7",
                "\"x\"",
                "null",
                "",
                " ",
                "{\"name\":}",
                "{\"name\":\"x\",\"pin\":\"1\"} more",
                "{\"name\":\"x\" \"pin\":\"1\"}",
                "{'name':'x'}",
                "{\"name\":tru",
                "{\"name\":\"x\",\"pin\":\"98765",
                "\uFEFF\uFEFF{}",
                "{\"name\":\"\\x\"}",
                "{\"name\":\"\t\"}",
                "{\"a\":[[[[[[[[[[]]]]]]]]]]}",
                "<a/>",
                "{\"name\":[[[[[[1]]]]]]}",
                "{\"name\":1e999999999}",
                "{\"name\":00}",
                "{\"pin\":98765.4321x}"
            })
    void refusesWhatIsNoObjectAndDoesNotQuoteIt(String body) {
        Reply reply = send(letter("POST", "/things").body(body));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).doesNotContain("98765");
    }

    @Test
    void refusesOctetsThatAreNoText() {
        byte[] latin = {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xE4, '"', '}'};

        assertThat(send(letter("POST", "/things").body(latin)).status()).isEqualTo(400);
    }

    @Test
    void refusesALargeBodyWhateverItsHeadersSay() {
        String body = "{\"name\":\"" + "x".repeat(Desk.BODY_LIMIT) + "\",\"pin\":\"1\"}";

        assertThat(send(letter("POST", "/things").body(body)).status()).isEqualTo(413);
        assertThat(send(letter("POST", "/things").body(body).header("Content-Length", "10"))
                        .status())
                .isEqualTo(413);
        assertThat(send(letter("POST", "/things")
                                .body(body)
                                .without("Content-Length")
                                .header("Transfer-Encoding", "chunked"))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void refusesWhatIsTooLongOrTooDeepForAnyField() {
        for (String value : List.of("\"" + "x".repeat(20_000) + "\"", "9".repeat(100), "[".repeat(100))) {
            Shape shape = Shape.empty().text("name");
            byte[] body = ("{\"name\":" + value + "}").getBytes(UTF_8);

            assertThatThrownBy(() -> BodyReader.read(new ByteArrayInputStream(body), 65_536, shape))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void saysWhereTheNewThingIs() {
        Reply reply = send(letter("POST", "/things").body("{\"pin\":\"1\",\"name\":\"Grün\"}"));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers()).containsEntry("Location", "/things/1");
        assertThat(reply.json()).isEqualTo(Map.of("name", "Grün"));
    }
}
