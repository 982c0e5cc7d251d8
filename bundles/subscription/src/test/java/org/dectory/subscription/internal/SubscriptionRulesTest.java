package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Park;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.dectory.subscription.internal.SubscriptionRules.Decision;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionRulesTest {

    private static final Park PARK = Park.ofDecimal("31100527422605");

    /** {@code -} is a phone whose IPEI is unknown; the outcome is a reason, or what is done. */
    @ParameterizedTest(name = "{0}, auto-create {1}, device {2}: {3}")
    @CsvSource({
        "OFF,      false, -,           MODE_OFF",
        "OFF,      true,  -,           MODE_OFF",
        "OFF,      true,  NONE,        MODE_OFF",
        "OFF,      true,  SUBSCRIBED,  MODE_OFF",
        "STANDARD, false, -,           IPEI_UNKNOWN",
        "STANDARD, true,  -,           create",
        "STANDARD, false, NONE,        subscribe",
        "STANDARD, true,  NONE,        subscribe",
        "STANDARD, false, UNCONFIRMED, subscribe",
        "STANDARD, true,  SUBSCRIBED,  ALREADY_SUBSCRIBED",
        "WILDCARD, true,  -,           AUTO_CREATE_INACTIVE",
        "WILDCARD, false, -,           IPEI_UNKNOWN",
        "WILDCARD, true,  NONE,        subscribe",
        "WILDCARD, true,  SUBSCRIBED,  ALREADY_SUBSCRIBED",
    })
    @Tag("SUB-01")
    @Tag("SUB-03")
    void decidesByModeAndDevice(Mode mode, boolean autoCreate, String device, String outcome) {
        Decision decision = SubscriptionRules.decide(status(mode, autoCreate), Optional.empty(), PARK, device(device));

        assertThat(shown(decision)).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "''{0}'': {1}")
    @CsvSource({
        "31100527422605,  subscribe",
        "3110052742260,   subscribe",
        "31100527422600,  WRONG_PARK", // wrong check character
        "31100527422501,  WRONG_PARK",
        "3110052742261,   WRONG_PARK",
        "311005274226,    WRONG_PARK",
        "'',              WRONG_PARK",
        "1F102AF12C,      WRONG_PARK", // nobody types the machine form
        "'31*',           WRONG_PARK",
        "99999999999999999999999999999999, WRONG_PARK",
    })
    @Tag("SUB-09")
    void wantsTheTypedParkToBeItsOwn(String typed, String outcome) {
        Decision decision =
                SubscriptionRules.decide(status(Mode.STANDARD, false), Optional.of(typed), PARK, device("NONE"));

        assertThat(shown(decision)).isEqualTo(outcome);
    }

    private static String shown(Decision decision) {
        if (decision instanceof Decision.Refuse refuse) {
            return refuse.reason().name();
        }
        return decision instanceof Decision.Create ? "create" : "subscribe";
    }

    private static SubscriptionStatus status(Mode mode, boolean autoCreate) {
        return new SubscriptionStatus(
                mode, Optional.empty(), autoCreate, autoCreate && mode == Mode.STANDARD, true, "");
    }

    private static Optional<Device> device(String state) {
        return state.equals("-")
                ? Optional.empty()
                : Optional.of(new Device(
                        new DeviceId(1),
                        1,
                        new Ipei(16, 1),
                        HandsetKind.GAP,
                        SubscriptionState.valueOf(state),
                        false,
                        Instant.EPOCH));
    }
}
