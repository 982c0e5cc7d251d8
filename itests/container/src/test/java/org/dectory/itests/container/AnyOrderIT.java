package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.inject.Inject;
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
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Bundles go and come in any order: the rest goes on, says what is missing, and is whole again afterwards. */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class AnyOrderIT {

    private static final int ROUNDS = Boolean.getBoolean("dectory.thorough") ? 40 : 4;

    /** Without these nobody logs in. Without the settings no code is known for sure: those of the factory may be too many. */
    private static final Set<String> NEEDED_TO_LOG_IN = Set.of(
            "org.dectory.auth.dsaa2",
            "org.dectory.clock",
            "org.dectory.configstore",
            "org.dectory.fac",
            "org.dectory.radio.simulator",
            "org.dectory.sharing",
            "org.dectory.userstore");

    /** Where the absence of a bundle shows: an address that needs it, and the part that is named. */
    private static final Map<String, List<String>> SHOWS = Map.ofEntries(
            Map.entry("org.dectory.accounts", List.of("/api/v1/users", "accounts")),
            Map.entry("org.dectory.configstore", List.of("/api/v1/facs", "fac")),
            Map.entry("org.dectory.datasets", List.of("/api/v1/users", "datasets")),
            Map.entry("org.dectory.fac", List.of("/api/v1/facs", "fac")),
            Map.entry("org.dectory.provisioning", List.of("/api/v1/provisioning", "provisioning")),
            Map.entry("org.dectory.radio.simulator", List.of("/simulator/v1/phones", "simulator")),
            Map.entry("org.dectory.sharing", List.of("/api/v1/login-type", "sharing")),
            Map.entry("org.dectory.subscription", List.of("/api/v1/subscription", "subscription")),
            Map.entry("org.dectory.trust", List.of("/api/v1/trust", "trust")),
            Map.entry("org.dectory.userstore", List.of("/api/v1/users", "accounts")),
            Map.entry("org.dectory.valuekeys", List.of("/api/v1/value-keys", "valuekeys")),
            Map.entry("org.dectory.clock", List.of("/api/v1/users", "accounts")));

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
        startAll(house.implementations());
    }

    @Test
    @Tag("OSG-05")
    void theRestGoesOnWithoutAnyOneBundleAndSaysWhatIsMissing() throws Exception {
        house.user("2100");
        Handset phone = house.subscribedPhones(1).get(0);

        for (Bundle bundle : house.implementations()) {
            bundle.stop();
            sayWhatIsMissing(bundle.getSymbolicName());
            if (!NEEDED_TO_LOG_IN.contains(bundle.getSymbolicName())) {
                logInAndOut(phone, "2100", "without " + bundle.getSymbolicName());
            }
            bundle.start();
            house.awaitWhole();
            logInAndOut(phone, "2100", "with " + bundle.getSymbolicName() + " again");
        }
    }

    @Test
    @Tag("OSG-05")
    @Tag("DBS-02")
    void allStopAndStartInAnyOrder() throws Exception {
        house.user("2200");
        Handset phone = house.subscribedPhones(1).get(0);
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<Bundle> bundles = new ArrayList<>(house.implementations());
            Random random = new Random(seed);
            phone.login("2200", "77");

            Collections.shuffle(bundles, random);
            for (Bundle bundle : bundles) {
                bundle.stop();
            }
            Collections.shuffle(bundles, random);
            startAll(bundles);

            house.awaitWhole();
            phone.await(
                    "logged in still", look -> look.attached() && look.number().equals("2200"));
            phone.logout();
        }
    }

    @Test
    @Tag("OSG-05")
    void someStopWhileOthersStart() throws Exception {
        house.user("2300");
        Handset phone = house.subscribedPhones(1).get(0);
        List<Bundle> bundles = house.implementations();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            for (int step = 0; step < 2 * bundles.size(); step++) {
                Bundle bundle = bundles.get(random.nextInt(bundles.size()));
                if (bundle.getState() == Bundle.ACTIVE) {
                    bundle.stop();
                } else {
                    bundle.start();
                }
            }
            startAll(bundles);

            house.awaitWhole();
            logInAndOut(phone, "2300", "after seed " + seed);
        }
    }

    private void sayWhatIsMissing(String symbolicName) {
        List<String> shows = SHOWS.get(symbolicName);
        if (shows != null) {
            HttpResponse<String> answer = house.get(shows.get(0));
            assertThat(answer.statusCode())
                    .as(symbolicName + ": " + answer.body())
                    .isEqualTo(503);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(answer.body()).contains("\"missing\":[\"" + shows.get(1) + "\"]");
        }
    }

    private static void logInAndOut(Handset phone, String number, String when) {
        try {
            phone.await("attached", look -> look.attached());
            phone.login(number, "77");
            phone.logout();
        } catch (AssertionError failure) {
            throw new AssertionError(when, failure);
        }
    }

    private static void startAll(List<Bundle> bundles) throws BundleException {
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }
}
