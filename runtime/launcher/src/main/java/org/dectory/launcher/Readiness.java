package org.dectory.launcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Whether everything runs that should: every bundle of the set, in its version, and every component of every bundle. */
final class Readiness {

    private final BundleContext context;
    private final List<ImageEntry> entries;
    private final Components components;
    private final Optional<HealthChecks> health;

    /**
     * Looks at a framework.
     *
     * @param entries what has to run there; what else is there is not judged
     */
    Readiness(BundleContext context, List<ImageEntry> entries) {
        this(context, entries, Optional.empty());
    }

    private Readiness(BundleContext context, List<ImageEntry> entries, Optional<HealthChecks> health) {
        this.context = context;
        this.entries = entries;
        this.health = health;
        components = new Components(context);
    }

    /** The same, and no health check that new code has to pass may be critical. */
    Readiness withHealth() {
        return new Readiness(context, entries, Optional.of(new HealthChecks(context)));
    }

    /**
     * Says what does not run.
     *
     * @return one line for each bundle that is not active and each component that waits for something; empty if all is
     *     well
     */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        Map<String, Bundle> there = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            there.merge(bundle.getSymbolicName() + " " + bundle.getVersion(), bundle, Readiness::better);
        }
        for (ImageEntry entry : entries) {
            Bundle bundle = there.get(entry.toString());
            if (bundle == null) {
                complaints.add("bundle " + entry + " is not there");
            } else if (!runs(bundle)) {
                complaints.add("bundle " + entry.symbolicName() + " is " + state(bundle.getState()));
            }
        }
        components.complaints().stream().sorted().forEach(complaints::add);
        health.ifPresent(checks -> complaints.addAll(checks.complaints()));
        return complaints;
    }

    /** Someone else's bundle may have the same name and version; it does not run. */
    private static Bundle better(Bundle one, Bundle other) {
        return runs(one) ? one : other;
    }

    /**
     * Waits until nothing is left to complain of.
     *
     * @param millis how long at most
     * @return what is left after that time; empty if all is well
     */
    List<String> await(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        List<String> complaints = complaints();
        while (!complaints.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
            complaints = complaints();
        }
        return complaints;
    }

    private static boolean runs(Bundle bundle) {
        if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null) {
            return bundle.getState() == Bundle.RESOLVED;
        }
        boolean lazy = bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY) != null;
        return bundle.getState() == Bundle.ACTIVE || (lazy && bundle.getState() == Bundle.STARTING);
    }

    private static String state(int state) {
        return switch (state) {
            case Bundle.INSTALLED -> "not resolved";
            case Bundle.RESOLVED -> "not started";
            case Bundle.STARTING -> "still starting";
            case Bundle.STOPPING -> "stopping";
            default -> "in state " + state;
        };
    }
}
