package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
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
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;

/** The place of a story: an appliance, its time, and the air between its phones and itself. */
final class Site {

    /** One framework has one; it outlives the stories of a class. */
    private static @Nullable Site site;

    private final BundleContext context;
    private final House house;
    private final DrivenTime time;
    private final Path data;

    private Site(BundleContext context) {
        this.context = context;
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

    /** Sets some settings of a part, and waits until they apply. */
    void set(String pid, Map<String, Object> settings) {
        // It was registered after the one that tells the components, and is told after it.
        CountDownLatch told = new CountDownLatch(1);
        ServiceRegistration<ConfigurationListener> listening = context.registerService(
                ConfigurationListener.class,
                event -> {
                    if (event.getPid().equals(pid)) {
                        told.countDown();
                    }
                },
                FrameworkUtil.asDictionary(Map.of()));
        try {
            Configuration configuration = service(ConfigurationAdmin.class).getConfiguration(pid, "?");
            Dictionary<String, Object> values = configuration.getProperties();
            settings.forEach((key, value) -> values.put(key, value));
            configuration.update(values);
            assertThat(told.await(House.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            listening.unregister();
        }
        isQuiet();
    }

    /** Offers a service, as another bundle would. */
    <S> ServiceRegistration<S> offer(Class<S> type, S service, Map<String, Object> properties) {
        ServiceRegistration<S> offered = context.registerService(type, service, FrameworkUtil.asDictionary(properties));
        isQuiet();
        return offered;
    }

    /** A bundle is stopped while all else goes on; closing starts it again. */
    AutoCloseable without(String symbolicName) {
        Bundle bundle = house.bundle(symbolicName);
        change(bundle, false);
        return () -> {
            change(bundle, true);
            house.awaitComponents();
            isQuiet();
        };
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
        isOffUntil(time.now().plus(span));
    }

    /** The appliance is switched off; when it is on again its clock shows this instant, right or wrong. */
    void isOffUntil(Instant then) {
        stop();
        time.setUnnoticed(then);
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
