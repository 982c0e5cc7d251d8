package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacAction.Result;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.store.Device;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The feature access codes of subscription. */
@Tag("SUB-05")
@Tag("FAC-06")
class SubscriptionCodesTest {

    private final Appliance appliance = new Appliance();
    private final FacAction activate = new ActivateSubscription(appliance.desk);
    private final FacAction wildcard = new ActivateWildcard(appliance.desk);
    private final FacAction deactivate = new DeactivateSubscription(appliance.desk);

    @BeforeEach
    void subscribe() {
        appliance.add(PHONE);
        appliance.subscribe(PHONE);
    }

    @AfterEach
    void close() {
        appliance.close();
    }

    private Dialled dialled(String rest) {
        Device device = appliance.device(PHONE).orElseThrow();
        return new Dialled(device, Optional.empty(), HandsetKind.GAP, rest);
    }

    @Test
    void stopAndStartSubscription() {
        assertThat(get(deactivate.perform(dialled("")))).isInstanceOf(Result.Done.class);
        assertThat(appliance.desk.status().mode()).isEqualTo(Mode.OFF);

        assertThat(get(activate.perform(dialled("")))).isInstanceOf(Result.Done.class);
        assertThat(appliance.desk.status().mode()).isEqualTo(Mode.STANDARD);
    }

    @Test
    @Tag("SUB-06")
    void startExtendAndStopWildcardMode() {
        assertThat(get(wildcard.perform(dialled("")))).isInstanceOf(Result.Done.class);
        assertThat(appliance.desk.status().mode()).isEqualTo(Mode.WILDCARD);

        appliance.pass(Duration.ofMinutes(1));
        assertThat(get(wildcard.perform(dialled("")))).isInstanceOf(Result.Done.class);
        assertThat(appliance.desk.status().until()).contains(appliance.now().plus(Duration.ofMinutes(2)));

        assertThat(get(deactivate.perform(dialled("")))).isInstanceOf(Result.Done.class);
        assertThat(appliance.desk.status().mode()).isEqualTo(Mode.OFF);
    }

    @Test
    void areKnownBySystemAndPersonAsWhatTheyAre() {
        get(wildcard.perform(dialled("")));

        assertThat(appliance.store.after(appliance.store.head() - 1, 1))
                .singleElement()
                .extracting(change -> change.actor().name())
                .isEqualTo(PHONE.toString());
    }

    @Test
    void sayThatTheClockIsWrong() {
        appliance.clock.set(Instant.EPOCH);

        assertThat(get(wildcard.perform(dialled("")))).isInstanceOf(Result.Failed.class);
        assertThat(get(activate.perform(dialled("")))).isInstanceOf(Result.Failed.class);
    }

    @Test
    @Tag("FAC-09")
    void refuseDigitsThatMeanNothing() {
        assertThat(activate.refuse(dialled(""))).isEmpty();
        assertThat(activate.refuse(dialled("8"))).isPresent();
        assertThat(wildcard.refuse(dialled(""))).isEmpty();
        assertThat(wildcard.refuse(dialled("8"))).isPresent();
        assertThat(deactivate.refuse(dialled(""))).isEmpty();
        assertThat(deactivate.refuse(dialled("8"))).isPresent();
    }
}
