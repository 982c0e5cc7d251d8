package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.dectory.api.sharing.SharingPolicy.UserTakeover;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings as an administrator types them. */
@Tag("LOG-04")
class LivePolicyTest {

    @ParameterizedTest
    @CsvSource({"18:30, 18:30", "7:00, 07:00", "' 07:00 ', 07:00", "23:59:30, 23:59:30", "24:00, 00:00"})
    void readsAnHourInTheFormsThatPeopleWrite(String typed, LocalTime hour) {
        LivePolicy policy = new LivePolicy(config(Map.of("signout_at", typed)));

        assertThat(policy.current().signOutAt()).contains(hour);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25:00", "18.30", "7", "noon"})
    @Tag("LOG-11")
    void takesTheOtherSettingsAtTheStartThoughTheHourIsNone(String typed) {
        LivePolicy policy =
                new LivePolicy(config(Map.of("signout_at", typed, "wrong_pins", 3, "takeover_user", "reject")));

        assertThat(policy.current().signOutAt()).isEmpty();
        assertThat(policy.current().wrongPins()).isEqualTo(3);
        assertThat(policy.current().userTakeover()).isEqualTo(UserTakeover.REJECT);
    }

    @Test
    @Tag("LOG-11")
    void keepsWhatCountedWhereAChangeIsNoneAndTakesTheRest() {
        LivePolicy policy = new LivePolicy(config(Map.of("signout_at", "18:30", "signout_zone", "Europe/Berlin")));

        policy.modified(config(Map.of("signout_at", "18.30", "signout_zone", "Mars/Base", "wrong_pins", 3)));

        assertThat(policy.current().signOutAt()).contains(LocalTime.of(18, 30));
        assertThat(policy.current().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(policy.current().wrongPins()).isEqualTo(3);
    }

    @Test
    void keepsAllThatCountedWhenANumberIsOutOfItsRange() {
        LivePolicy policy = new LivePolicy(config(Map.of("wrong_pins", 3)));

        policy.modified(config(Map.of("wrong_pins", 0)));

        assertThat(policy.current().wrongPins()).isEqualTo(3);
    }

    /** What is refused here is not even stored. */
    @ParameterizedTest
    @CsvSource({"signout.at, nonsense", "signout.at, 25:00", "signout.zone, Mars/Phobos", "takeover.user, ''"})
    void refusesWhatItCouldNotUse(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LivePolicy(LivePolicy.DEFAULT).check(Map.of(name, value, "wrong.pins", 5)))
                .withMessageStartingWith(name + " (expected");
    }

    @ParameterizedTest
    @CsvSource({
        "signout.at, ''",
        "signout.at, ' 18:30 '",
        "signout.zone, ''",
        "signout.zone, Europe/Berlin",
        "takeover.user, wait"
    })
    void takesWhatItCanUse(String name, String value) {
        assertThatCode(() -> new LivePolicy(LivePolicy.DEFAULT).check(Map.of(name, value)))
                .doesNotThrowAnyException();
    }

    /** The defaults, but for some values. */
    private static LivePolicy.Config config(Map<String, Object> values) {
        return (LivePolicy.Config) Proxy.newProxyInstance(
                LivePolicy.Config.class.getClassLoader(),
                new Class<?>[] {LivePolicy.Config.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
