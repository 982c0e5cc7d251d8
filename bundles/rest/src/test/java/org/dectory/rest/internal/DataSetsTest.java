package org.dectory.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.rest.internal.http.Desk.letter;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.Actor;
import org.dectory.api.store.PageRequest;
import org.dectory.rest.internal.http.Desk;
import org.dectory.rest.internal.http.Desk.Letter;
import org.dectory.rest.internal.http.Desk.Reply;
import org.dectory.rest.internal.http.FakeAccounts;
import org.dectory.rest.internal.http.Router;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("ADM-03")
class DataSetsTest {

    private static final String ANNA = "{\"number\":\"201\",\"name\":\"Anna\",\"pin\":\"4321\"}";

    private final Desk desk = new Desk();
    private final Router router = ApiServlet.router(desk.capabilities);
    private final FakeDataSets dataSets = new FakeDataSets();

    @BeforeEach
    void open() {
        desk.capabilities.add(dataSets);
    }

    private Reply send(Letter letter) {
        return desk.send(router, letter);
    }

    @Test
    void makesAUserAndNeverTellsThePin() {
        Reply made = send(letter("POST", "/users").body(ANNA).as("omm", FakeAccounts.PASSWORD));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers()).containsEntry("Location", "/users/1").containsEntry("ETag", "\"1\"");
        assertThat(made.json())
                .isEqualTo(nullable(
                        Map.of(
                                "uid",
                                1,
                                "revision",
                                1,
                                "number",
                                "201",
                                "name",
                                "Anna",
                                "external",
                                false,
                                "relation",
                                "unbound",
                                "created",
                                "1970-01-01T00:00:00Z"),
                        "loginId",
                        "since",
                        "device"));
        assertThat(made.text()
                        + send(letter("GET", "/users")).text()
                        + send(letter("GET", "/users/1/data")).text())
                .doesNotContain("4321")
                .doesNotContainIgnoringCase("\"pin\"");
        assertThat(dataSets.drafted.orElseThrow().pin()).contains(Secret.of("4321"));
        assertThat(dataSets.actor).contains(Actor.account("omm", "127.0.0.1"));
    }

    private static Map<String, Object> nullable(Map<String, Object> members, String... nulls) {
        Map<String, Object> all = new HashMap<>(members);
        Arrays.stream(nulls).forEach(name -> all.put(name, null));
        return all;
    }

    @Test
    void changesTheRevisionThatWasReadAndNoOther() {
        send(letter("POST", "/users").body(ANNA));
        String body = "{\"number\":\"201\",\"name\":\"Anna B\"}";

        Reply blind = send(letter("PUT", "/users/1").body(body));
        Reply first = send(letter("PUT", "/users/1").body(body).header("If-Match", "\"1\""));
        Reply late = send(letter("PUT", "/users/1").body(body).header("If-Match", "\"1\""));

        assertThat(blind.status()).isEqualTo(428);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.headers()).containsEntry("ETag", "\"2\"");
        assertThat(first.json("name")).isEqualTo("Anna B");
        assertThat(late.status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "*", "W/\"1\"", "\"1", "\"x\"", "\"1\", \"2\"", "\"9999999999999999999\"", ""})
    void understandsItsOwnRevisionsOnly(String tag) {
        send(letter("POST", "/users").body(ANNA));

        assertThat(send(letter("PUT", "/users/1").body(ANNA).header("If-Match", tag))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void removesAUserOnce() {
        send(letter("POST", "/users").body(ANNA));

        assertThat(send(letter("DELETE", "/users/1").header("If-Match", "\"7\""))
                        .status())
                .isEqualTo(409);
        assertThat(send(letter("DELETE", "/users/1")).status()).isEqualTo(204);
        assertThat(send(letter("DELETE", "/users/1")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name":"Anna"}                           | number
                    {"number":""}                             | number
                    {"number":"../etc"}                       | number
                    {"number":"2 1"}                          | number
                    {"number":"201","loginId":"a/b"}          | loginId
                    {"number":"201","values":{"UD_Vip":1}}    | values.UD_Vip
                    {"number":"201","values":{"a":"","a":""}} | values.a
                    {"number":"201","values":["UD_Vip"]}      | values
                    {"number":"201","PIN":"1"}                | PIN
                    """)
    void refusesABadUserAndSaysWhere(String body, String field) {
        Reply reply = send(letter("POST", "/users").body(body));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json("field")).isEqualTo(field);
        assertThat(dataSets.drafted).isEmpty();
    }

    @Test
    void tellsWhereEachValueComesFrom() {
        send(letter("POST", "/users").body(ANNA));

        Reply data = send(letter("GET", "/users/1/data"));

        assertThat(items(data))
                .contains(
                        Map.of("key", "UD_VoiceMailNumber", "value", "900", "source", "common-file"),
                        Map.of("key", "UD_Vip", "value", "TRUE", "source", "administrator"),
                        Map.of("key", "UD_PhoneOnly", "value", "x", "source", "common-file"),
                        Map.of("key", "UD_UpdateInterval", "value", "24", "source", "default"))
                .noneMatch(item -> item.containsValue("UD_Pin") || item.containsValue("UD_SipPassword"));
    }

    @SuppressWarnings("unchecked") // JSON.
    private static List<Map<String, Object>> items(Reply reply) {
        return (List<Map<String, Object>>) reply.json("items");
    }

    @Test
    @Tag("ADM-02")
    void asksForThePageThatIsWanted() {
        send(letter("GET", "/users?offset=20&limit=10&sort=name&order=desc&search=%C3%A4+%2B"));

        assertThat(dataSets.asked).contains(new PageRequest(20, 10, "name", true, "ä +"));
        assertThat(send(letter("GET", "/devices")).json()).containsEntry("total", 0);
        assertThat(dataSets.asked).contains(new PageRequest(0, 100, "", false, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=1001, limit",
        "limit=-1, limit",
        "limit=, limit",
        "offset=x, offset",
        "offset=99999999999, offset",
        "order=up, order",
        "limit=1&limit=2, limit",
        "page=2, page"
    })
    void refusesPagesThatThereCannotBe(String query, String field) {
        Reply reply = send(letter("GET", "/users?" + query));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json("field")).isEqualTo(field);
    }

    @Test
    void makesADeviceForAnIpeiInEitherForm() {
        Reply made = send(letter("POST", "/devices").body("{\"ipei\":\"10345 0615703 *\",\"kind\":\"600-700\"}"));
        Reply again = send(letter("POST", "/devices").body("{\"ipei\":\"103450615703*\"}"));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json())
                .containsEntry("ipei", "103450615703*")
                .containsEntry("kind", "600-700")
                .containsEntry("subscription", "none");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json("field")).isEqualTo("ipei");
    }

    @ParameterizedTest
    @CsvSource({"0, 404", "2, 404", "-1, 404", "x, 404", "1.0, 404", "99999999999999, 404", "%31, 200", "1, 200"})
    void findsADeviceByItsNumber(String ppn, int status) {
        send(letter("POST", "/devices").body("{\"ipei\":\"0001200001379\"}"));

        assertThat(send(letter("GET", "/devices/" + ppn)).status()).isEqualTo(status);
    }

    @Test
    void goesOnWhenAPartComesBack() {
        desk.capabilities.remove(dataSets);
        Reply without = send(letter("GET", "/users"));
        desk.capabilities.add(dataSets);
        Reply with = send(letter("GET", "/users"));

        assertThat(without.status()).isEqualTo(503);
        assertThat(without.json()).containsEntry("missing", List.of("datasets"));
        assertThat(with.status()).isEqualTo(200);
        assertThat(Optional.of(with.json("total"))).contains(0);
    }
}
