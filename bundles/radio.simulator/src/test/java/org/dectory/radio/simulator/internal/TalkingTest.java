package org.dectory.radio.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.radio.Radio;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.testkit.RecordingOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A phone in a call with somebody outside. */
@Tag("LOG-04")
class TalkingTest {

    private final SimulatorBench bench = new SimulatorBench();
    private final RecordingOwner owner = new RecordingOwner();
    private final Ipei phone = bench.attachedPhone(HandsetKind.PHONE_600_700);

    @BeforeEach
    void begin() {
        bench.calls(Optional.of(owner));
        bench.phones(Optional.of(owner));
        SimulatorBench.result(bench.radio().showUser(phone, "Anna", "1012"));
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    @Tag("FAC-03")
    void aPhoneThatTalksTakesNoCodeAndNoMenu() {
        bench.talk(phone, true);

        assertThat(bench.look(phone).call()).isEqualTo(SimulatedPhone.CallState.IN_CALL);
        assertRefused("is in a call already", () -> bench.dial(phone, "*12", true));
        assertRefused("is in a call already", () -> bench.dial(phone, "*12", false));
        assertRefused("is in a call already", () -> bench.talk(phone, true));
        assertRefused("is in a call", () -> bench.hand.menu(phone, PhoneHandler.MenuItem.LOGOUT, ""));
        bench.hand.press(phone, List.of(new PhoneSimulator.Key("1")));
        bench.letTimePass(Dialling.INTER_DIGIT);
        bench.settle(phone);

        assertThat(owner.setups()).isEmpty();
    }

    private static void assertRefused(String reason, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith(reason);
    }

    @Test
    void aPhoneThatHangsUpHasNothingOnItsRedialListAndDialsAgain() {
        bench.talk(phone, true);
        bench.hook(phone, false);
        bench.dial(phone, "4711", true);
        bench.settle(phone);

        assertThat(bench.look(phone).redial()).isEmpty();
        assertThat(owner.events(phone)).endsWith("hook false", "setUp 4711 enBloc");
    }

    @Test
    void aCallThatThePersonDialledIsNotEndedByTheOtherSide() {
        bench.dial(phone, "4711", true);

        bench.talk(phone, false);

        assertThat(bench.isOffHook(phone)).isTrue();
    }

    @Test
    @Tag("LOG-05")
    void aForcedLogoutLeavesTheCallUpAndIsSeenAfterIt() {
        bench.talk(phone, true);

        SimulatorBench.result(bench.radio().clearUserData(phone, false));
        SimulatorBench.result(bench.radio().showLoginPrompt(phone));
        assertThat(bench.display(phone)).containsExactly("In call");

        bench.talk(phone, false);
        assertThat(bench.display(phone)).containsExactly("Please login");
    }

    @Test
    @Tag("FAC-09")
    void aLateToneOfAnEarlierCallIsNotHeard() {
        bench.dial(phone, "*12", true);
        bench.settle(phone);
        int earlier = owner.setups().get(0).call();
        bench.hook(phone, false);
        bench.talk(phone, true);

        assertThat(SimulatorBench.result(bench.radio().play(phone, earlier, Radio.Tone.NEGATIVE_ACKNOWLEDGEMENT)))
                .isFalse();
        bench.radio().release(phone, earlier);
        bench.settle(phone);

        assertThat(bench.tones(phone)).isEmpty();
        assertThat(bench.isOffHook(phone)).isTrue();
    }

    @Test
    void aPhoneThatCannotBeReachedTalksToNobody() {
        Ipei fresh = bench.add(HandsetKind.GAP);
        assertRefused("is not subscribed", () -> bench.talk(fresh, true));
        bench.power(phone, false);

        assertRefused("is switched off", () -> bench.talk(phone, true));
    }

    @Test
    void aPhoneThatIsSwitchedOffTalksNoLonger() {
        bench.talk(phone, true);

        bench.power(phone, false);

        assertThat(bench.look(phone).call()).isEqualTo(SimulatedPhone.CallState.ON_HOOK);
    }
}
