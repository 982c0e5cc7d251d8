package org.dectory.messaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.radio.CallHandler.CallSetup;
import org.dectory.api.radio.CallRouter;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.userdata.SystemData;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.dectory.testkit.RadioCommand;
import org.dectory.testkit.ScriptedRadio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("OPS-05")
class EmergenciesTest {

    private static final Actor ANNA = Actor.account("anna", "10.0.0.1");
    private static final Ipei PHONE = new Ipei(16, 1);
    private static final int RPN = 5;

    private final InMemoryStore store = new InMemoryStore(new ManualClock());
    private final ScriptedRadio radio = ScriptedRadio.inline();
    private final Emergencies emergencies = new Emergencies(store, radio);
    private final Server server = new Server();

    /** A call server that calls all but 999. */
    private static final class Server implements CallRouter {

        final List<String> placed = new ArrayList<>();

        @Override
        public boolean route(CallSetup setup) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean place(Ipei phone, String number) {
            placed.add(phone + " " + number);
            return !number.equals("999");
        }
    }

    @BeforeEach
    void connect() {
        emergencies.router().bind("server", () -> server);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** A phone; numbers are that of the SOS key and that of the sensor, separated by a slash. */
    private void phone(SubscriptionState state, String userTie, String ofUser, String ofDevice, String ofSystem) {
        get(store.write(ANNA, tx -> {
            Device device =
                    tx.addDevice(PHONE, HandsetKind.PHONE_600_700, false).with(state);
            tx.update(device.withNumbers(first(ofDevice), second(ofDevice)));
            tx.putState(SystemData.STATES + "SOS_NUMBER", first(ofSystem));
            tx.putState(SystemData.STATES + "MAN_DOWN_NUMBER", second(ofSystem));
            if (!userTie.equals("nobody")) {
                link(tx, device, Relation.Kind.valueOf(userTie), ofUser);
            }
            return true;
        }));
    }

    private static void link(StoreTransaction tx, Device device, Relation.Kind kind, String ofUser) {
        var user = tx.addUser(new UserNumber("1012"), Optional.empty(), "Anna", false);
        tx.putLayer(
                user.id(),
                Layer.ADMINISTRATOR,
                Map.of("UD_SosNumber", first(ofUser), "UD_ManDownNumber", second(ofUser)));
        tx.link(device.id(), user.id(), kind);
    }

    private static String first(String numbers) {
        return numbers.equals("-") ? "" : numbers.substring(0, numbers.indexOf('/'));
    }

    private static String second(String numbers) {
        return numbers.equals("-") ? "" : numbers.substring(numbers.indexOf('/') + 1);
    }

    @ParameterizedTest(name = "{0} logged in with {1}, device {2}, system {3}: SOS calls {4}, ManDown {5}")
    @CsvSource({
        "DYNAMIC, 11/12, 21/22, 31/32, 11,  12",
        "FIXED,   11/12, 21/22, 31/32, 11,  12",
        "DYNAMIC, -,     21/22, 31/32, 21,  22",
        "DYNAMIC, 11/,   21/22, 31/32, 11,  22",
        "DYNAMIC, -,     -,     31/32, 31,  32",
        "nobody,  -,     21/22, 31/32, 21,  22",
        "nobody,  -,     /22,   31/,   31,  22",
        "nobody,  -,     -,     31/32, 31,  32",
        "nobody,  -,     -,     -,     '',  ''",
        "DYNAMIC, -,     -,     -,     '',  ''",
    })
    void callsTheUsersNumberElseTheDevicesElseTheSystems(
            String tie, String ofUser, String ofDevice, String ofSystem, String sos, String manDown) {
        phone(SubscriptionState.SUBSCRIBED, tie, ofUser, ofDevice, ofSystem);

        emergencies.sos(PHONE, RPN);
        assertThat(radio.displayed(PHONE)).isEqualTo(sos.isEmpty() ? "SOS: no number" : "SOS: " + sos);
        emergencies.manDown(PHONE, RPN);
        assertThat(radio.displayed(PHONE))
                .isEqualTo(manDown.isEmpty() ? "Man down: no number" : "Man down: " + manDown);

        assertThat(server.placed)
                .containsExactlyElementsOf(
                        sos.isEmpty() ? List.of() : List.of(PHONE + " " + sos, PHONE + " " + manDown));
    }

    @ParameterizedTest
    @CsvSource({"NONE", "UNCONFIRMED"})
    void ignoresPhonesThatAreNotSubscribed(SubscriptionState state) {
        phone(state, "nobody", "-", "21/22", "31/32");
        Ipei unknown = new Ipei(16, 2);
        long head = store.head();

        emergencies.sos(PHONE, RPN);
        emergencies.manDown(unknown, RPN);

        assertThat(server.placed).isEmpty();
        assertThat(radio.commands(PHONE)).isEmpty();
        assertThat(radio.commands(unknown)).isEmpty();
        assertThat(store.head()).isEqualTo(head);
    }

    @Test
    void saysThatNobodyCanBeCalledWithoutACallServerOrIfItRefuses() {
        phone(SubscriptionState.SUBSCRIBED, "nobody", "-", "999/112", "-");

        emergencies.sos(PHONE, RPN);
        assertThat(radio.displayed(PHONE)).isEqualTo("SOS: 999\nNo connection");
        emergencies.router().unbind("server");
        emergencies.manDown(PHONE, RPN);

        assertThat(radio.displayed(PHONE)).isEqualTo("Man down: 112\nNo connection");
        assertThat(radio.commands(PHONE, RadioCommand.Display.class))
                .extracting(RadioCommand.Display::text)
                .containsExactly(
                        "SOS: 999", "SOS: 999\nNo connection", "Man down: 112", "Man down: 112\nNo connection");
    }

    @Test
    void survivesABrokenCallServer() {
        phone(SubscriptionState.SUBSCRIBED, "nobody", "-", "21/22", "-");
        emergencies.router().bind("broken", () -> {
            throw new IllegalStateException("planted");
        });

        emergencies.sos(PHONE, RPN);

        assertThat(radio.displayed(PHONE)).isEqualTo("SOS: 21\nNo connection");
    }

    @Test
    void recordsEachAlarmWithItsPhone() {
        phone(SubscriptionState.SUBSCRIBED, "nobody", "-", "21/22", "-");
        long head = store.head();

        emergencies.sos(PHONE, RPN);
        emergencies.manDown(PHONE, RPN);

        await().until(() -> store.after(head, 10).size() == 2);
        assertThat(store.after(head, 10))
                .allSatisfy(change -> assertThat(change.actor()).isEqualTo(Actor.phone(PHONE)))
                .extracting(change -> change.detail())
                .containsExactly("messaging.alarm.sos.1", "messaging.alarm.man-down.1");
        Optional<String> record = store.read(view -> view.findState("messaging.alarm.sos.1"));
        assertThat(record).get().asString().endsWith(" rpn=5 number=21 called=true");
    }
}
