package org.dectory.fieldupdate.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.dectory.api.fieldupdate.BundleChange.Way;
import org.dectory.release.Installer;
import org.dectory.release.ReleasedBundle;
import org.dectory.release.RollbackReason;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts bundles in the place of others. */
final class Swap {

    private static final Logger logger = LoggerFactory.getLogger(Swap.class);

    private final BundleContext context;
    private final Installer installer;
    private final Components components;
    private final Hands hands;
    private final Supplier<Limits> limits;

    Swap(BundleContext context, Installer installer, Components components, Hands hands, Supplier<Limits> limits) {
        this.context = context;
        this.installer = installer;
        this.components = components;
        this.hands = hands;
        this.limits = limits;
    }

    /**
     * Does what a plan says. Nothing that runs is touched before all that is new is there and would run; what starts beside is tried
     * out once before its predecessor goes.
     *
     * @return what it did and how long things paused, a sentence each
     * @throws FailedStepException at the first step that fails; {@link #goBack} undoes those before it
     */
    List<String> carryOut(Plan plan) throws FailedStepException, InterruptedException {
        List<Bundle> installed = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (change.after().isPresent()) {
                installed.add(install(change.after().get()));
            }
        }
        for (Bundle bundle : installed) {
            if (!isSingleton(bundle)) {
                resolve(bundle);
            }
        }
        List<String> report = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (change.way() == Way.BESIDE) {
                new Rehearsal(hands, limits.get().step(), context)
                        .of(find(change.after()).orElseThrow());
            }
            report.add(apply(change));
        }
        return report;
    }

    /**
     * Does what a plan says as far as it goes: whatever fails, the rest is done. What is there already stays as it is.
     *
     * @return what could not be done, a sentence each; empty if everything that should run does
     */
    List<String> goBack(Plan plan) throws InterruptedException {
        List<String> failures = new ArrayList<>();
        for (Change change : plan.changes()) {
            try {
                if (change.after().isPresent()) {
                    install(change.after().get());
                }
                apply(change);
            } catch (FailedStepException e) {
                logger.warn("On the way back: {}", e.getMessage());
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        return failures;
    }

    /** Whether all that should be there after a plan runs. */
    boolean isDone(Plan plan) {
        return plan.changes().stream()
                .flatMap(change -> change.after().stream())
                .allMatch(bundle ->
                        Installed.find(context, bundle).filter(Installed::runs).isPresent());
    }

    private Optional<Bundle> find(Optional<ReleasedBundle> bundle) {
        return bundle.flatMap(released -> Installed.find(context, released));
    }

    private Bundle install(ReleasedBundle released) throws FailedStepException, InterruptedException {
        long id = act(released + " is installed", () -> installer.install(released));
        @Nullable Bundle bundle = context.getBundle(id);
        if (bundle == null) {
            throw new FailedStepException(RollbackReason.DOES_NOT_START, released + " has gone at once");
        }
        return bundle;
    }

    /** A bundle that does not resolve says why only when it is started. */
    private void resolve(Bundle bundle) throws FailedStepException, InterruptedException {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (bundle.getState() == Bundle.INSTALLED
                && !act(name(bundle) + " resolves", () -> wiring.resolveBundles(List.of(bundle)))) {
            act(name(bundle) + " resolves", () -> {
                bundle.start(Bundle.START_TRANSIENT);
                return true;
            });
        }
    }

    private static boolean isSingleton(Bundle bundle) {
        return bundle.getHeaders("")
                .get(Constants.BUNDLE_SYMBOLICNAME)
                .replace(" ", "")
                .contains("singleton:=true");
    }

    private String apply(Change change) throws FailedStepException, InterruptedException {
        Optional<Bundle> before = find(change.before());
        Optional<Bundle> after = find(change.after());
        long began = System.nanoTime();
        if (change.way() == Way.BESIDE && after.isPresent()) {
            start(after.get(), before);
            if (before.isPresent()) {
                stop(before.get());
            }
        } else {
            if (before.isPresent()) {
                stop(before.get());
            }
            if (before.isPresent() && after.isPresent() && isSingleton(after.get())) {
                // It does not even resolve as long as its predecessor is there.
                uninstall(before.get());
            }
            if (after.isPresent()) {
                start(after.get(), Optional.empty());
            }
        }
        Duration pause = Duration.ofNanos(System.nanoTime() - began);
        if (before.isPresent()) {
            uninstall(before.get());
        }
        return change.shown()
                + (change.way() == Way.IN_PLACE
                        ? String.format(Locale.ROOT, " (a pause of %d ms)", pause.toMillis())
                        : "");
    }

    private void start(Bundle bundle, Optional<Bundle> predecessor) throws FailedStepException, InterruptedException {
        boolean serves = predecessor.filter(Swap::serves).isPresent();
        if (Installed.runs(bundle) && (!serves || serves(bundle))) {
            return;
        }
        act(name(bundle) + " starts", () -> {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            return true;
        });
        awaitReady(bundle, serves);
    }

    private static boolean serves(Bundle bundle) {
        ServiceReference<?> @Nullable [] services = bundle.getRegisteredServices();
        return services != null && services.length > 0;
    }

    private void awaitReady(Bundle bundle, boolean serves) throws FailedStepException, InterruptedException {
        long end = System.nanoTime() + limits.get().patience().toNanos();
        Map<String, String> complaints = components.complaints(bundle);
        boolean ready = complaints.isEmpty() && (!serves || serves(bundle));
        while (!ready) {
            if (System.nanoTime() > end) {
                throw new FailedStepException(
                        RollbackReason.DOES_NOT_START,
                        name(bundle) + " is not ready: "
                                + (complaints.isEmpty()
                                        ? "it provides nothing"
                                        : String.join("; ", complaints.values())));
            }
            Thread.sleep(20);
            complaints = components.complaints(bundle);
            ready = complaints.isEmpty() && (!serves || serves(bundle));
        }
    }

    /** Stops what goes. What complains as it stops has stopped; what does not come back has not. */
    private void stop(Bundle bundle) throws FailedStepException, InterruptedException {
        try {
            act(name(bundle) + " stops", () -> {
                bundle.stop();
                return true;
            });
        } catch (FailedStepException e) {
            if (bundle.getState() == Bundle.RESOLVED) {
                logger.warn("{}", e.getMessage());
            } else {
                throw new FailedStepException(e);
            }
        }
    }

    private void uninstall(Bundle bundle) throws FailedStepException, InterruptedException {
        if (bundle.getState() != Bundle.UNINSTALLED) {
            act(name(bundle) + " is removed", () -> {
                bundle.uninstall();
                return true;
            });
        }
    }

    private <T> T act(String what, Callable<T> deed) throws FailedStepException, InterruptedException {
        @Nullable ThreadGroup group = Thread.currentThread().getThreadGroup();
        return hands.within(limits.get().step(), what, group == null ? new ThreadGroup("fieldupdate") : group, deed);
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
