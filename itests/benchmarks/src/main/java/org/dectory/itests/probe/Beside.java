package org.dectory.itests.probe;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.dectory.api.replaceable.NoServiceException;
import org.dectory.api.replaceable.ReplaceableServices;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Updates the leaf as the appliance does it: the next version is installed beside the one there is, started, and preferred; then the old
 * one is removed. Callers hold the service as consumers of fetchers and authenticators do.
 */
public final class Beside implements BundleActivator {

    private final ReplaceableServices<Object> services = new ReplaceableServices<>(Leaf.KEY);
    private @Nullable Bundle leaf;

    /** Makes it. */
    public Beside() {}

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        new Bound(context).open();
        new Updates(context).begin(jar -> bring(context, jar), this::call);
    }

    private void bring(BundleContext context, Path jar) throws BundleException {
        Bundle next = context.installBundle("reference:" + jar.toUri());
        next.start();
        Bundle before = leaf;
        leaf = next;
        if (before != null) {
            before.uninstall();
        }
    }

    private boolean call() {
        try {
            services.call(Leaf.KEY, service -> ((Supplier<?>) service).get());
            return true;
        } catch (NoServiceException | RuntimeException e) {
            return false;
        }
    }

    /** Binds and unbinds as the component runtime does, in the thread that registers or unregisters. */
    private final class Bound extends ServiceTracker<Object, Object> {

        Bound(BundleContext context) throws InvalidSyntaxException {
            super(context, FrameworkUtil.createFilter("(" + Leaf.KEY + "=*)"), null);
        }

        @Override
        public Object addingService(ServiceReference<Object> reference) {
            Object service = super.addingService(reference);
            services.bind(service, properties(reference));
            return service;
        }

        @Override
        public void removedService(ServiceReference<Object> reference, Object service) {
            services.unbind(service, properties(reference));
            super.removedService(reference, service);
        }

        private static Map<String, Object> properties(ServiceReference<Object> reference) {
            Map<String, Object> all = new HashMap<>();
            for (String key : reference.getPropertyKeys()) {
                all.put(key, reference.getProperty(key));
            }
            return all;
        }
    }

    @Override
    public void stop(BundleContext context) {
        // The process ends with the benchmark.
    }
}
