package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Park;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules as tables. */
class SubscriptionRulesTest {

    private static final Park PARK = Park.ofDecimal("31100527422605");

    private static final DeviceId OWN = new DeviceId(1);
    private static final DeviceId OTHER = new DeviceId(2);
    private static final UserId ANNA = new UserId(10);
    private static final UserId BERT = new UserId(11);

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
        "WILDCARD, false, UNCONFIRMED, subscribe",
        "WILDCARD, true,  SUBSCRIBED,  ALREADY_SUBSCRIBED",
    })
    @Tag("SUB-01")
    @Tag("SUB-03")
    @Tag("SUB-06")
    void decidesByModeAndDevice(Mode mode, boolean autoCreate, String device, String outcome) {
        Decision decision = decide(mode, autoCreate, device, "free", "nothing", "nobody");

        assertThat(shown(decision)).isEqualTo(outcome);
    }

    /** Anna's additional ID is typed, or one that nobody has, in wildcard mode. */
    @ParameterizedTest(name = "device {0} {1}; typed ID of {2} who has {3}: {4}")
    @CsvSource({
        "-,           free,    nobody,   no phone,        ADDITIONAL_ID_UNKNOWN",
        "-,           free,    local,    no phone,        assign a new device",
        "-,           free,    local,    an old phone,    assign a new device for the old one",
        "-,           free,    local,    logged in,       USER_NOT_ELIGIBLE",
        "-,           free,    external, no phone,        USER_NOT_ELIGIBLE",
        "-,           free,    external, logged in,       USER_NOT_ELIGIBLE",
        "NONE,        free,    nobody,   no phone,        ADDITIONAL_ID_UNKNOWN",
        "NONE,        free,    local,    no phone,        assign this device",
        "UNCONFIRMED, free,    local,    no phone,        assign this device",
        "NONE,        free,    local,    an old phone,    assign this device for the old one",
        "NONE,        free,    external, no phone,        USER_NOT_ELIGIBLE",
        "NONE,        free,    local,    logged in,       USER_NOT_ELIGIBLE",
        "NONE,        Bert's,  local,    no phone,        DEVICE_TAKEN",
        "NONE,        Bert's,  local,    an old phone,    DEVICE_TAKEN",
        "NONE,        Bert's,  external, no phone,        USER_NOT_ELIGIBLE",
        "NONE,        Anna's,  local,    this phone,      subscribe",
        "UNCONFIRMED, Anna's,  local,    this phone,      subscribe",
        "SUBSCRIBED,  Anna's,  local,    this phone,      ALREADY_SUBSCRIBED",
        "SUBSCRIBED,  free,    local,    no phone,        ALREADY_SUBSCRIBED",
        "SUBSCRIBED,  free,    nobody,   no phone,        ALREADY_SUBSCRIBED",
    })
    @Tag("SUB-02")
    @Tag("SUB-06")
    @Tag("SUB-08")
    void picksTheUserByAdditionalId(String device, String holder, String user, String hold, String outcome) {
        Decision decision = decide(Mode.WILDCARD, true, device, holder, user, hold);

        assertThat(shown(decision)).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}, device {1}: {2}")
    @CsvSource({
        "OFF,      -,    MODE_OFF",
        "STANDARD, -,    create",
        "STANDARD, NONE, subscribe",
    })
    @Tag("SUB-02")
    @Tag("SUB-03")
    void heedsNoAdditionalIdOutsideWildcardMode(Mode mode, String device, String outcome) {
        assertThat(shown(decide(mode, true, device, "free", "nobody", "no phone")))
                .isEqualTo(outcome);
        assertThat(shown(decide(mode, true, device, "free", "local", "no phone")))
                .isEqualTo(outcome);
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
        Facts facts = facts(Mode.STANDARD, false, "NONE", "free", "nothing", "no phone");

        assertThat(shown(SubscriptionRules.decide(facts, Optional.of(typed), PARK)))
                .isEqualTo(outcome);
    }

    private static Decision decide(
            Mode mode, boolean autoCreate, String device, String holder, String user, String hold) {
        return SubscriptionRules.decide(facts(mode, autoCreate, device, holder, user, hold), Optional.empty(), PARK);
    }

    private static String shown(Decision decision) {
        if (decision instanceof Decision.Refuse refuse) {
            return refuse.reason().name();
        }
        if (decision instanceof Decision.Assign assign) {
            assertThat(assign.user()).isEqualTo(ANNA);
            assertThat(assign.isForStranger()).isEqualTo(assign.device().isEmpty());
            return "assign " + (assign.device().isPresent() ? "this device" : "a new device")
                    + (assign.former().isPresent() ? " for the old one" : "");
        }
        return decision instanceof Decision.Create ? "create" : "subscribe";
    }

    private static Facts facts(Mode mode, boolean autoCreate, String device, String holder, String user, String hold) {
        SubscriptionStatus status = new SubscriptionStatus(
                mode, Optional.empty(), autoCreate, autoCreate && mode == Mode.STANDARD, true, "");
        return new Facts(
                status,
                device(device),
                holder(holder),
                user.equals("nothing") ? Optional.empty() : Optional.of("4711"),
                user(user),
                hold(hold));
    }

    private static Optional<Device> device(String state) {
        return state.equals("-")
                ? Optional.empty()
                : Optional.of(new Device(
                        OWN,
                        1,
                        new Ipei(16, 1),
                        HandsetKind.GAP,
                        SubscriptionState.valueOf(state),
                        false,
                        Instant.EPOCH));
    }

    private static Optional<User> user(String user) {
        return user.equals("local") || user.equals("external")
                ? Optional.of(new User(
                        ANNA,
                        1,
                        new UserNumber("100"),
                        Optional.of(new LoginId("4711")),
                        "Anna",
                        user.equals("external"),
                        Instant.EPOCH))
                : Optional.empty();
    }

    private static Optional<Relation> holder(String holder) {
        return switch (holder) {
            case "Anna's" -> relation(OWN, ANNA, Relation.Kind.FIXED);
            case "Bert's" -> relation(OWN, BERT, Relation.Kind.FIXED);
            default -> Optional.empty();
        };
    }

    private static Optional<Relation> hold(String hold) {
        return switch (hold) {
            case "this phone" -> relation(OWN, ANNA, Relation.Kind.FIXED);
            case "an old phone" -> relation(OTHER, ANNA, Relation.Kind.FIXED);
            case "logged in" -> relation(OTHER, ANNA, Relation.Kind.DYNAMIC);
            default -> Optional.empty();
        };
    }

    private static Optional<Relation> relation(DeviceId device, UserId user, Relation.Kind kind) {
        return Optional.of(new Relation(device, user, kind, Instant.EPOCH));
    }
}
