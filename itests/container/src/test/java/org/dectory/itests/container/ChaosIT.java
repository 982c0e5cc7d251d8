package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.inject.Inject;
import org.dectory.itests.harness.PaxExam5;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Bundles are stopped, started, updated and refreshed in any order while the appliance is in full use. {@code -Ddectory.seed} repeats
 * a run, {@code -Ddectory.steps} makes it longer or shorter.
 */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class ChaosIT {

    private static final boolean THOROUGH = Boolean.getBoolean("dectory.thorough");
    private static final long SEED = Long.getLong("dectory.seed", THOROUGH ? System.nanoTime() : 1);
    private static final int STEPS = Integer.getInteger("dectory.steps", THOROUGH ? 500 : 25);

    /** After so many steps all that is stopped is started, and the appliance must be whole again. */
    private static final int ROUND = 25;

    private static final int PHONES = 8;

    @Inject
    private BundleContext context;

    private final List<String> steps = new ArrayList<>();

    @Configuration
    public Option[] image() {
        return ShippedImage.options();
    }

    @Test
    @Tag("OSG-05")
    @Tag("OSG-06")
    @Tag("DBS-02")
    void nothingAcknowledgedIsLostAndNothingIsLeftOver() {
        System.out.println("chaos: -Ddectory.seed=" + SEED + " -Ddectory.steps=" + STEPS);
        Platform platform = new Platform(context);
        platform.awaitWhole();
        Web web = platform.web();
        Random random = new Random(SEED);
        try (FileShelf shelf = FileShelf.open()) {
            shelf.serve(web);
            prepare(web);
            List<Witness> witnesses = witnesses(web);
            try (Hubbub warmUp = Hubbub.of(witnesses)) {
                warmUp.awaitEverybody(5);
            }
            Possessions before = Possessions.now();

            try (Hubbub hubbub = Hubbub.of(witnesses)) {
                for (int step = 1; step <= STEPS; step++) {
                    take(platform, random);
                    if (step % ROUND == 0 || step == STEPS) {
                        heal(platform, hubbub);
                    }
                }
                System.out.println("chaos: " + hubbub.acknowledged() + " deeds were acknowledged");
            }

            awaitNothingMoreThan(before);
            Census census = Census.take(web, AuditLog.read(context));
            witnesses.forEach(witness -> witness.testify(census));
            assertThat(census.devices()).isEqualTo(PHONES);
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("-Ddectory.seed=" + SEED + ": " + failure.getMessage() + "\n" + steps, failure);
        }
    }

    private static void prepare(Web web) {
        web.put("/api/v1/settings/org.dectory.fac", Map.of("values", Map.of("linger.seconds", "0")))
                .expect(200);
        web.put("/api/v1/subscription", Map.of("mode", "standard", "autoCreate", true))
                .expect(200);
    }

    private static List<Witness> witnesses(Web web) {
        List<Witness> witnesses = new ArrayList<>();
        for (int i = 0; i < PHONES; i++) {
            witnesses.add(
                    i % 2 == 0
                            ? Resident.local(web, Integer.toString(2000 + i))
                            : Resident.external(web, Integer.toString(3000 + i), FileShelf.PIN));
        }
        witnesses.add(new Clerk(web, 100_000, SEED));
        witnesses.add(new Courier(web, 500_000));
        return witnesses;
    }

    /** Stops one bundle, or starts one that is stopped, or replaces one. */
    private void take(Platform platform, Random random) {
        List<Bundle> bundles = platform.bundles();
        Bundle bundle = bundles.get(random.nextInt(bundles.size()));
        String name = bundle.getSymbolicName().replace("org.dectory.", "");
        boolean active = bundle.getState() == Bundle.ACTIVE;
        switch (random.nextInt(active ? 6 : 2)) {
            case 0, 1 -> {
                steps.add((active ? "stop " : "start ") + name);
                Platform.change(active ? bundle::stop : bundle::start);
            }
            case 2, 3 -> {
                steps.add("update " + name);
                Platform.change(bundle::update);
            }
            case 4 -> {
                steps.add("refresh " + name);
                platform.refresh(bundle);
            }
            default -> {
                steps.add("update and refresh " + name);
                Platform.change(bundle::update);
                platform.refresh(bundle);
            }
        }
    }

    private void heal(Platform platform, Hubbub hubbub) {
        steps.add("start all\n");
        platform.refreshPending();
        platform.startAll();
        platform.awaitWhole();
        hubbub.awaitEverybody(2);
    }

    /** Pools of the web server and the event bus come and go by themselves; what leaks does so with each of many steps. */
    private static void awaitNothingMoreThan(Possessions before) {
        int tolerance = THOROUGH ? 24 : 8;
        await("threads and file handles").atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            // Java's HTTP client ends when it is collected.
            System.gc();
            assertThat(Possessions.now().moreThan(before, tolerance)).isEmpty();
        });
    }
}
