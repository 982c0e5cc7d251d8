package org.dectory.rest.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.rest.internal.http.Desk.letter;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.rest.internal.http.Desk;
import org.dectory.rest.internal.http.Desk.Reply;
import org.dectory.rest.internal.http.Router;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("ADM-03")
class PhonesTest {

    private static final Ipei KNOWN = Ipei.parse("103450615703*");
    private static final SimulatedPhone PHONE = new SimulatedPhone(
            KNOWN,
            HandsetKind.PHONE_600_700,
            true,
            false,
            false,
            SimulatedPhone.CallState.ON_HOOK,
            "",
            List.of("No system"),
            "",
            "",
            List.of(),
            List.of(),
            0,
            0,
            false,
            false,
            7,
            0,
            0,
            false,
            false,
            false,
            Map.of());

    private final Desk desk = new Desk();
    private final Router router = SimulatorServlet.router(desk.capabilities);
    private final List<String> deeds = new ArrayList<>();

    @BeforeEach
    void open() {
        Object simulator = Proxy.newProxyInstance(
                PhoneSimulator.class.getClassLoader(),
                new Class<?>[] {PhoneSimulator.class},
                (proxy, method, arguments) ->
                        perform(method, Optional.ofNullable(arguments).orElse(new Object[0])));
        desk.capabilities.add(simulator);
    }

    /** One phone, which notes what is done with it; another one is always off, all others are not there. */
    private @Nullable Object perform(Method method, Object... arguments) {
        boolean known = arguments.length > 0 && arguments[0].equals(KNOWN);
        switch (method.getName()) {
            case "find" -> {
                return Optional.of(PHONE).filter(phone -> known);
            }
            case "phones" -> {
                return List.of(PHONE);
            }
            case "remove" -> {
                return completedStage(known);
            }
            case "add" -> {
                return known
                        ? completedStage(PHONE)
                        : failedStage(new IllegalStateException("there is such a phone already"));
            }
            case "addMany" -> {
                return completedStage(List.of(KNOWN, new Ipei(12, 137)));
            }
            default -> {}
        }
        if (!known) {
            throw new NoSuchElementException("no such phone");
        }
        if (method.getName().equals("sos")) {
            throw new IllegalStateException("is switched off");
        }
        deeds.add(method.getName()
                + Arrays.stream(arguments).skip(1).map(String::valueOf).collect(Collectors.joining(" ", " ", "")));
        return method.getName().equals("subscribe") ? completedStage(PHONE) : null;
    }

    private Reply post(String path, String body) {
        return desk.send(router, letter("POST", "/phones" + path).body(body));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    dial     | {"digits":"*1112"}                             | dial *1112 true
                    dial     | {"digits":"7","enBloc":false}                  | dial 7 false
                    keys     | {"keys":"12 OK"}                               | press [Key[symbol=1], Key[symbol=2], Key[symbol=OK]]
                    keys     | {"keys":["#","CANCEL"]}                        | press [Key[symbol=#], Key[symbol=CANCEL]]
                    hook     | {"offHook":true}                               | hook true
                    charger  | {"inCharger":true}                             | charger true
                    charger  | {"silentCharging":false}                       | silentCharging false
                    move     | {"rpn":12}                                     | move 12
                    power    | {"on":false}                                   | power false
                    man-down | {}                                             | manDown
                    menu     | {"item":"change-pin"}                          | menu CHANGE_PIN
                    menu     | {"item":"login","digits":"201"}                | menu LOGIN 201
                    subscribe| {"authenticationCode":"12","park":"31"}        | subscribe Secret[hidden] Optional[31] Optional.empty
                    """)
    void doesWithAPhoneWhatAPersonDoes(String deed, String body, String done) {
        Reply reply = post("/103450615703*/" + deed, body);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).containsEntry("ipei", "103450615703*").containsEntry("rpn", 7);
        assertThat(deeds).singleElement().asString().isEqualToIgnoringWhitespace(done);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    dial     | {}                              | 400 | digits
                    keys     | {"keys":"12 NO"}                | 400 | keys
                    keys     | {"keys":""}                     | 400 | keys
                    keys     | {"keys":[]}                     | 400 | keys
                    keys     | {"keys":[1]}                    | 400 | keys
                    hook     | {"offHook":"true"}              | 400 | offHook
                    charger  | {}                              | 400 | inCharger
                    move     | {"rpn":1.5}                     | 400 | rpn
                    move     | {"rpn":99999999999}             | 400 | rpn
                    menu     | {"item":"CHANGE_PIN"}           | 400 | item
                    sos      | {"loud":true}                   | 400 | loud
                    sos      | {}                              | 409 | absent
                    subscribe| {"authenticationCode":1234}     | 400 | authenticationCode
                    """)
    void refusesWhatNoPersonCanDo(String deed, String body, int status, String field) {
        Reply reply = post("/103450615703%2A/" + deed, body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json("field")).isEqualTo(field);
        assertThat(deeds).isEmpty();
    }

    @Test
    void repeatsNoKeysInARefusal() {
        assertThat(post("/103450615703*/keys", "{\"keys\":\"4321x\"}").text()).doesNotContain("4321");
    }

    @ParameterizedTest
    @CsvSource({"0001200001379, 404", "0001200001378, 400", "x, 400", "%00, 400", "'00012%200000137%209', 404"})
    void knowsNoOtherPhones(String ipei, int status) {
        assertThat(desk.send(router, letter("GET", "/phones/" + ipei)).status()).isEqualTo(status);
        assertThat(post("/" + ipei + "/hook", "{\"offHook\":true}").status()).isEqualTo(status);
    }

    @Test
    void makesPhones() {
        Reply one = post("", "{\"ipei\":\"10345 0615703 *\",\"kind\":\"600-700\"}");
        Reply some = post("", "{\"kind\":\"gap\",\"count\":2}");

        assertThat(one.status()).isEqualTo(201);
        assertThat(one.headers()).containsEntry("Location", "/phones/103450615703*");
        assertThat(some.json())
                .containsEntry("items", List.of("103450615703*", "0001200001379"))
                .containsEntry("total", 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                              | 400
                    {"kind":"unknown"}                              | 400
                    {"kind":"900"}                                  | 400
                    {"kind":"GAP","count":0}                        | 400
                    {"kind":"GAP","count":20001}                    | 400
                    {"kind":"GAP","count":2,"ipei":"103450615703*"} | 400
                    {"kind":"GAP","ipei":"0001200001379"}           | 409
                    """)
    void refusesPhonesThatThereCannotBe(String body, int status) {
        assertThat(post("", body).status()).isEqualTo(status);
    }

    @Test
    void findsAPhoneInTheList() {
        assertThat(desk.send(router, letter("GET", "/phones?search=0615703&sort=name"))
                        .json())
                .containsEntry("total", 1);
        assertThat(desk.send(router, letter("GET", "/phones?search=nobody")).json())
                .containsEntry("total", 0);
        assertThat(desk.send(router, letter("GET", "/phones?sort=colour")).status())
                .isEqualTo(400);
        assertThat(desk.send(router, letter("GET", "/phones?offset=1")).json("items"))
                .isEqualTo(List.of());
    }
}
