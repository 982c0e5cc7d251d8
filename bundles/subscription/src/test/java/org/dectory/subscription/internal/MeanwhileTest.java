package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.CODE;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dectory.api.auth.Answer;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.radio.AccessRightsHandler.AccessRights;
import org.dectory.api.radio.AccessRightsHandler.LocationRegistration;
import org.dectory.api.radio.AccessRightsHandler.RejectReason;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.store.Relation.Kind;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Something changes while a phone proves its code: after it was let try, before its key is stored. */
@Tag("SUB-07")
class MeanwhileTest {

    private static final Ipei OTHER = new Ipei(16, 2);

    private final Appliance appliance = new Appliance();

    @BeforeEach
    void leaveTheFirstSuccessBehind() {
        appliance.addUser("200", "4711");
        appliance.add(OTHER);
        appliance.subscribe(OTHER);
    }

    @AfterEach
    void close() {
        appliance.close();
    }

    private static Arguments during(String what, Consumer<Appliance> change, Reason reason) {
        return Arguments.of(what, change, reason);
    }

    private static void change(Appliance appliance, Consumer<StoreTransaction> work) {
        get(appliance.store.write(ANNA, transaction -> {
            work.accept(transaction);
            return true;
        }));
    }

    private static User berta(StoreTransaction transaction) {
        return transaction.findUser(new UserNumber("200")).orElseThrow();
    }

