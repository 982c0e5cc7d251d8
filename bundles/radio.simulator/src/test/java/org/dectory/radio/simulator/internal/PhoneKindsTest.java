package org.dectory.radio.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.radio.PhoneSetting;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.PhoneSimulator.Trace;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.testkit.RecordingOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a GAP phone, a 142d and a 600/700 can do, and what each keeps. */
class PhoneKindsTest {

    private final SimulatorBench bench = new SimulatorBench();
    private final RecordingOwner owner = new RecordingOwner();

    @BeforeEach
    void begin() {
        bench.calls(Optional.of(owner));
        bench.phones(Optional.of(owner));
        bench.emergencies(Optional.of(owner));
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @ParameterizedTest(name = "a {0} phone that is Anna''s shows ''{1}''; nobody''s ''{2}'', off hook ''{3}''")
    @CsvSource({
        "GAP,           '',       '',           Please login",
        "PHONE_142D,    '',       '',           Please login",
        "PHONE_600_700, Anna|1012, Please login, Please login"
    })
    @Tag("LOG-05")
    @Tag("LOG-08")
    void showsWhoseItIs(HandsetKind kind, String annas, String nobodys, String offHook) {
        Ipei phone = bench.attachedPhone(kind);

        SimulatorBench.result(bench.radio().showUser(phone, "Anna", "1012"));
        assertThat(String.join("|", bench.display(phone))).isEqualTo(annas);

        SimulatorBench.result(bench.radio().showLoginPrompt(phone));
        assertThat(String.join("|", bench.display(phone))).isEqualTo(nobodys);
        bench.hook(phone, true);
        assertThat(String.join("|", bench.display(phone))).isEqualTo(offHook);
    }

    @ParameterizedTest(name = "a {0} phone (phone book kept: {1}) has {2} entries on each list, {3} in its phone book")
    @CsvSource({
        "GAP,           false, 1, 1",
        "PHONE_142D,    false, 1, 1",
        "PHONE_600_700, false, 0, 0",
        "PHONE_600_700, true,  0, 1"
    })
    @Tag("LOG-07")
    void losesAtALogoutWhatTheSystemCanClear(HandsetKind kind, boolean keeps, int entries, int directory) {
        Ipei phone = bench.attachedPhone(kind);
        for (Trace trace : Trace.values()) {
            bench.hand.leave(phone, trace, "4711");
        }
        bench.dial(phone, "4711", true);
        bench.hook(phone, false);

        SimulatorBench.result(bench.radio().clearUserData(phone, keeps));

        SimulatedPhone left = bench.look(phone);
        assertThat(List.of(
                        left.messages(),
                        left.received(),
                        left.callers(),
                        left.redial().size()))
                .containsOnly(entries);
        assertThat(left.directory()).isEqualTo(directory);
    }

    @ParameterizedTest(name = "{0}: GAP {1}, 142d {2}, 600/700 {3}")
    @CsvSource({
        "Administration menu,      false, false, true",
        "SOS key,                  false, false, true",
        "ManDown sensor,           false, false, true",
        "silent charging,          false, false, true",
        "key lock,                 false, false, true",
        "settings that travel,     false, false, true",
        "name typed by its person, true,  true,  false",
        "additional ID,            false, true,  true"
    })
    @Tag("LOG-09")
    @Tag("LOG-10")
    @Tag("USR-08")
    @Tag("SUB-02")
    void canDoWhatItsKindCan(String ability, boolean gap, boolean oldOne, boolean big) {
        assertCan(ability, bench.attachedPhone(HandsetKind.GAP), gap);
        assertCan(ability, bench.attachedPhone(HandsetKind.PHONE_142D), oldOne);
        assertCan(ability, bench.attachedPhone(HandsetKind.PHONE_600_700), big);
    }

    private void assertCan(String ability, Ipei phone, boolean can) {
        if (can) {
            use(ability, phone);
        } else {
            assertThatThrownBy(() -> use(ability, phone)).isInstanceOf(IllegalStateException.class);
        }
    }

    private void use(String ability, Ipei phone) {
        PhoneSimulator hand = bench.hand;
        switch (ability) {
            case "Administration menu" -> hand.menu(phone, PhoneHandler.MenuItem.STATUS, "");
            case "SOS key" -> hand.sos(phone);
            case "ManDown sensor" -> hand.manDown(phone);
            case "silent charging" -> hand.silentCharging(phone, true);
            case "key lock" -> hand.lock(phone, true);
            case "settings that travel" -> hand.set(phone, PhoneSetting.LANGUAGE, "de");
            case "name typed by its person" -> hand.label(phone, "Anna", "1012");
            default ->
                SimulatorBench.result(hand.subscribe(phone, Secret.of("1234"), Optional.empty(), Optional.of("1012")));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HandsetKind.class,
            names = {"GAP", "PHONE_142D"})
    @Tag("LOG-07")
    void keepsTheNameThatItsPersonTypedWhateverTheSystemDoes(HandsetKind kind) {
        Ipei phone = bench.attachedPhone(kind);
        bench.hand.label(phone, "Anna", "1012");

        SimulatorBench.result(bench.radio().showUser(phone, "Bert", "1013"));
        SimulatorBench.result(bench.radio().clearUserData(phone, false));
        SimulatorBench.result(bench.radio().showLoginPrompt(phone));
        assertThat(bench.display(phone)).containsExactly("Anna", "1012");

        bench.radio().terminateAccessRights(phone);
        await().until(() -> !bench.look(phone).subscribed());
        assertThat(bench.look(phone).name()).isEqualTo("Anna");
        assertThat(bench.look(phone).number()).isEqualTo("1012");
    }

    @ParameterizedTest(name = "a {0} phone reports its charger: {1}")
    @CsvSource({"GAP, false", "PHONE_142D, false", "PHONE_600_700, true"})
    @Tag("LOG-10")
    void reportsItsChargerIfItHasAMessageForIt(HandsetKind kind, boolean reports) {
        Ipei phone = bench.attachedPhone(kind);

        bench.hand.charger(phone, true);
        bench.settle(phone);

        assertThat(bench.look(phone).inCharger()).isTrue();
        assertThat(owner.events(phone).contains("charger true false")).isEqualTo(reports);
    }

    @Test
    @Tag("LOG-08")
    @Tag("LOG-09")
    void a600Or700ThatIsNobodysSaysSoAboveWhatElseItShows() {
        Ipei phone = bench.attachedPhone(HandsetKind.PHONE_600_700);
        SimulatorBench.result(bench.radio().showLoginPrompt(phone));

        SimulatorBench.result(bench.radio().display(phone, "Wrong PIN"));

        assertThat(bench.display(phone)).containsExactly("Please login", "Wrong PIN");
    }

    @Test
    @Tag("LOG-07")
    void a600Or700ShowsTheNextUserNothingOfTheLast() {
        Ipei phone = bench.attachedPhone(HandsetKind.PHONE_600_700);
        SimulatorBench.result(bench.radio().showUser(phone, "Anna", "1012"));
        bench.hand.leave(phone, Trace.MESSAGE, "The results are there");
        assertThat(bench.display(phone)).containsExactly("Message", "The results are there");

        SimulatorBench.result(bench.radio().clearUserData(phone, false));

        assertThat(bench.display(phone)).doesNotContain("The results are there");
    }

    @Test
    @Tag("LOG-07")
    @Tag("USR-09")
    void a600Or700KeepsItsOwnConfigurationAndNotItsUsers() {
        Ipei phone = bench.attachedPhone(HandsetKind.PHONE_600_700);
        bench.hand.set(phone, "UD_RingerVolume", "5");
        bench.hand.set(phone, PhoneSetting.LANGUAGE, "en");
        SimulatorBench.result(bench.radio().showUser(phone, "Anna", "1012"));
        SimulatorBench.result(bench.radio().configure(phone, Map.of(PhoneSetting.LANGUAGE, "de")));
        bench.hand.set(phone, PhoneSetting.FORWARD_STATE, "All");
        bench.hand.set(phone, PhoneSetting.FORWARD_DESTINATION, "1013");
        assertThat(bench.look(phone).forwarding()).isTrue();
        assertThat(bench.look(phone).settings()).containsEntry(PhoneSetting.LANGUAGE, "de");

        SimulatorBench.result(bench.radio().clearUserData(phone, false));

        assertThat(bench.look(phone).forwarding()).isFalse();
        assertThat(bench.look(phone).settings()).isEqualTo(Map.of("UD_RingerVolume", "5", PhoneSetting.LANGUAGE, "en"));
    }

    @ParameterizedTest
    @EnumSource(
            value = HandsetKind.class,
            names = {"GAP", "PHONE_142D", "PHONE_600_700"})
    @Tag("DBS-02")
    void remembersAllThatARealPhoneRemembersAfterARestart(HandsetKind kind) {
        Ipei phone = bench.attachedPhone(kind);
        for (Trace trace : Trace.values()) {
            bench.hand.leave(phone, trace, "4711");
        }
        if (kind == HandsetKind.PHONE_600_700) {
            SimulatorBench.result(bench.radio().showUser(phone, "Anna", "1012"));
            SimulatorBench.result(bench.radio().configure(phone, Map.of("UD_X", "a=b\\n")));
            bench.hand.set(phone, PhoneSetting.FORWARD_STATE, "Busy");
            bench.hand.silentCharging(phone, true);
            bench.hand.lock(phone, true);
        } else {
            bench.hand.label(phone, "Anna", "1012");
        }
        SimulatedPhone before = bench.look(phone);

        SimulatedPhone after = bench.restart().look(phone);

        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("attached", "display")
                .isEqualTo(before);
        assertThat(after.display()).containsExactly("Searching");
    }
}
