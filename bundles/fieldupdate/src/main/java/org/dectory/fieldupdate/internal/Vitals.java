package org.dectory.fieldupdate.internal;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.CheckResult.Severity;
import org.dectory.api.health.HealthService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** Sees how the appliance is: bundles, components, the health checks that new code has to pass, threads. */
final class Vitals {

    private final BundleContext context;
    private final Components components;
    private final Supplier<Optional<HealthService>> health;

    Vitals(BundleContext context, Components components, Supplier<Optional<HealthService>> health) {
        this.context = context;
        this.components = components;
        this.health = health;
    }

    Picture picture() {
        Map<String, String> amiss = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            if (!Installed.runs(bundle)) {
                String name = String.valueOf(bundle.getSymbolicName());
                amiss.put("bundle " + name, "bundle " + name + " is " + Installed.state(bundle));
            }
        }
        components.complaints().forEach((name, complaint) -> amiss.put("component " + name, complaint));
        for (CheckResult result : health.get().map(HealthService::results).orElse(List.of())) {
            if (result.severity() == Severity.CRITICAL && result.tags().contains(HealthService.UPDATE)) {
                amiss.put(
                        "check " + result.name(),
                        "the health check " + result.name() + " is critical: " + String.join("; ", result.causes()));
            }
        }
        return new Picture(amiss, ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** Whether somebody stops the appliance, so that nothing that goes wrong is the fault of an update. */
    boolean isStopping() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() != Bundle.ACTIVE;
    }
}
