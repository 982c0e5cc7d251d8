package org.dectory.radio.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.radio.PhoneSetting;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.testkit.RecordingOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A 600/700 whose keys are locked, one that may not be locked, and what settings a phone takes. */
@Tag("USR-08")
class KeyLockTest {

    private final SimulatorBench bench = new SimulatorBench();
    private final RecordingOwner owner = new RecordingOwner();
    private final Ipei phone = bench.attachedPhone(HandsetKind.PHONE_600_700);

    @BeforeEach
    void begin() {
        bench.calls(Optional.of(owner));
        bench.emergencies(Optional.of(owner));
        SimulatorBench.result(bench.radio().showUser(phone, "Anna", "1012"));
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    @Tag("OPS-05")
    void aLockedPhoneTakesNoKeyButSos() {
        bench.hand.lock(phone, true);

        assertThat(bench.display(phone)).containsExactly("Anna", "1012", "Keys locked");
        assertLocked(() -> bench.dial(phone, "*12", true));
        assertLocked(() -> bench.hook(phone, true));
        assertLocked(() -> bench.hand.press(phone, List.of(PhoneSimulator.Key.OK)));
        assertLocked(() -> bench.hand.menu(phone, PhoneHandler.MenuItem.LOGOUT, ""));
        assertLocked(() -> bench.hand.set(phone, PhoneSetting.FORWARD_STATE, "All"));
        bench.hand.sos(phone);
        bench.settle(phone);

        assertThat(owner.events(phone)).containsExactly("sos 0");
    }

    private static void assertLocked(Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("its keys are locked");
    }

    @Test
    void anUnlockedPhoneTakesKeysAgain() {
        bench.hand.lock(phone, true);
        bench.hand.lock(phone, false);

        bench.dial(phone, "4711", true);

        assertThat(bench.isOffHook(phone)).isTrue();
    }

    @Test
    void aCallThatIsUpWhileTheKeysAreLockedCanBeEnded() {
        bench.talk(phone, true);
        bench.hand.lock(phone, true);

        bench.hook(phone, false);

        assertThat(bench.isOffHook(phone)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FALSE", "false", "no", "0", "nonsense"})
    void aPhoneThatIsToldNotToLockUnlocksAndCannotBeLocked(String no) {
        bench.hand.lock(phone, true);

        SimulatorBench.result(bench.radio().configure(phone, Map.of(PhoneSetting.KEY_LOCK_ENABLE, no)));

        assertThat(bench.look(phone).locked()).isFalse();
        assertThatThrownBy(() -> bench.hand.lock(phone, true)).hasMessageEndingWith("may not be locked");
    }

    @Test
    @Tag("LOG-07")
    void theLockOfAUserGoesWithTheUser() {
        bench.hand.lock(phone, true);

        SimulatorBench.result(bench.radio().clearUserData(phone, false));

        assertThat(bench.look(phone).locked()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UD_", "ud_X", "UD_a b", "UD_Ä", "X"})
    @Tag("USR-09")
    void thereIsNoSettingWithoutAProperKey(String key) {
        assertThatThrownBy(() -> bench.hand.set(phone, key, "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("USR-09")
    void aPhoneHasRoomForSomeSettingsAndValuesOnly() {
        for (int i = 0; i < 100; i++) {
            bench.hand.set(phone, "UD_" + i, "1");
        }

        assertThatThrownBy(() -> bench.hand.set(phone, "UD_100", "1"))
                .hasMessageEndingWith("no room for more settings");
        assertThat(SimulatorBench.result(bench.radio().configure(phone, Map.of("UD_100", "1"))))
                .isFalse();
        assertThatThrownBy(() -> bench.hand.set(phone, "UD_1", "1\n2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.hand.set(phone, "UD_1", "1".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class);
        bench.hand.set(phone, "UD_1", "");
        bench.hand.set(phone, "UD_100", "1");
    }
}
