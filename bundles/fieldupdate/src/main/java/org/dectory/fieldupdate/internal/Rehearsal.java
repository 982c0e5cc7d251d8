package org.dectory.fieldupdate.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dectory.release.RollbackReason;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Tries a bundle out that starts beside its predecessor: it has to start, give its services, stop again, and leave no thread behind,
 * while the predecessor does the work.
 *
 * <p>Threads are told by the group of the thread that starts the bundle, which those that it makes inherit. Somebody else may make one
 * there, too, because of the new service; so only what stays behind again and again counts.
 */
final class Rehearsal {

    private static final int ROUNDS = 3;

    /** How long threads may take to end once they were told. */
    private static final Duration ENDING = Duration.ofSeconds(2);

    private final Hands hands;
    private final Duration limit;
    private final BundleContext context;

    Rehearsal(Hands hands, Duration limit, BundleContext context) {
        this.hands = hands;
        this.limit = limit;
        this.context = context;
    }

    /**
     * Tries a bundle out; it is stopped afterwards.
     *
     * @throws FailedStepException if it fails
     */
    void of(Bundle bundle) throws FailedStepException, InterruptedException {
        List<String> left = round(bundle);
        for (int round = 1; round < ROUNDS && !left.isEmpty(); round++) {
            left = round(bundle);
        }
        if (!left.isEmpty()) {
            throw new FailedStepException(
                    RollbackReason.UNHEALTHY,
                    name(bundle) + " leaves threads behind when it stops: " + String.join(", ", left));
        }
    }

    private List<String> round(Bundle bundle) throws FailedStepException, InterruptedException {
        ThreadGroup group = new ThreadGroup("fieldupdate " + bundle.getBundleId());
        hands.within(limit, name(bundle) + " starts", group, () -> {
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            return true;
        });
        hands.within(limit, name(bundle) + " gives its services", group, () -> use(bundle));
        hands.within(limit, name(bundle) + " stops", group, () -> {
            bundle.stop(Bundle.STOP_TRANSIENT);
            return true;
        });
        return left(group);
    }

    /** Components are made when somebody asks for their services. */
    private boolean use(Bundle bundle) {
        ServiceReference<?> @Nullable [] services = bundle.getRegisteredServices();
        for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
            @Nullable Object given = context.getService(service);
            if (given == null) {
                throw new IllegalStateException("it does not give " + service);
            }
            context.ungetService(service);
        }
        return true;
    }

    private List<String> left(ThreadGroup group) throws InterruptedException {
        long end = System.nanoTime() + Math.min(ENDING.toNanos(), limit.toNanos());
        List<String> left = living(group);
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
            left = living(group);
        }
        return left;
    }

    private static List<String> living(ThreadGroup group) {
        Thread[] threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(threads[i].getName());
        }
        return names;
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
