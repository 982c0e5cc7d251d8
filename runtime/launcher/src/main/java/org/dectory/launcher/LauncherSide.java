package org.dectory.launcher;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * The launcher's side of a framework, there before the first bundle: the gate, and, where the image takes updates, the services that an
 * updater works with.
 */
final class LauncherSide implements BundleActivator {

    /** What of the launcher's class path bundles may import; as the manifest of the jar says. */
    static final String PACKAGES = "org.dectory.release;version=\"1.0.0\"";

    private final Gate gate;
    private final Strongroom strongroom;
    private final BooleanSupplier room;
    private final Consumer<String> restart;
    private boolean startedBefore;

    /**
     * Knows what to offer.
     *
     * @param gate stands in the framework
     * @param strongroom where updates are kept
     * @param room makes some on a full disk, if there is any left
     * @param restart has the appliance start from the beginning, and takes the reason
     */
    LauncherSide(Gate gate, Strongroom strongroom, BooleanSupplier room, Consumer<String> restart) {
        this.gate = gate;
        this.strongroom = strongroom;
        this.room = room;
        this.restart = restart;
    }

    @Override
    public void start(BundleContext context) throws BundleException {
        gate.stand(context);
        if (startedBefore) {
            // The framework starts itself again, with whatever is in its cache. The launcher is about to start another
            // one.
            for (Bundle bundle : context.getBundles()) {
                if (bundle.getBundleId() != 0) {
                    bundle.uninstall();
                }
            }
        } else if (strongroom.takesUpdates()) {
            // By name: classes that nobody asks for are not loaded.
            context.registerService("org.dectory.release.Releases", new OnDemand(strongroom::releases), null);
            context.registerService(
                    "org.dectory.release.Installer",
                    new OnDemand(() -> new GateInstaller(context, gate, strongroom, room, restart)),
                    null);
        }
        startedBefore = true;
    }

    /** What is registered goes with the framework. */
    @Override
    public void stop(BundleContext context) {}

    /** Makes a service when the first bundle asks for it. */
    private static final class OnDemand implements ServiceFactory<Object> {

        private final Source source;
        private @Nullable Object service;

        OnDemand(Source source) {
            this.source = source;
        }

        @Override
        public synchronized Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            try {
                Object made = service == null ? source.get() : service;
                service = made;
                return made;
            } catch (IOException e) {
                throw new IllegalStateException("The image does not say what it is: " + e.getMessage(), e);
            }
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object made) {
            // Kept for the next.
        }
    }

    /** Where a service comes from. */
    private interface Source {

        Object get() throws IOException;
    }
}
