package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.util.Optional;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.store.Relation.Kind;
import org.dectory.api.store.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a subscription can do to the data sets, seen from the phone. */
@Tag("SUB-11")
class FourWaysTest {

    private final Appliance appliance = new Appliance();
    private final User berta = appliance.addUser("200", "4711");

    @AfterEach
    void close() {
        appliance.close();
    }

    @ParameterizedTest(name = "{0}, device before: {1}, typed: {2}; after: {3} {4}")
    @CsvSource({
        "auto-create, none,    -,    unbound, made",
        "standard,    unbound, -,    unbound, kept",
        "standard,    fixed,   -,    fixed,   kept",
        "wildcard,    none,    4711, fixed,   made",
        "wildcard,    unbound, 4711, fixed,   kept",
        // And what wildcard mode allows besides.
        "wildcard,    unbound, -,    unbound, kept",
        "wildcard,    fixed,   -,    fixed,   kept",
        "wildcard,    fixed,   4711, fixed,   kept",
    })
    void subscribes(String mode, String before, String typed, String after, String device) {
        prepare(mode, before);
        Optional<Device> known = appliance.device(PHONE);

        boolean done = typed.equals("-") ? appliance.subscribe(PHONE) : appliance.subscribe(PHONE, typed);

        assertThat(done).isTrue();
        assertThat(appliance.state(PHONE)).contains(SubscriptionState.SUBSCRIBED);
        assertThat(appliance.phoneOf(berta))
                .isEqualTo(after.equals("fixed") ? Optional.of("FIXED " + PHONE) : Optional.empty());
        assertThat(known.isPresent()).isEqualTo(device.equals("kept"));
        known.ifPresent(
                kept -> assertThat(appliance.device(PHONE)).map(Device::id).contains(kept.id()));
    }

    private void prepare(String mode, String before) {
        if (!before.equals("none")) {
            appliance.add(PHONE);
        }
        if (before.equals("fixed")) {
            appliance.link(PHONE, berta, Kind.FIXED);
        }
        get(appliance.desk.autoCreate(mode.equals("auto-create"), ANNA));
        if (mode.equals("wildcard")) {
            get(appliance.desk.startWildcard(Optional.empty(), ANNA));
        }
    }

    @Test
    void keepsWhoIsLoggedIn() {
        appliance.add(PHONE);
        appliance.link(PHONE, berta, Kind.DYNAMIC);

        assertThat(appliance.subscribe(PHONE)).isTrue();

        assertThat(appliance.phoneOf(berta)).contains("DYNAMIC " + PHONE);
    }
}
