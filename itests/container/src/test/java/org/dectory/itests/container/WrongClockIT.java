package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.itests.harness.PaxExam5;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** A board without a battery comes back in 1970: nobody loses a phone, and no stranger gets one. */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class WrongClockIT {

    @Inject
    private BundleContext context;

    private House house;

    @Configuration
    public Option[] image() {
        return ShippedImage.options();
    }

    @BeforeEach
    void open() {
        house = new House(context);
    }

    @Test
    @Tag("SUB-04")
    @Tag("SUB-10")
    @Tag("DBS-02")
    void closesSubscriptionAndKeepsWhoIsLoggedIn() throws Exception {
        house.openSubscription();
        house.endCallsAtOnce();
        house.user("2400");
        Handset phone = house.subscribedPhones(1).get(0);
        phone.login("2400", "77");

        ServiceRegistration<Clock> lost = restartIn1970();

        SubscriptionStatus status = house.service(SubscriptionService.class).status();
        assertThat(status.mode()).isEqualTo(SubscriptionStatus.Mode.OFF);
        assertThat(status.remark()).contains("clock");
        phone.await("logged in still", look -> look.attached() && look.number().equals("2400"));
        assertThat(aStrangerSubscribes().display()).anyMatch(line -> line.contains("Subscription failed"));
        phone.logout();
        phone.login("2400", "77");

        lost.unregister();
        house.awaitWhole();

        status = house.service(SubscriptionService.class).status();
        assertThat(status.mode()).isEqualTo(SubscriptionStatus.Mode.STANDARD);
        assertThat(status.remark()).isEmpty();
        phone.await("logged in still", look -> look.attached() && look.number().equals("2400"));
        assertThat(aStrangerSubscribes().subscribed()).isTrue();
    }

    /** All that is ours stops and starts again while the clock of the machine has lost its time. */
    private ServiceRegistration<Clock> restartIn1970() throws Exception {
        List<Bundle> bundles = house.implementations();
        for (Bundle bundle : bundles) {
            bundle.stop();
        }
        Clock clock =
                Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), Instant.parse("1970-01-02T00:00:00Z")));
        ServiceRegistration<Clock> registration = context.registerService(
                Clock.class, clock, FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        house.awaitWhole();
        return registration;
    }

    private SimulatedPhone aStrangerSubscribes() {
        PhoneSimulator simulator = house.service(PhoneSimulator.class);
        Secret code =
                house.service(SubscriptionService.class).authenticationCode().orElseThrow();
        Ipei ipei = House.done(simulator.addMany(1, HandsetKind.PHONE_600_700)).get(0);
        return House.done(simulator.subscribe(ipei, code, Optional.empty(), Optional.empty()));
    }
}
