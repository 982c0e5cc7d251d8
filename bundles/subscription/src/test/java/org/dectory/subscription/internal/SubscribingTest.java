package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.CODE;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.util.Optional;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler.AccessRights;
import org.dectory.api.radio.AccessRightsHandler.AccessRights.Granted;
import org.dectory.api.radio.AccessRightsHandler.AccessRights.Rejected;
import org.dectory.api.radio.AccessRightsHandler.AccessRightsRequest;
import org.dectory.api.radio.AccessRightsHandler.RejectReason;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.store.Relation;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a phone asks for access rights and is given its key. */
class SubscribingTest {

    private static final Ipei STRANGER = new Ipei(16, 99);

    private final Appliance appliance = new Appliance();

    @AfterEach
    void close() {
        appliance.close();
    }

    private Optional<Reason> lastReason() {
        return appliance.desk.refusals().stream().findFirst().map(refusal -> refusal.reason());
    }

    private void assertRefused(AccessRights answer, RejectReason onAir, Reason reason) {
        assertThat(answer).isEqualTo(new Rejected(onAir));
        assertThat(lastReason()).contains(reason);
    }

    @Test
    @Tag("SUB-01")
    @Tag("SUB-11")
    void subscribesAKnownPhoneWithTheCodeOfTheSystem() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);

        AccessRights answer = appliance.request(PHONE);

        assertThat(answer).isEqualTo(new Granted(Appliance.octets("res2")));
        assertThat(appliance.state(PHONE)).contains(SubscriptionState.UNCONFIRMED);
        assertThat(appliance.key(PHONE)).contains(Secret.of("key-1"));

        appliance.holds(PHONE, Secret.of("key-1"));

        assertThat(appliance.locate(PHONE)).isTrue();
        assertThat(appliance.state(PHONE)).contains(SubscriptionState.SUBSCRIBED);
        assertThat(appliance.device(PHONE).map(Device::kind)).contains(HandsetKind.PHONE_600_700);
    }

    @Test
    @Tag("SUB-01")
    void takesTheDevicesOwnCodeBeforeThatOfTheSystemAndErasesItWhenItHasServed() {
        Device device = appliance.addWithCode(PHONE, "4711");

        appliance.typed(PHONE, CODE);
        assertRefused(appliance.request(PHONE), RejectReason.AUTHENTICATION_FAILED, Reason.WRONG_AUTHENTICATION_CODE);
        assertThat(appliance.state(PHONE)).contains(SubscriptionState.NONE);

        appliance.typed(PHONE, "4711");
        assertThat(appliance.request(PHONE)).isInstanceOf(Granted.class);
        SecretOwner owner = SecretOwner.of(device.id());
        assertThat(appliance.store.find(owner, SecretKind.AUTHENTICATION_CODE)).isPresent();

        appliance.holds(PHONE, Secret.of("key-1"));
        assertThat(appliance.locate(PHONE)).isTrue();
        assertThat(appliance.store.find(owner, SecretKind.AUTHENTICATION_CODE)).isEmpty();
        assertThat(appliance.desk.refusals()).isEmpty();
    }

    @Test
    @Tag("SUB-03")
    @Tag("SUB-11")
    void makesADeviceForAnUnknownPhoneWithAutoCreate() {
        get(appliance.desk.autoCreate(true, ANNA));

        assertThat(appliance.subscribe(STRANGER)).isTrue();

        Device device = appliance.device(STRANGER).orElseThrow();
        assertThat(device.subscription()).isEqualTo(SubscriptionState.SUBSCRIBED);
        Optional<Relation> relation = appliance.store.read(view -> view.findRelation(device.id()));
        assertThat(relation).isEmpty();
    }

    @Test
    @Tag("SUB-03")
    void makesNoDeviceForAPhoneThatDoesNotKnowTheCode() {
        get(appliance.desk.autoCreate(true, ANNA));
        appliance.typed(STRANGER, "0000");

        assertRefused(
                appliance.request(STRANGER), RejectReason.AUTHENTICATION_FAILED, Reason.WRONG_AUTHENTICATION_CODE);

        assertThat(appliance.device(STRANGER)).isEmpty();
    }

    @Test
    @Tag("SUB-01")
    void refusesAnUnknownPhoneWithoutAskingForItsCode() {
        appliance.typed(STRANGER, CODE);

        assertRefused(appliance.request(STRANGER), RejectReason.IPEI_NOT_ACCEPTED, Reason.IPEI_UNKNOWN);

        assertThat(appliance.radio.commands(STRANGER)).isEmpty();
    }

    @Test
    @Tag("SUB-08")
    void refusesASubscribedPhoneUntilItsDeviceIsDeleted() {
        get(appliance.desk.autoCreate(true, ANNA));
        appliance.subscribe(PHONE);

        assertRefused(appliance.request(PHONE), RejectReason.IPEI_NOT_ACCEPTED, Reason.ALREADY_SUBSCRIBED);

        appliance.remove(PHONE);
        assertThat(appliance.locate(PHONE)).isFalse();
        assertThat(appliance.subscribe(PHONE)).isTrue();
    }

    @Test
    @Tag("SUB-09")
    void refusesAPhoneThatMeansAnotherSystem() {
        appliance.add(PHONE);

        AccessRights answer = get(appliance.desk.requested(
                new AccessRightsRequest(PHONE, HandsetKind.GAP, Optional.of("31100527422605"), Optional.empty())));

        assertRefused(answer, RejectReason.IPEI_NOT_ACCEPTED, Reason.WRONG_PARK);
    }

    @Test
    void refusesAPhoneThatDoesNotAnswer() {
        appliance.add(PHONE);

        assertRefused(appliance.request(PHONE), RejectReason.TIMER_EXPIRY, Reason.NO_ANSWER);
    }

    @Test
    void refusesWhenNoAuthenticatorIsThere() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.unbindAuthentication();

        assertRefused(appliance.request(PHONE), RejectReason.OVERLOAD, Reason.NO_AUTHENTICATOR);
        assertThat(appliance.state(PHONE)).contains(SubscriptionState.NONE);
    }

    @Test
    void refusesWhenTheDeviceCannotBeStored() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.store.failNextWrite();

        assertRefused(appliance.request(PHONE), RejectReason.OVERLOAD, Reason.NOT_STORED);

        assertThat(appliance.state(PHONE)).contains(SubscriptionState.NONE);
        assertThat(appliance.key(PHONE)).isEmpty();
        assertThat(appliance.subscribe(PHONE)).isTrue();
    }

    @Test
    void refusesAPhoneWhoseAllocatorIsBroken() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.allocator.meanwhile = () -> {
            throw new IllegalStateException("planted");
        };

        assertRefused(appliance.request(PHONE), RejectReason.OVERLOAD, Reason.NO_AUTHENTICATOR);
    }

    @Test
    void refusesAPhoneWhoseDeviceIsDeletedMeanwhile() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.allocator.meanwhile = () -> appliance.remove(PHONE);

        assertRefused(appliance.request(PHONE), RejectReason.IPEI_NOT_ACCEPTED, Reason.IPEI_UNKNOWN);

        assertThat(appliance.device(PHONE)).isEmpty();
    }

    @Test
    void doesNotSubscribeADeviceThatWasMadeMeanwhileAndMayHaveAnotherCode() {
        get(appliance.desk.autoCreate(true, ANNA));
        appliance.typed(PHONE, CODE);
        appliance.allocator.meanwhile = () -> appliance.addWithCode(PHONE, "4711");

        assertRefused(appliance.request(PHONE), RejectReason.OVERLOAD, Reason.CHANGED_MEANWHILE);

        assertThat(appliance.state(PHONE)).contains(SubscriptionState.NONE);
        assertThat(appliance.key(PHONE)).isEmpty();
    }

    @Test
    @Tag("SUB-07")
    void refusesAPhoneWhenSubscriptionIsStoppedMeanwhile() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.allocator.meanwhile = () -> get(appliance.desk.stop(ANNA));

        assertRefused(appliance.request(PHONE), RejectReason.IPEI_NOT_ACCEPTED, Reason.MODE_OFF);

        assertThat(appliance.state(PHONE)).contains(SubscriptionState.NONE);
    }

    @Test
    void refusesTheSecondOfTwoRequestsOfOnePhoneAtATime() {
        appliance.add(PHONE);
        AccessRights[] second = new AccessRights[1];
        appliance.radio.allocating(PHONE, challenge -> {
            second[0] = appliance.request(PHONE);
            return Optional.of(new KeyAllocator.Reply(Appliance.octets(CODE), Octets.of(new byte[8])));
        });

        assertThat(appliance.request(PHONE)).isInstanceOf(Granted.class);

        assertRefused(second[0], RejectReason.OVERLOAD, Reason.TOO_MANY_ATTEMPTS);
        assertThat(appliance.allocator.given).hasValue(1);
    }
}
