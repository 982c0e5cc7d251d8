package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.CODE;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.time.Duration;
import java.util.List;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.AccessRightsHandler.AccessRights;
import org.dectory.api.subscription.RefusedSubscription;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.dectory.testkit.RadioCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private final Appliance appliance = new Appliance();

    @AfterEach
    void close() {
        appliance.close();
    }

    private List<RefusedSubscription> refusals() {
        return appliance.desk.refusals();
    }

    private void awaitStored() {
        appliance.scheduler.advance(Refusals.DELAY);
        await().until(() -> appliance
                .store
                .read(view -> view.findState("subscription.refusals"))
                .isPresent());
    }

    @Test
    @Tag("SUB-08")
    void countsEachReasonOfAPhone() {
        appliance.request(PHONE);
        appliance.request(PHONE);
        appliance.clock.advance(Duration.ofSeconds(10));
        get(appliance.desk.stop(ANNA));
        appliance.request(PHONE);

        assertThat(refusals())
                .containsExactly(
                        new RefusedSubscription(PHONE, appliance.now(), Reason.MODE_OFF, 1),
                        new RefusedSubscription(PHONE, appliance.now().minusSeconds(10), Reason.IPEI_UNKNOWN, 2));
    }

    @Test
    @Tag("SUB-10")
    void keepsTheLastOnesOverACrash() {
        appliance.request(PHONE);
        List<RefusedSubscription> before = refusals();
        awaitStored();

        appliance.crashAndRestart();

        assertThat(refusals()).isEqualTo(before).hasSize(1);
    }

    @Test
    @Tag("SUB-10")
    void writesWhatIsLeftWhenTheBundleStops() {
        appliance.request(PHONE);

        appliance.desk.close();

        await().until(() -> appliance
                .store
                .read(view -> view.findState("subscription.refusals"))
                .isPresent());
    }

    @Test
    @Tag("SUB-10")
    void readsWhatItCanOfWhatANewerFirmwareWrote() {
        get(appliance.store.write(ANNA, transaction -> {
            transaction.putState("subscription.refusals", """
                    nonsense
                    0001600000016 FULL_MOON 2026-03-02T08:00:00Z 1
                    %s MODE_OFF 2026-03-02T08:00:00Z 3
                    %s MODE_OFF yesterday 3
                    """.formatted(PHONE.compact(), PHONE.compact()));
            return true;
        }));

        appliance.crashAndRestart();

        assertThat(refusals())
                .singleElement()
                .extracting(RefusedSubscription::times)
                .isEqualTo(3);
    }

    @Test
    @Tag("SEC-03")
    void writesAFloodOfRefusalsOnceInAWhile() {
        long head = appliance.store.head();

        for (int i = 0; i < 1000; i++) {
            appliance.request(new Ipei(16, i));
        }
        assertThat(appliance.store.head()).isEqualTo(head);
        assertThat(appliance.scheduler.pending()).isEqualTo(1);
        awaitStored();

        assertThat(appliance.store.after(head, 1000)).hasSize(1);
        assertThat(refusals()).hasSize(RefusalBook.MAX_ENTRIES);
        assertThat(refusals().get(0).phone()).isEqualTo(new Ipei(16, 999));
    }

    @Test
    @Tag("SEC-03")
    void doesNotListenToAPhoneThatTriesAndTriesForTheRestOfTheMinute() {
        appliance.add(PHONE);
        appliance.typed(PHONE, "1111");
        for (int i = 0; i < SubscriptionSettings.DEFAULT.refusalsPerPhone(); i++) {
            appliance.request(PHONE);
        }
        appliance.typed(PHONE, CODE);

        assertThat(appliance.request(PHONE)).isInstanceOf(AccessRights.Rejected.class);
        assertThat(refusals().get(0).reason()).isEqualTo(Reason.TOO_MANY_ATTEMPTS);
        assertThat(appliance.radio.commands(PHONE, RadioCommand.AllocateKey.class))
                .hasSize(SubscriptionSettings.DEFAULT.refusalsPerPhone());

        appliance.clock.advance(Duration.ofMinutes(1));
        assertThat(appliance.request(PHONE)).isInstanceOf(AccessRights.Granted.class);
    }

    @Test
    @Tag("SEC-03")
    void letsAKnownPhoneInWhileUnknownOnesFlood() {
        get(appliance.desk.autoCreate(true, ANNA));
        appliance.add(PHONE);
        for (int i = 0; i < SubscriptionSettings.DEFAULT.refusalsOverall(); i++) {
            appliance.typed(new Ipei(17, i), "1111");
            appliance.request(new Ipei(17, i));
        }
        Ipei stranger = new Ipei(18, 1);

        assertThat(appliance.subscribe(PHONE)).isTrue();
        assertThat(appliance.subscribe(stranger)).isFalse();

        assertThat(refusals().get(0)).extracting(RefusedSubscription::reason).isEqualTo(Reason.TOO_MANY_ATTEMPTS);
        appliance.clock.advance(Duration.ofMinutes(1));
        assertThat(appliance.subscribe(stranger)).isTrue();
    }
}
