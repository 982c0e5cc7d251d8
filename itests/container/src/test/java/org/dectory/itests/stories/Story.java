package org.dectory.itests.stories;

import java.time.Duration;
import javax.inject.Inject;
import org.dectory.api.identity.HandsetKind;
import org.dectory.itests.container.ShippedImage;
import org.dectory.itests.harness.PaxExam5;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** What every story begins with: an appliance as it comes from the factory, its office, and a clock that stands. */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public abstract class Story {

    @Inject
    private BundleContext context;

    Site appliance;
    Office office;
    DrivenTime time;

    /** Made by the test engine, outside and inside the framework. */
    protected Story() {}

    /** The shipped bundles, but for the clock and the faces. */
    @Configuration
    public Option[] image() {
        return ShippedImage.optionsWithoutClock();
    }

    @BeforeEach
    void begin() {
        appliance = Site.in(context);
        office = new Office(appliance);
        time = appliance.time();
        appliance.isNew();
    }

    /** Another 600/700, not subscribed. */
    Phone newPhone() {
        return newPhone(HandsetKind.PHONE_600_700);
    }

    Phone newPhone(HandsetKind kind) {
        return Phone.outOfTheBox(appliance, kind);
    }

    /** Another 600/700 that everybody shares. */
    Phone sharedPhone() {
        return sharedPhone(HandsetKind.PHONE_600_700);
    }

    Phone sharedPhone(HandsetKind kind) {
        Phone phone = newPhone(kind);
        office.announces(phone);
        return phone.subscribes();
    }

    static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }

    static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    static Duration days(long days) {
        return Duration.ofDays(days);
    }
}
