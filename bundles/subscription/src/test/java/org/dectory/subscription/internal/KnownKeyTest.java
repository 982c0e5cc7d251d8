package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.time.Duration;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A device that is made with a known IPEI and key, as when an appliance is replaced, needs no new subscription. */
@Tag("SUB-08")
class KnownKeyTest {

    private final Appliance appliance = new Appliance();

    @BeforeEach
    void makeTheDevice() {
        get(appliance.store.write(ANNA, transaction -> {
            Device made = transaction.addDevice(PHONE, HandsetKind.UNKNOWN, false);
            transaction.update(made.with(SubscriptionState.SUBSCRIBED));
            transaction.secrets().put(SecretOwner.of(made.id()), SecretKind.UAK, Secret.of("old-key"));
            return true;
        }));
    }

    @AfterEach
    void close() {
        appliance.close();
    }

    @Test
    void letsThePhoneInThoughSubscriptionIsOff() {
        get(appliance.desk.stop(ANNA));
        appliance.holds(PHONE, Secret.of("old-key"));

        assertThat(appliance.locate(PHONE)).isTrue();

        assertThat(appliance.device(PHONE)).map(Device::kind).contains(HandsetKind.PHONE_600_700);
        assertThat(appliance.radio.commands(PHONE)).hasSize(1);
    }

    @Test
    void turnsAPhoneAwayThatHoldsAnotherKeyAndKeepsTheRecord() {
        appliance.holds(PHONE, Secret.of("another"));

        assertThat(appliance.locate(PHONE)).isFalse();

        assertThat(appliance.state(PHONE)).contains(SubscriptionState.SUBSCRIBED);
        assertThat(appliance.key(PHONE)).contains(Secret.of("old-key"));
    }

    @Test
    void refusesThePhoneANewSubscription() {
        assertThat(appliance.subscribe(PHONE)).isFalse();

        assertThat(appliance.lastReason()).contains(Reason.ALREADY_SUBSCRIBED);
    }

    /** A door without end must not stay open on an appliance that took over the phones of another one. */
    @Test
    @Tag("SUB-04")
    void countsAsTheFirstPhoneThatSubscribed() {
        get(appliance.store.write(
                ANNA,
                transaction -> transaction.update(
                        transaction.findDevice(PHONE).orElseThrow().with(HandsetKind.PHONE_600_700))));
        appliance.holds(PHONE, Secret.of("old-key"));

        appliance.locate(PHONE);

        assertThat(appliance.desk.status().until()).contains(appliance.now().plus(Duration.ofHours(24)));
        long head = appliance.store.head();
        appliance.locate(PHONE);
        assertThat(appliance.store.head()).isEqualTo(head);
    }
}
