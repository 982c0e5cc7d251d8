package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dectory.subscription.internal.Appliance.CODE;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler.LocationRegistration;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.testkit.RadioCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes after the key: the phone registers its location and proves that it has the key. */
class LocatingTest {

    private static final Ipei STRANGER = new Ipei(16, 99);

    private final Appliance appliance = new Appliance();

    @AfterEach
    void close() {
        appliance.close();
    }

    @Test
    @Tag("SUB-11")
    void confirmsTheKeyAfterACrashBetweenTheTwo() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.request(PHONE);
        appliance.holds(PHONE, Secret.of("key-1"));

        appliance.crashAndRestart();

        assertThat(appliance.state(PHONE)).contains(SubscriptionState.UNCONFIRMED);
        assertThat(appliance.locate(PHONE)).isTrue();
        assertThat(appliance.state(PHONE)).contains(SubscriptionState.SUBSCRIBED);
    }

    @Test
    @Tag("SUB-11")
    void letsAPhoneSubscribeAgainThatNeverConfirmedItsKey() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.request(PHONE);

        assertThat(appliance.subscribe(PHONE)).isTrue();

        assertThat(appliance.key(PHONE)).contains(Secret.of("key-2"));
    }

    @Test
    void forgetsAnUnconfirmedKeyThatThePhoneDoesNotHold() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.request(PHONE);
        appliance.holds(PHONE, Secret.of("another"));

        assertThat(appliance.locate(PHONE)).isFalse();

        assertThat(appliance.state(PHONE)).contains(SubscriptionState.NONE);
        assertThat(appliance.key(PHONE)).isEmpty();
        assertThat(appliance.desk.status().everSubscribed()).isFalse();
    }

    @Test
    void keepsAnUnconfirmedKeyWhenThePhoneIsOutOfReachForAMoment() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.request(PHONE);
        appliance.radio.answering(PHONE, question -> new Answer.None());

        assertThat(appliance.locate(PHONE)).isFalse();
        appliance.holds(PHONE, Secret.of("key-1"));

        assertThat(appliance.locate(PHONE)).isTrue();
    }

    @Test
    void turnsAwayACopyOfASubscribedPhoneAndKeepsItsRecord() {
        appliance.add(PHONE);
        appliance.subscribe(PHONE);
        appliance.holds(PHONE, Secret.of("another"));

        assertThat(appliance.locate(PHONE)).isFalse();

        assertThat(appliance.state(PHONE)).contains(SubscriptionState.SUBSCRIBED);
        appliance.holds(PHONE, Secret.of("key-1"));
        assertThat(appliance.locate(PHONE)).isTrue();
    }

    @Test
    void asksNoUnknownPhoneForItsKey() {
        appliance.add(PHONE);

        assertThat(appliance.locate(PHONE)).isFalse();
        assertThat(appliance.locate(STRANGER)).isFalse();

        assertThat(appliance.radio.commands(PHONE)).isEmpty();
        assertThat(appliance.radio.commands(STRANGER)).isEmpty();
    }

    @Test
    void doesNotConfirmWithTheProofOfAFormerKey() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.request(PHONE);
        CompletionStage<Boolean> located =
                appliance.desk.located(new LocationRegistration(PHONE, HandsetKind.PHONE_600_700, 1));

        appliance.request(PHONE);
        appliance.radio.answer(PHONE, new Answer.Response(Appliance.octets("key-1")));
        await().until(() -> appliance.radio.pendingQuestion(PHONE).isPresent());

        assertThat(appliance.state(PHONE)).contains(SubscriptionState.UNCONFIRMED);
        appliance.radio.answer(PHONE, new Answer.Response(Appliance.octets("key-2")));
        assertThat(get(located)).isTrue();
        assertThat(appliance.state(PHONE)).contains(SubscriptionState.SUBSCRIBED);
    }

    @Test
    @Tag("OSG-05")
    void callsAPhoneBackThatCouldNotBeAskedForItsKey() {
        appliance.add(PHONE);
        appliance.subscribe(PHONE);
        appliance.unbindAuthentication();
        assertThat(appliance.locate(PHONE)).isFalse();
        assertThat(suggestions()).isEmpty();

        appliance.bindAuthentication();

        assertThat(suggestions()).hasSize(1);
        assertThat(appliance.locate(PHONE)).isTrue();
        appliance.unbindAuthentication();
        appliance.bindAuthentication();
        assertThat(suggestions()).hasSize(1);
    }

    private List<RadioCommand.SuggestLocation> suggestions() {
        return appliance.radio.commands(PHONE, RadioCommand.SuggestLocation.class);
    }

    @Test
    void writesNothingWhenASubscribedPhoneMovesAround() {
        appliance.add(PHONE);
        appliance.subscribe(PHONE);
        long head = appliance.store.head();

        assertThat(appliance.locate(PHONE)).isTrue();

        assertThat(appliance.store.head()).isEqualTo(head);
    }
}