    static Stream<Arguments> changesDuringWildcard() {
        return Stream.of(
                during("mode stopped", appliance -> get(appliance.desk.stop(ANNA)), Reason.MODE_OFF),
                during("wildcard ends", appliance -> appliance.pass(Duration.ofMinutes(2)), Reason.IPEI_UNKNOWN),
                during("standard started", appliance -> get(appliance.desk.startStandard(ANNA)), Reason.IPEI_UNKNOWN),
                during(
                        "user logs in elsewhere",
                        appliance -> change(
                                appliance,
                                transaction -> transaction.link(
                                        transaction
                                                .findDevice(OTHER)
                                                .orElseThrow()
                                                .id(),
                                        berta(transaction).id(),
                                        Kind.DYNAMIC)),
                        Reason.USER_NOT_ELIGIBLE),
                during(
                        "user is given another phone",
                        appliance -> change(
                                appliance,
                                transaction -> transaction.link(
                                        transaction
                                                .findDevice(OTHER)
                                                .orElseThrow()
                                                .id(),
                                        berta(transaction).id(),
                                        Kind.FIXED)),
                        Reason.CHANGED_MEANWHILE),
                during(
                        "user becomes external",
                        appliance -> change(
                                appliance,
                                transaction ->
                                        transaction.update(berta(transaction).withExternal(true))),
                        Reason.USER_NOT_ELIGIBLE),
                during(
                        "user deleted",
                        appliance -> change(
                                appliance,
                                transaction -> transaction.removeUser(
                                        berta(transaction).id())),
                        Reason.ADDITIONAL_ID_UNKNOWN),
                during(
                        "another user gets the ID",
                        appliance -> change(appliance, transaction -> {
                            User berta = berta(transaction);
                            transaction.update(berta.with(berta.number(), Optional.empty(), berta.name()));
                            transaction.addUser(
                                    new UserNumber("201"), Optional.of(new LoginId("4711")), "Carla", false);
                        }),
                        Reason.CHANGED_MEANWHILE),
                during("device made", appliance -> appliance.addWithCode(PHONE, "1"), Reason.CHANGED_MEANWHILE),
                during(
                        "device made for somebody else",
                        appliance -> {
                            appliance.add(PHONE);
                            appliance.link(PHONE, appliance.addUser("202", "4713"), Kind.FIXED);
                        },
                        Reason.DEVICE_TAKEN));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("changesDuringWildcard")
    @Tag("SUB-02")
    void givesNoKeyByWildcard(String what, Consumer<Appliance> change, Reason reason) {
        get(appliance.desk.startWildcard(Optional.empty(), ANNA));
        appliance.typed(PHONE, CODE);
        appliance.allocator.meanwhile = () -> change.accept(appliance);

        AccessRights answer = appliance.request(PHONE, Optional.of("4711"));

        assertRefused(answer, reason);
    }

    static Stream<Arguments> changesDuringStandard() {
        return Stream.of(
                during("mode stopped", appliance -> get(appliance.desk.stop(ANNA)), Reason.MODE_OFF),
                during("period ends", appliance -> appliance.pass(Duration.ofHours(24)), Reason.MODE_OFF),
                during(
                        "period has ended and nobody noticed yet",
                        appliance -> appliance.clock.advance(Duration.ofHours(24)),
                        Reason.MODE_OFF),
                during("clock set back", appliance -> appliance.clock.advance(Duration.ofHours(-1)), Reason.MODE_OFF),
                during("device deleted", appliance -> appliance.remove(PHONE), Reason.IPEI_UNKNOWN),
                during(
                        "device made anew",
                        appliance -> {
                            appliance.remove(PHONE);
                            appliance.addWithCode(PHONE, "1");
                        },
                        Reason.CHANGED_MEANWHILE));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("changesDuringStandard")
    @Tag("SUB-01")
    void givesNoKeyToAKnownPhone(String what, Consumer<Appliance> change, Reason reason) {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.allocator.meanwhile = () -> change.accept(appliance);

        assertRefused(appliance.request(PHONE), reason);
    }

    static Stream<Arguments> changesDuringAutoCreate() {
        return Stream.of(
                during("switched off", appliance -> get(appliance.desk.autoCreate(false, ANNA)), Reason.IPEI_UNKNOWN),
                during(
                        "wildcard started",
                        appliance -> get(appliance.desk.startWildcard(Optional.empty(), ANNA)),
                        Reason.AUTO_CREATE_INACTIVE),
                during("device made", appliance -> appliance.addWithCode(PHONE, "1"), Reason.CHANGED_MEANWHILE));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("changesDuringAutoCreate")
    @Tag("SUB-03")
    void makesNoDevice(String what, Consumer<Appliance> change, Reason reason) {
        get(appliance.desk.autoCreate(true, ANNA));
        appliance.typed(PHONE, CODE);
        appliance.allocator.meanwhile = () -> change.accept(appliance);

        assertRefused(appliance.request(PHONE), reason);
    }

    private void assertRefused(AccessRights answer, Reason reason) {
        RejectReason onAir =
                reason == Reason.CHANGED_MEANWHILE ? RejectReason.OVERLOAD : RejectReason.IPEI_NOT_ACCEPTED;
        assertThat(answer).isEqualTo(new AccessRights.Rejected(onAir));
        assertThat(appliance.lastReason()).contains(reason);
        assertThat(appliance.key(PHONE)).isEmpty();
        assertThat(appliance.state(PHONE).orElse(SubscriptionState.NONE)).isEqualTo(SubscriptionState.NONE);
    }

    @Test
    @Tag("SUB-06")
    void givesTheKeyWhenWildcardBeginsForAKnownPhone() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.allocator.meanwhile = () -> get(appliance.desk.startWildcard(Optional.empty(), ANNA));

        assertThat(appliance.request(PHONE)).isInstanceOf(AccessRights.Granted.class);
    }

    @Test
    @Tag("SUB-11")
    void confirmsAKeyThoughTheModeWasStoppedSinceItWasGiven() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.request(PHONE);
        get(appliance.desk.stop(ANNA));
        appliance.holds(PHONE, appliance.key(PHONE).orElseThrow());

        assertThat(appliance.locate(PHONE)).isTrue();

        assertThat(appliance.state(PHONE)).contains(SubscriptionState.SUBSCRIBED);
        assertThat(appliance.desk.status().mode()).isEqualTo(Mode.OFF);
    }

    @Test
    @Tag("SUB-08")
    void doesNotLetAPhoneInWhoseDeviceIsDeletedWhileItProvesItsKey() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        appliance.request(PHONE);
        CompletionStage<Boolean> located =
                appliance.desk.located(new LocationRegistration(PHONE, HandsetKind.PHONE_600_700, 1));

        appliance.remove(PHONE);
        appliance.radio.answer(PHONE, new Answer.Response(Appliance.octets("key-2")));

        assertThat(get(located)).isFalse();
        assertThat(appliance.device(PHONE)).isEmpty();
    }
}
