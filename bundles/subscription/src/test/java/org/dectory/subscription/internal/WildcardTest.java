package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.CODE;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.time.Duration;
import java.util.Optional;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.AccessRightsHandler.AccessRights;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.store.Relation.Kind;
import org.dectory.api.store.User;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wildcard mode: what is typed as additional ID says whose phone it is. */
@Tag("SUB-02")
class WildcardTest {

    private static final Ipei OLD = new Ipei(16, 2);

    private final Appliance appliance = new Appliance();
    private User berta;

    @BeforeEach
    void startWildcard() {
        berta = appliance.addUser("200", "4711");
        get(appliance.desk.startWildcard(Optional.empty(), ANNA));
    }

    @AfterEach
    void close() {
        appliance.close();
    }

    private Optional<Duration> left() {
        return appliance.desk.status().until().map(end -> Duration.between(appliance.now(), end));
    }

    @Test
    @Tag("SUB-11")
    void makesADeviceForAnUnknownPhoneAndGivesItToTheUser() {
        assertThat(appliance.subscribe(PHONE, "4711")).isTrue();

        assertThat(appliance.phoneOf(berta)).contains("FIXED " + PHONE);
        assertThat(appliance.state(PHONE)).contains(SubscriptionState.SUBSCRIBED);
    }

    @Test
    @Tag("SUB-11")
    void usesTheUnboundDeviceOfThePhone() {
        Device before = appliance.add(PHONE);

        assertThat(appliance.subscribe(PHONE, "4711")).isTrue();

        assertThat(appliance.phoneOf(berta)).contains("FIXED " + PHONE);
        assertThat(appliance.device(PHONE)).map(Device::id).contains(before.id());
    }

    @Test
    void tiesThePhoneToTheUserBeforeThePhoneIsTold() {
        appliance.typed(PHONE, CODE);

        assertThat(appliance.request(PHONE, Optional.of("4711"))).isInstanceOf(AccessRights.Granted.class);

        assertThat(appliance.phoneOf(berta)).contains("FIXED " + PHONE);
        assertThat(appliance.state(PHONE)).contains(SubscriptionState.UNCONFIRMED);
    }

    @Test
    void takesTheOldPhoneOfTheUserOutOfServiceAndKeepsItsSettings() {
        Device old = appliance.add(OLD);
        appliance.subscribe(OLD);
        appliance.link(OLD, berta, Kind.FIXED);
        Device changed = appliance.device(OLD).orElseThrow();
        get(appliance.store.write(
                ANNA,
                transaction -> transaction.update(changed.withEncryption(true).withNumbers("110", "112"))));

        assertThat(appliance.subscribe(PHONE, "4711")).isTrue();

        assertThat(appliance.phoneOf(berta)).contains("FIXED " + PHONE);
        assertThat(appliance.device(OLD)).isEmpty();
        assertThat(appliance.store.find(SecretOwner.of(old.id()), SecretKind.UAK))
                .isEmpty();
        assertThat(appliance.locate(OLD)).isFalse();
        assertThat(appliance.subscribe(OLD)).isFalse();
        Device made = appliance.device(PHONE).orElseThrow();
        assertThat(made.encryption()).isTrue();
        assertThat(made.sosNumber()).isEqualTo("110");
        assertThat(made.manDownNumber()).isEqualTo("112");
    }

    @Test
    void wantsTheCodeOfTheSystemAlsoForADeviceThatHasItsOwn() {
        Device device = appliance.addWithCode(PHONE, "9999");
        appliance.typed(PHONE, "9999");

        assertThat(appliance.request(PHONE, Optional.of("4711"))).isInstanceOf(AccessRights.Rejected.class);
        assertThat(appliance.lastReason()).contains(Reason.WRONG_AUTHENTICATION_CODE);
        assertThat(appliance.phoneOf(berta)).isEmpty();

        assertThat(appliance.subscribe(PHONE, "4711")).isTrue();
        assertThat(appliance.store.find(SecretOwner.of(device.id()), SecretKind.AUTHENTICATION_CODE))
                .isEmpty();
    }

    @Test
    @Tag("SUB-11")
    void letsAPhoneThatLostItsKeyComeAgainWithTheSameCodeAlsoIfItsDeviceHadItsOwn() {
        appliance.addWithCode(PHONE, "9999");
        appliance.typed(PHONE, CODE);
        assertThat(appliance.request(PHONE, Optional.of("4711"))).isInstanceOf(AccessRights.Granted.class);

        assertThat(appliance.subscribe(PHONE, "4711")).isTrue();
    }

