package org.dectory.launcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The running framework, with the bundles of an image and no others. */
final class Appliance implements AutoCloseable {

    private final Framework framework;
    private final List<String> startErrors = new CopyOnWriteArrayList<>();

    private Appliance(Framework framework) {
        this.framework = framework;
    }

    /**
     * Installs the image's bundles, by reference to their jars, and starts them level by level.
     *
     * @param properties the framework's
     * @throws CannotStartException if the framework does not start, or a jar is not the bundle that the list says. A
     *     bundle that fails to start is no reason: the others run, and {@link Readiness} tells
     */
    static Appliance boot(Image image, Map<String, String> properties, DataFolder data) throws CannotStartException {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, data.run().resolve("cache").toString());
        all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        Appliance appliance = new Appliance(new FrameworkFactory().newFramework(all));
        try {
            appliance.start(image);
            return appliance;
        } catch (BundleException e) {
            appliance.close();
            throw new CannotStartException("The framework does not start: " + e.getMessage(), e);
        } catch (CannotStartException e) {
            appliance.close();
            throw e;
        }
    }

    private void start(Image image) throws BundleException, CannotStartException {
        framework.init();
        BundleContext context = framework.getBundleContext();
        context.addFrameworkListener(this::remember);
        List<Bundle> installed = new ArrayList<>();
        for (ImageEntry entry : image.entries()) {
            installed.add(install(context, image, entry));
        }
        for (Bundle bundle : installed) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        framework.start();
    }

    private static Bundle install(BundleContext context, Image image, ImageEntry entry)
            throws BundleException, CannotStartException {
        Bundle bundle = context.installBundle("reference:" + image.jar(entry).toUri());
        if (!entry.symbolicName().equals(bundle.getSymbolicName())
                || !entry.version().equals(bundle.getVersion().toString())) {
            throw new CannotStartException("The image is damaged: " + image.jar(entry) + " is "
                    + bundle.getSymbolicName() + " " + bundle.getVersion() + " (expected: " + entry + ").");
        }
        bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
        return bundle;
    }

    private void remember(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            startErrors.add(event.getBundle() + ": " + withCause(event.getThrowable()));
        }
    }

    /** An error and what it came of: the framework itself says only which bundle did not start. */
    private static String withCause(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == error ? error.toString() : error + " (" + root + ")";
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The state of the framework, as of any bundle. */
    int state() {
        return framework.getState();
    }

    /** Whether nothing of it runs any more. */
    boolean isStopped() {
        return (framework.getState() & (Bundle.RESOLVED | Bundle.INSTALLED)) != 0;
    }

    /** What went wrong while bundles started. */
    List<String> startErrors() {
        return List.copyOf(startErrors);
    }

    /** Waits until the appliance stops, whoever stopped it. */
    void await() throws InterruptedException, BundleException {
        while (framework.waitForStop(0).getType() == FrameworkEvent.STOPPED_UPDATE) {
            // The framework was asked to restart, from the web console for instance.
            framework.start();
        }
    }

    /** Stops every bundle, the last started first, and waits at most 15 seconds for that. */
    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(15_000);
        } catch (BundleException e) {
            System.err.println("dectory: the framework did not stop: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
