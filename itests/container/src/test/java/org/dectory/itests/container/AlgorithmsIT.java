package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import javax.inject.Inject;
import org.dectory.api.radio.Radio.Tone;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.api.simulator.SimulatedPhone.CallState;
import org.dectory.itests.harness.PaxExam5;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** Phones of both authentication algorithms, side by side. */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class AlgorithmsIT {

    @Inject
    private BundleContext context;

    private House house;

    @Configuration
    public Option[] image() {
        return ShippedImage.options();
    }

    @BeforeEach
    void open() throws Exception {
        house = new House(context);
        house.awaitWhole();
        house.openSubscription();
        house.endCallsAtOnce();
    }

    @AfterEach
    void makeWhole() throws Exception {
        house.bundle("org.dectory.auth.dsaa").start();
        house.bundle("org.dectory.auth.dsaa2").start();
    }

    @Test
    @Tag("LOG-13")
    @Tag("SUB-01")
    void eachPhoneKeepsTheAlgorithmThatItSubscribedWith() throws Exception {
        house.user("6001");
        Handset older = house.subscribedPhonesOfTheOlderAlgorithm(1).get(0);
        Handset newer = house.subscribedPhones(1).get(0);
        assertThat(older.algorithm()).isEqualTo("DSAA");
        assertThat(newer.algorithm()).isEqualTo("DSAA2");

        for (Handset phone : new Handset[] {older, newer}) {
            phone.restart();
            phone.login("6001", "77");
            phone.logout();
        }

        assertThat(older.algorithm()).isEqualTo("DSAA");
        assertThat(newer.algorithm()).isEqualTo("DSAA2");
    }

    @Test
    @Tag("LOG-13")
    @Tag("OSG-05")
    void onlyThePhonesOfAnAlgorithmThatIsNotThereAreRefused() throws Exception {
        house.user("6002");
        Handset older = house.subscribedPhonesOfTheOlderAlgorithm(1).get(0);
        Handset newer = house.subscribedPhones(1).get(0);

        house.bundle("org.dectory.auth.dsaa2").stop();
        assertRefused(newer);
        assertGoesOn(older);
        house.bundle("org.dectory.auth.dsaa2").start();
        assertGoesOn(newer);

        house.bundle("org.dectory.auth.dsaa").stop();
        assertRefused(older);
        assertGoesOn(newer);
        house.bundle("org.dectory.auth.dsaa").start();
        assertGoesOn(older);
    }

    @Test
    @Tag("OSG-05")
    void aPhoneThatNobodyCouldAskForItsKeyIsBackAsSoonAsSomebodyCan() throws Exception {
        house.user("6003");
        Handset phone = house.subscribedPhones(1).get(0);
        house.bundle("org.dectory.auth.dsaa2").stop();
        phone.move();
        phone.await("out of reach", look -> !look.attached());

        house.bundle("org.dectory.auth.dsaa2").start();

        phone.await("attached", SimulatedPhone::attached);
        phone.login("6003", "77");
        phone.logout();
    }

    private static void assertGoesOn(Handset phone) {
        phone.login("6002", "77");
        phone.logout();
    }

    private static void assertRefused(Handset phone) {
        phone.dial("*116002");
        phone.awaitTones(Tone.POSITIVE_ACKNOWLEDGEMENT, Tone.NEGATIVE_ACKNOWLEDGEMENT);
        phone.await("on hook", look -> look.call() == CallState.ON_HOOK);
        assertThat(phone.look().number()).isEmpty();
    }
}
