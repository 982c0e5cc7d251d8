package org.dectory.health.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.HealthService;
import org.dectory.api.replaceable.OwnThreads;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the appliance is ready, how it is, and, as long as nothing vital fails, that it is alive.
 *
 * <p>Only what a restart heals withholds the sign of life: a part that somebody stopped, a full disk or a dead file server would
 * be the same after it. Asking the checks, and a thread of its own, prove that the appliance moves. Does nothing unless
 * systemd asks for it ({@code NOTIFY_SOCKET} in the environment, sd_notify(3)).
 */
@Component(
        service = {},
        configurationPid = "org.dectory.health.watchdog",
        immediate = true)
public final class Watchdog {

    private static final Logger logger = LoggerFactory.getLogger(Watchdog.class);

    /** How often systemd hears of us when it sets no limit. */
    private static final Duration LEISURE = Duration.ofSeconds(30);

    private final HealthService health;
    private final BooleanSupplier started;
    private final Notifier notifier;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private boolean ready;
    private String told = "";

    @Activate
    public Watchdog(BundleContext context, @Reference HealthService health) {
        this(health, () -> isStarted(context), new SystemdNotify());
        Map<String, String> environment = System.getenv();
        if (environment.containsKey("NOTIFY_SOCKET")) {
            Duration interval = interval(environment.getOrDefault("WATCHDOG_USEC", ""));
            OwnThreads.daemons(Watchdog.class, "watchdog")
                    .newThread(() -> keepTelling(interval))
                    .start();
        }
    }

    Watchdog(HealthService health, BooleanSupplier started, Notifier notifier) {
        this.health = health;
        this.started = started;
        this.notifier = notifier;
    }

    /** Takes messages for systemd. */
    @FunctionalInterface
    interface Notifier {

        /** Sends assignments such as {@code READY=1}. Says in the log if they cannot be sent. */
        void send(List<String> assignments);
    }

    @Deactivate
    public void close() {
        stopping.countDown();
    }

    /** A third of what systemd allows, so that one late or lost message does no harm. */
    static Duration interval(String watchdogMicros) {
        try {
            return Duration.ofNanos(Long.parseLong(watchdogMicros) * 1000 / 3);
        } catch (NumberFormatException notSet) {
            return LEISURE;
        }
    }

    private static boolean isStarted(BundleContext context) {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE;
    }

    private void keepTelling(Duration interval) {
        try {
            Duration pause = Duration.ofMillis(200);
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                if (started.getAsBoolean()) {
                    tell();
                    pause = interval;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once, and says what there is to say. */
    void tell() {
        List<CheckResult> failing =
                health.results().stream().filter(result -> !result.works()).toList();
        List<String> assignments = new ArrayList<>();
        String status = failing.isEmpty()
                ? "all of it works"
                : "not working: "
                        + String.join(
                                ", ", failing.stream().map(CheckResult::name).toList());
        if (!status.equals(told)) {
            assignments.add("STATUS=" + status);
            told = status;
        }
        List<CheckResult> vital = failing.stream()
                .filter(result -> result.tags().contains(HealthService.VITAL))
                .toList();
        if (vital.isEmpty()) {
            if (!ready) {
                assignments.add("READY=1");
                ready = true;
            }
            assignments.add("WATCHDOG=1");
        } else {
            logger.error("No sign of life is given, so that a restart heals it: {}", vital);
        }
        if (!assignments.isEmpty()) {
            notifier.send(assignments);
        }
    }
}
