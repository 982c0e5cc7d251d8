package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * A bundle that is replaced again and again leaves nothing behind. {@code -Ddectory.updates} says how often, {@code -Ddectory.bundle}
 * which one.
 */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class LeaksIT {

    private static final boolean THOROUGH = Boolean.getBoolean("dectory.thorough");
    private static final int UPDATES = Integer.getInteger("dectory.updates", THOROUGH ? 300 : 2);
    private static final String BUNDLE = System.getProperty("dectory.bundle", "");

    /** Caches fill up to here, and no code is compiled any more. */
    private static final int WARM_UP = 20;

    private static final long MEGABYTE = 1024 * 1024;

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] image() {
        return ShippedImage.options();
    }

    @Test
    @Tag("OSG-06")
    void noBundleLeavesAnythingBehindWhenItIsReplaced() {
        Platform platform = new Platform(context);
        platform.awaitWhole();
        Web web = platform.web();
        web.put("/api/v1/settings/org.dectory.fac", Map.of("values", Map.of("linger.seconds", "0")))
                .expect(200);
        web.put("/api/v1/subscription", Map.of("mode", "standard", "autoCreate", true))
                .expect(200);
        try (FileShelf shelf = FileShelf.open()) {
            shelf.serve(web);
            Resident resident = Resident.external(web, "3000", FileShelf.PIN);
            awaitDeed(resident);
            List<String> faults = new ArrayList<>();
            for (List<Bundle> group : groups(platform)) {
                try {
                    replaceAgainAndAgain(platform, group, resident);
                } catch (RuntimeException | AssertionError failure) {
                    System.out.println("leaks: " + group + ": " + failure.getMessage());
                    faults.add(group + ": " + failure.getMessage());
                }
            }
            assertThat(faults).isEmpty();
        }
    }

    /** Each bundle by itself when there is time, so that what is left behind has a name. */
    private static List<List<Bundle>> groups(Platform platform) {
        List<Bundle> bundles = platform.bundles().stream()
                .filter(bundle -> bundle.getSymbolicName().endsWith(BUNDLE))
                .toList();
        return THOROUGH ? bundles.stream().map(List::of).toList() : List.of(bundles);
    }

    /** The phones look for the appliance when their driver was replaced. */
    private static void awaitDeed(Resident resident) {
        await("a login or logout")
                .atMost(Platform.PATIENCE)
                .pollDelay(Duration.ZERO)
                .untilAsserted(() ->
                        assertThat(resident.act()).as(resident.lastFailure()).isTrue());
    }

    private static void replaceAgainAndAgain(Platform platform, List<Bundle> bundles, Resident resident) {
        int warmUp = Math.min(WARM_UP, UPDATES / 2);
        replace(platform, bundles, warmUp, resident);
        Possessions before = Possessions.now();
        long more = growth(platform, bundles, UPDATES - warmUp, resident);
        if (more >= MEGABYTE) {
            // Logs that keep the last so many entries fill up once; what leaks grows once more.
            more = growth(platform, bundles, UPDATES - warmUp, resident);
        }
        assertThat(more).as("octets of heap more than before").isLessThan(MEGABYTE);
        await("threads and file handles")
                .atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> {
                    // Java's HTTP client ends when it is collected.
                    System.gc();
                    assertThat(Possessions.now().moreThan(before, THOROUGH ? 6 : 8))
                            .isEmpty();
                });
    }

    private static long growth(Platform platform, List<Bundle> bundles, int updates, Resident resident) {
        long usedBefore = used();
        long start = System.nanoTime();
        replace(platform, bundles, updates, resident);
        long nanos = System.nanoTime() - start;
        long more = used() - usedBefore;
        System.out.printf(
                "leaks: %s, %d updates, %.1f s, heap %+d KB%n",
                bundles.size() == 1 ? bundles.get(0) : bundles.size() + " bundles", updates, nanos / 1e9, more / 1024);
        return more;
    }

    private static void replace(Platform platform, List<Bundle> bundles, int times, Resident resident) {
        Loaders loaders = new Loaders();
        for (int time = 0; time < times; time++) {
            for (Bundle bundle : bundles) {
                loaders.note(bundle);
                Platform.change(bundle::update);
                platform.refresh(bundle);
                platform.awaitComponents();
                awaitDeed(resident);
                awaitDeed(resident);
            }
        }
        loaders.awaitNone();
    }

    /** The heap that is really used: the least of some looks, for somebody may be at work just now. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int look = 0; look < 3; look++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
