package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.time.Duration;
import java.time.Instant;
import org.dectory.api.identity.Ipei;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The clock was ten years ahead for a while, something was stored then, and now it is right again. */
class WrongClockTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TEN_YEARS = Duration.ofDays(3650);
    private static final Ipei SECOND = new Ipei(16, 2);

    private final Appliance appliance = new Appliance();

    private void subscribeFirstPhone() {
        appliance.add(PHONE);
        assertThat(appliance.subscribe(PHONE)).isTrue();
    }

    @BeforeEach
    void storeSomethingWhileTheClockIsAhead() {
        appliance.clock.advance(TEN_YEARS);
        appliance.add(new Ipei(16, 99));
        appliance.clock.advance(TEN_YEARS.negated());
        appliance.restart();
    }

    @AfterEach
    void close() {
        appliance.close();
    }

    private SubscriptionStatus status() {
        return appliance.desk.status();
    }

    private void startAfterTheFirstSuccess() {
        get(appliance.desk.startStandard(ANNA));
        subscribeFirstPhone();
        get(appliance.desk.startStandard(ANNA));
    }

    @Test
    @Tag("SUB-10")
    void closesUntilAPersonSaysThatTheClockIsRight() {
        assertThat(status().mode()).isEqualTo(Mode.OFF);
        assertThat(status().remark()).contains("start subscription");

        SubscriptionStatus status = get(appliance.desk.startStandard(ANNA));

        assertThat(status.mode()).isEqualTo(Mode.STANDARD);
        assertThat(status.remark()).isEmpty();
        assertThat(appliance.radio.isSubscriptionAllowed()).isTrue();
    }

    @Test
    @Tag("SUB-05")
    void beginsThePeriodOfTheFirstSuccessByTheRealClock() {
        get(appliance.desk.startStandard(ANNA));
        appliance.scheduler.advance(Duration.ofHours(1));

        subscribeFirstPhone();

        assertThat(status().until()).contains(appliance.now().plus(DAY));
    }

    @Test
    @Tag("SUB-05")
    void endsByTheRealClock() {
        startAfterTheFirstSuccess();
        assertThat(status().until()).contains(appliance.now().plus(DAY));

        appliance.scheduler.advance(DAY.minusSeconds(1));
        assertThat(appliance.radio.isSubscriptionAllowed()).isTrue();
        appliance.scheduler.advance(Duration.ofSeconds(1));

        assertThat(status().mode()).isEqualTo(Mode.OFF);
        assertThat(status().remark()).isEmpty();
    }

    @Test
    @Tag("SUB-10")
    void isStillBelievedAfterARestartAndAfterOtherChanges() {
        startAfterTheFirstSuccess();
        SubscriptionStatus before = status();

        appliance.scheduler.advance(Duration.ofHours(2));
        appliance.add(SECOND);
        appliance.crashAndRestart();

        assertThat(status()).isEqualTo(before);
        assertThat(appliance.radio.isSubscriptionAllowed()).isTrue();
        assertThat(appliance.subscribe(SECOND)).isTrue();
    }

    @Test
    @Tag("SUB-10")
    void closesInNineteenSeventyWhateverAPersonSays() {
        startAfterTheFirstSuccess();

        appliance.clock.set(Instant.EPOCH);
        appliance.crashAndRestart();

        assertThat(status().mode()).isEqualTo(Mode.OFF);
        assertThat(status().remark()).contains("clock");
        assertThat(appliance.radio.isSubscriptionAllowed()).isFalse();
        assertThat(get(appliance.desk.startStandard(ANNA)).mode()).isEqualTo(Mode.OFF);
    }

    @Test
    @Tag("SUB-10")
    void closesWhenTheClockIsSetBackBehindWhatWasBelieved() {
        startAfterTheFirstSuccess();

        appliance.clock.advance(Duration.ofMinutes(-1));

        assertThat(status().mode()).isEqualTo(Mode.OFF);
    }

    @Test
    @Tag("SUB-10")
    void asksAnewWhenTheClockWasAheadOnceMore() {
        startAfterTheFirstSuccess();
        Duration further = TEN_YEARS.multipliedBy(2);
        appliance.clock.advance(further);
        appliance.add(SECOND);
        appliance.clock.advance(further.negated());

        assertThat(status().mode()).isEqualTo(Mode.OFF);
        assertThat(get(appliance.desk.startStandard(ANNA)).mode()).isEqualTo(Mode.STANDARD);
    }

    @Test
    @Tag("SUB-10")
    void doesNotBelieveWhatCannotBeRead() {
        get(appliance.desk.startStandard(ANNA));
        get(appliance.store.write(ANNA, transaction -> {
            transaction.putState("subscription.clock", "yesterday");
            return true;
        }));

        assertThat(status().mode()).isEqualTo(Mode.OFF);
    }
}