    @Test
    @Tag("SUB-06")
    void letsAFixedPhoneInWithItsOwnCodeWhetherItNamesItsUserOrNot() {
        appliance.addWithCode(PHONE, "9999");
        appliance.link(PHONE, berta, Kind.FIXED);
        appliance.typed(PHONE, "9999");

        assertThat(appliance.request(PHONE, Optional.of("4711"))).isInstanceOf(AccessRights.Granted.class);
        assertThat(appliance.request(PHONE)).isInstanceOf(AccessRights.Granted.class);

        assertThat(appliance.phoneOf(berta)).contains("FIXED " + PHONE);
    }

    @Test
    @Tag("SUB-11")
    void letsAPhoneThatLostItsKeyComeAgainWithTheSameId() {
        appliance.typed(PHONE, CODE);
        appliance.request(PHONE, Optional.of("4711"));
        appliance.clock.advance(Duration.ofMinutes(1));

        assertThat(appliance.subscribe(PHONE, "4711")).isTrue();

        assertThat(appliance.phoneOf(berta)).contains("FIXED " + PHONE);
        assertThat(left()).contains(Duration.ofMinutes(2));
    }

    @Test
    @Tag("SUB-06")
    void restartsItsClockWhenThePhoneConfirmsItsKeyAndNotBefore() {
        appliance.clock.advance(Duration.ofMinutes(1));
        appliance.typed(PHONE, CODE);
        appliance.request(PHONE, Optional.of("4711"));
        assertThat(left()).contains(Duration.ofMinutes(1));
        appliance.crashAndRestart();

        appliance.holds(PHONE, appliance.key(PHONE).orElseThrow());
        appliance.locate(PHONE);
        assertThat(left()).contains(Duration.ofMinutes(2));

        appliance.clock.advance(Duration.ofMinutes(1));
        appliance.locate(PHONE);
        assertThat(left()).contains(Duration.ofMinutes(1));
    }

    @Test
    @Tag("SUB-06")
    void isNotRevivedByAPhoneThatConfirmsItsKeyTooLate() {
        appliance.typed(PHONE, CODE);
        appliance.request(PHONE, Optional.of("4711"));
        appliance.holds(PHONE, appliance.key(PHONE).orElseThrow());
        appliance.pass(Duration.ofMinutes(2));

        assertThat(appliance.locate(PHONE)).isTrue();

        assertThat(appliance.desk.status().mode().name()).isEqualTo("STANDARD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4712", "471", "47111", "../4711", "4711 OR 1=1", "\u0000", "\n4711\n4711", "\ud800"})
    @Tag("SUB-08")
    void knowsNobodyByAnIdThatNobodyHas(String typed) {
        appliance.typed(PHONE, CODE);

        appliance.request(PHONE, Optional.of(typed));

        assertThat(appliance.lastReason()).contains(Reason.ADDITIONAL_ID_UNKNOWN);
        assertThat(appliance.desk.refusals().get(0).additionalId().orElseThrow())
                .matches("[!-~]{1,32}");
        assertThat(appliance.radio.commands(PHONE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void takesBlanksForNoId(String typed) {
        appliance.add(PHONE);

        assertThat(appliance.subscribe(PHONE, typed)).isTrue();
        assertThat(appliance.phoneOf(berta)).isEmpty();
    }

    @Test
    @Tag("SUB-08")
    void showsWhichIdWasTyped() {
        appliance.request(PHONE, Optional.of("x".repeat(5000)));
        assertThat(appliance.desk.refusals().get(0).additionalId()).contains("x".repeat(32));

        appliance.request(PHONE, Optional.of("4712"));
        appliance.restart();

        assertThat(appliance.desk.refusals().get(0).additionalId()).contains("4712");
        assertThat(appliance.desk.refusals().get(0).times()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PT0S", "PT59S", "PT1M1S", "PT1M0.001S", "PT60M0.000000001S", "PT61M", "-PT1M", "PT9999999999H"})
    @Tag("SUB-06")
    void lastsOneToSixtyWholeMinutes(Duration period) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> appliance.desk.startWildcard(Optional.of(period), ANNA))
                .withMessageContaining("1 to 60 whole minutes");
    }
}
