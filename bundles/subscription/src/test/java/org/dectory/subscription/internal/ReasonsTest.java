package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.CODE;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.AccessRightsHandler.AccessRights.Rejected;
import org.dectory.api.radio.AccessRightsHandler.AccessRightsRequest;
import org.dectory.api.radio.AccessRightsHandler.RejectReason;
import org.dectory.api.store.Relation.Kind;
import org.dectory.api.store.User;
import org.dectory.api.subscription.RefusedSubscription;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each refusal has its own reason, and the administrator sees which phone it was, when, and what was typed. */
@Tag("SUB-08")
class ReasonsTest {

    private static final Ipei OTHER = new Ipei(16, 2);

    private final Appliance appliance = new Appliance();

    @BeforeEach
    void fillTheAppliance() {
        appliance.addUser("100", "local");
        User external = appliance.addUser("101", "external");
        get(appliance.store.write(ANNA, transaction -> transaction.update(external.withExternal(true))));
        User loggedIn = appliance.addUser("102", "logged-in");
        appliance.add(OTHER);
        appliance.subscribe(OTHER);
        appliance.link(OTHER, loggedIn, Kind.DYNAMIC);
    }

    @AfterEach
    void close() {
        appliance.close();
    }

    @ParameterizedTest(name = "{0} mode, {1} device, auto-create {2}, types {3}, code {4}, PARK {5}: {6}")
    @CsvSource({
        "off,      free,       off, -,         12345678, -,        MODE_OFF,                  IPEI_NOT_ACCEPTED",
        "off,      no,         on,  local,     12345678, -,        MODE_OFF,                  IPEI_NOT_ACCEPTED",
        "standard, no,         off, -,         12345678, -,        IPEI_UNKNOWN,              IPEI_NOT_ACCEPTED",
        "standard, no,         off, local,     12345678, -,        IPEI_UNKNOWN,              IPEI_NOT_ACCEPTED",
        "wildcard, no,         off, -,         12345678, -,        IPEI_UNKNOWN,              IPEI_NOT_ACCEPTED",
        "standard, subscribed, on,  -,         12345678, -,        ALREADY_SUBSCRIBED,        IPEI_NOT_ACCEPTED",
        "wildcard, subscribed, on,  local,     12345678, -,        ALREADY_SUBSCRIBED,        IPEI_NOT_ACCEPTED",
        "wildcard, no,         on,  -,         12345678, -,        AUTO_CREATE_INACTIVE,      IPEI_NOT_ACCEPTED",
        "wildcard, no,         on,  nobody,    12345678, -,        ADDITIONAL_ID_UNKNOWN,     IPEI_NOT_ACCEPTED",
        "wildcard, no,         on,  external,  12345678, -,        USER_NOT_ELIGIBLE,         IPEI_NOT_ACCEPTED",
        "wildcard, no,         on,  logged-in, 12345678, -,        USER_NOT_ELIGIBLE,         IPEI_NOT_ACCEPTED",
        "wildcard, taken,      on,  local,     12345678, -,        DEVICE_TAKEN,              IPEI_NOT_ACCEPTED",
        "standard, free,       off, -,         00000000, -,        WRONG_AUTHENTICATION_CODE, AUTHENTICATION_FAILED",
        "standard, no,         on,  -,         1,        -,        WRONG_AUTHENTICATION_CODE, AUTHENTICATION_FAILED",
        "wildcard, no,         on,  local,     00000000, -,        WRONG_AUTHENTICATION_CODE, AUTHENTICATION_FAILED",
        "standard, free,       off, -,         12345678, foreign,  WRONG_PARK,                IPEI_NOT_ACCEPTED",
        "wildcard, no,         on,  local,     12345678, nonsense, WRONG_PARK,                IPEI_NOT_ACCEPTED",
        "standard, free,       off, -,         none,     -,        NO_ANSWER,                 TIMER_EXPIRY",
    })
    void areToldApart(
            String mode,
            String device,
            String autoCreate,
            String typed,
            String code,
            String park,
            Reason reason,
            RejectReason onAir) {
        prepare(mode, device, autoCreate);
        appliance.settle();
        if (!code.equals("none")) {
            appliance.typed(PHONE, code);
        }
        Optional<String> id = typed.equals("-") ? Optional.empty() : Optional.of(typed);

        assertThat(get(appliance.desk.requested(
                        new AccessRightsRequest(PHONE, HandsetKind.PHONE_142D, park(park), id))))
                .isEqualTo(new Rejected(onAir));

        assertThat(appliance.desk.refusals())
                .first()
                .isEqualTo(new RefusedSubscription(PHONE, appliance.now(), reason, 1, id));
        appliance.settle();
        assertThat(appliance.device(PHONE).isPresent()).isEqualTo(!device.equals("no"));
    }

    private void prepare(String mode, String device, String autoCreate) {
        if (!device.equals("no")) {
            appliance.add(PHONE);
        }
        if (device.equals("subscribed")) {
            appliance.subscribe(PHONE);
        }
        if (device.equals("taken")) {
            appliance.link(PHONE, appliance.addUser("103", "somebody"), Kind.FIXED);
        }
        get(appliance.desk.autoCreate(autoCreate.equals("on"), ANNA));
        if (mode.equals("off")) {
            get(appliance.desk.stop(ANNA));
        }
        if (mode.equals("wildcard")) {
            get(appliance.desk.startWildcard(Optional.empty(), ANNA));
        }
    }

    private static Optional<String> park(String park) {
        return switch (park) {
            case "-" -> Optional.empty();
            case "foreign" -> Optional.of("31100527422605");
            default -> Optional.of("x");
        };
    }

    @Test
    @Tag("SUB-09")
    void takesTheOwnParkInItsDecimalForm() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        String own = appliance.radio.park().decimal();

        assertThat(own).hasSize(14);
        assertThat(get(appliance.desk.requested(
                        new AccessRightsRequest(PHONE, HandsetKind.GAP, Optional.of(own), Optional.empty()))))
                .isNotInstanceOf(Rejected.class);
    }

    @Test
    void areSentencesThatAllDiffer() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::text).collect(Collectors.toSet()))
                .hasSize(Reason.values().length)
                .allMatch(text -> text.endsWith("."));
    }
}
