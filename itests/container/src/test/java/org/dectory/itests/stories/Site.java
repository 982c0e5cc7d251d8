package org.dectory.itests.stories;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dectory.api.radio.Radio;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.api.store.Store;
import org.dectory.itests.container.House;
import org.dectory.testkit.ManualClock;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** The place of a story: an appliance, its time, and the air between its phones and itself. */
final class Site {

    /** One framework has one; it outlives the stories of a class. */
    private static @Nullable Site site;

    private final House house;
    private final DrivenTime time;
    private final Path data;

    private Site(BundleContext context) {
        this.house = new House(context);
        this.time = DrivenTime.offer(context);
        this.data = Path.of(Objects.requireNonNull(context.getProperty("dectory.data")));
    }

    static synchronized Site in(BundleContext context) {
        if (site == null) {
            site = new Site(context);
            site.house.awaitComponents();
        }
        return site;
    }

    House house() {
        return house;
    }

    DrivenTime time() {
        return time;
    }

    <S> S service(Class<S> type) {
        return house.service(type);
    }

    /** The appliance is as it comes from the factory: no data, no phones, no settings. */
    void isNew() {
        stop();
        empty(data);
        time.setUnnoticed(ManualClock.START);
        start();
    }

    /** The appliance is switched off and on again; time stands still meanwhile. */
    void restarts() {
        isOffFor(Duration.ZERO);
    }

    /** The appliance is switched off, and on again later. */
    void isOffFor(Duration span) {
        stop();
        time.setUnnoticed(time.now().plus(span));
        start();
    }

    private void stop() {
        List<Bundle> bundles = house.implementations();
        for (int i = bundles.size() - 1; i >= 0; i--) {
            change(bundles.get(i), false);
        }
        time.awaitIdle();
    }

    private void start() {
        house.implementations().forEach(bundle -> change(bundle, true));
        house.awaitComponents();
        time.runDue();
        isQuiet();
    }

    private static void change(Bundle bundle, boolean start) {
        try {
            if (start) {
                bundle.start();
            } else {
                bundle.stop();
            }
        } catch (BundleException failure) {
            throw new AssertionError(bundle.getSymbolicName(), failure);
        }
    }

    private static void empty(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Lets everything come to rest that has begun: then what a phone shows is what it will go on showing. */
    void isQuiet() {
        await("quiet").atMost(House.PATIENCE).pollDelay(Duration.ZERO).until(() -> {
            long begun = time.begun();
            for (int round = 0; round < 3; round++) {
                time.runDue();
                time.awaitIdle();
                House.done(service(Store.class).write(House.actor(), transaction -> true));
                emptyMailboxes();
            }
            return time.begun() == begun;
        });
    }

    private void emptyMailboxes() throws InterruptedException {
        Radio radio = service(Radio.class);
        List<SimulatedPhone> phones = service(PhoneSimulator.class).phones();
        CountDownLatch passed = new CountDownLatch(phones.size());
        phones.forEach(phone -> radio.mailbox(phone.ipei()).execute(passed::countDown));
        if (!passed.await(House.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("a mailbox is stuck");
        }
    }
}
