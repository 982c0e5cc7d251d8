package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Change;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SubscriptionModesTest {

    private static final Duration DAY = Duration.ofHours(24);

    private final Appliance appliance = new Appliance();

    @AfterEach
    void close() {
        appliance.close();
    }

    private SubscriptionStatus status() {
        return appliance.desk.status();
    }

    private void subscribeFirstPhone() {
        appliance.add(PHONE);
        assertThat(appliance.subscribe(PHONE)).isTrue();
    }

    @Test
    @Tag("SUB-04")
    void isOpenWithoutEndWhileNoPhoneEverSubscribed() {
        appliance.scheduler.advance(Duration.ofDays(400));

        assertThat(status())
                .isEqualTo(new SubscriptionStatus(Mode.STANDARD, Optional.empty(), false, false, false, ""));
        assertThat(appliance.radio.isSubscriptionAllowed()).isTrue();
    }

    @Test
    @Tag("SUB-04")
    void staysClosedOnceStoppedThoughNoPhoneEverSubscribed() {
        get(appliance.desk.stop(ANNA));
        appliance.restart();

        assertThat(status().mode()).isEqualTo(Mode.OFF);
        assertThat(appliance.radio.isSubscriptionAllowed()).isFalse();

        get(appliance.desk.startStandard(ANNA));

        assertThat(status().mode()).isEqualTo(Mode.STANDARD);
        assertThat(status().until()).isEmpty();
    }

    @Test
    @Tag("SUB-04")
    void beginsThePeriodWithTheFirstSuccessOnly() {
        subscribeFirstPhone();
        Instant first = appliance.now();

        appliance.scheduler.advance(Duration.ofHours(1));
        appliance.add(new Ipei(16, 2));
        appliance.subscribe(new Ipei(16, 2));

        assertThat(status().everSubscribed()).isTrue();
        assertThat(status().until()).contains(first.plus(DAY));
    }

    @Test
    @Tag("SUB-04")
    void doesNotBeginThePeriodBeforeTheKeyIsConfirmed() {
        appliance.add(PHONE);
        appliance.typed(PHONE, Appliance.CODE);
        appliance.request(PHONE);

        assertThat(status().until()).isEmpty();
        assertThat(status().everSubscribed()).isFalse();
    }

    @Test
    @Tag("SUB-05")
    void startsTheClockAnewWhenStartedAgain() {
        subscribeFirstPhone();
        appliance.scheduler.advance(Duration.ofHours(20));

        SubscriptionStatus status = get(appliance.desk.startStandard(ANNA));

        assertThat(status.until()).contains(appliance.now().plus(DAY));
        assertThat(status).isEqualTo(status());
    }

    @Test
    @Tag("SUB-10")
    void closesTheRadioAndTellsTheFeedWhenThePeriodEnds() {
        subscribeFirstPhone();
        long head = appliance.store.head();

        appliance.scheduler.advance(DAY.minusSeconds(1));
        assertThat(appliance.radio.isSubscriptionAllowed()).isTrue();
        appliance.scheduler.advance(Duration.ofSeconds(1));

        await().until(() -> !appliance.radio.isSubscriptionAllowed());
        assertThat(status().mode()).isEqualTo(Mode.OFF);
        List<Change> changes = appliance.store.after(head, 10);
        assertThat(changes).singleElement().extracting(Change::detail).isEqualTo("subscription.window");
    }

    @Test
    @Tag("SUB-10")
    void keepsModeAndEndOverARestart() {
        subscribeFirstPhone();
        get(appliance.desk.autoCreate(true, ANNA));
        SubscriptionStatus before = status();

        appliance.scheduler.advance(Duration.ofHours(2));
        appliance.crashAndRestart();

        assertThat(status()).isEqualTo(before);
        assertThat(appliance.radio.isSubscriptionAllowed()).isTrue();
    }

    @Test
    @Tag("SUB-10")
    void hasEndedWhenThePeriodEndedWhileThePowerWasOff() {
        subscribeFirstPhone();
        appliance.desk.close();

        appliance.clock.advance(DAY);
        appliance.crashAndRestart();

        assertThat(status().mode()).isEqualTo(Mode.OFF);
        await().until(() -> !appliance.radio.isSubscriptionAllowed());
        await().until(() -> appliance
                .store
                .read(view -> view.findState("subscription.window"))
                .equals(Optional.of("")));
    }

    @Test
    @Tag("SUB-10")
    void closesWhileTheClockIsEarlierThanWhatIsStored() {
        subscribeFirstPhone();
        Instant right = appliance.now();
        appliance.desk.close();

        appliance.clock.set(Instant.parse("1970-01-01T00:00:10Z"));
        appliance.crashAndRestart();

        assertThat(status().mode()).isEqualTo(Mode.OFF);
        assertThat(status().remark()).contains("clock");
        assertThat(appliance.radio.isSubscriptionAllowed()).isFalse();

        appliance.clock.set(right.plusSeconds(60));
        appliance.scheduler.runDue();

        assertThat(status().mode()).isEqualTo(Mode.STANDARD);
        assertThat(status().remark()).isEmpty();
        assertThat(appliance.radio.isSubscriptionAllowed()).isTrue();
    }

    @Test
    @Tag("SUB-10")
    void doesNotOpenByHandWhileTheClockIsWrong() {
        subscribeFirstPhone();
        appliance.clock.set(Instant.EPOCH);

        SubscriptionStatus status = get(appliance.desk.startStandard(ANNA));

        assertThat(status.mode()).isEqualTo(Mode.OFF);
        assertThat(appliance.request(new Ipei(16, 2))).isNotNull();
        assertThat(appliance.desk.refusals()).isNotEmpty();
    }

    @Test
    void takesASmallCorrectionOfTheClockForNoSetBack() {
        subscribeFirstPhone();

        appliance.clock.advance(Duration.ofSeconds(-2));

        assertThat(status().mode()).isEqualTo(Mode.STANDARD);
    }

    @Test
    @Tag("SUB-07")
    void stopsAtOnce() {
        subscribeFirstPhone();

        SubscriptionStatus status = get(appliance.desk.stop(ANNA));

        assertThat(status.mode()).isEqualTo(Mode.OFF);
        assertThat(appliance.radio.isSubscriptionAllowed()).isFalse();
        assertThat(appliance.scheduler.nextDue()).isEmpty();
    }

    @Test
    @Tag("SUB-03")
    void letsAutoCreateWorkInStandardModeOnly() {
        assertThat(get(appliance.desk.autoCreate(true, ANNA)).autoCreateActive())
                .isTrue();

        get(appliance.desk.stop(ANNA));

        assertThat(status().autoCreate()).isTrue();
        assertThat(status().autoCreateActive()).isFalse();
    }

    @Test
    void closesWhenTheStoredModeCannotBeRead() {
        get(appliance.store.write(ANNA, transaction -> {
            transaction.putState("subscription.window", "HOLIDAY -");
            return true;
        }));

        assertThat(status().mode()).isEqualTo(Mode.OFF);
    }

    @Test
    @Tag("SEC-01")
    void makesARandomCodeOfEightDigitsAtTheFirstStartAndKeepsIt() {
        try (Appliance other = new Appliance()) {
            other.crashAndRestart();

            assertThat(other.desk.authenticationCode()).contains(Secret.of(Appliance.CODE));
        }
        SystemCode code = new SystemCode(appliance.store, appliance.store);
        get(appliance.store.write(ANNA, transaction -> {
            transaction.secrets().erase(SecretOwner.SYSTEM, SecretKind.AUTHENTICATION_CODE);
            return true;
        }));

        code.ensure();

        await().until(() -> code.find().isPresent());
        assertThat(code.find().orElseThrow().length()).isEqualTo(8);
        assertThat(code.find()).isNotEqualTo(Optional.of(Secret.of(Appliance.CODE)));
    }

    @Test
    @Tag("ADM-09")
    void refusesACodeThatNobodyCanType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> appliance.desk.authenticationCode(Secret.of("12a"), ANNA))
                .withMessageContaining("hidden");
        assertThat(appliance.desk.authenticationCode()).contains(Secret.of(Appliance.CODE));
    }
}
