package org.dectory.launcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.framework.FrameworkFactory;
import org.apache.felix.framework.util.FelixConstants;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The running framework, with the bundles of an image and no others. */
final class Appliance implements AutoCloseable {

    /** How long a stop may take. */
    private static final long PATIENCE_MILLIS = 15_000;

    /** How long a stop that was asked for, and hangs, may go unnoticed. */
    private static final long LOOK_MILLIS = 5000;

    private final Framework framework;
    private final BundleContext context;
    private final Image image;
    private final Gate gate;
    private final List<String> startErrors = new CopyOnWriteArrayList<>();
    private volatile boolean again;

    private Appliance(Image image, Map<String, String> properties, DataFolder data, Strongroom strongroom)
            throws BundleException {
        this.image = image;
        gate = new Gate(image.home());
        Map<String, Object> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, data.run().resolve("cache").toString());
        all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        all.merge(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                LauncherSide.PACKAGES,
                (theirs, ours) -> theirs.toString().isBlank() ? ours : theirs + "," + ours);
        // Whatever starts the framework, this comes first.
        all.put(
                FelixConstants.SYSTEMBUNDLE_ACTIVATORS_PROP,
                List.of(new LauncherSide(gate, strongroom, data::makeRoom, this::restart)));
        // Code that joins the framework itself would come past the gate.
        System.setProperty(FelixConstants.FELIX_EXTENSIONS_DISABLE, "true");
        framework = new FrameworkFactory().newFramework(all);
        framework.init();
        context = framework.getBundleContext();
    }

    /**
     * Installs the image's bundles, by reference to their jars, and starts them level by level.
     *
     * @param properties the framework's
     * @param strongroom where updates are kept
     * @throws CannotStartException if the framework does not start, or a jar is not the bundle that the list says. A
     *     bundle that fails to start is no reason: the others run, and {@link Readiness} tells
     */
    static Appliance boot(Image image, Map<String, String> properties, DataFolder data, Strongroom strongroom)
            throws CannotStartException {
        Appliance appliance;
        try {
            appliance = new Appliance(image, properties, data, strongroom);
        } catch (BundleException e) {
            throw doesNotStart(e);
        }
        try {
            appliance.start();
            return appliance;
        } catch (BundleException e) {
            appliance.close();
            throw doesNotStart(e);
        } catch (CannotStartException e) {
            appliance.close();
            throw e;
        }
    }

    private static CannotStartException doesNotStart(BundleException e) {
        return new CannotStartException("The framework does not start: " + reason(e), e);
    }

    private void start() throws BundleException, CannotStartException {
        context.addFrameworkListener(this::remember);
        List<Bundle> installed = new ArrayList<>();
        for (ImageEntry entry : image.entries()) {
            installed.add(install(entry));
        }
        for (Bundle bundle : installed) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        framework.start();
    }

    private Bundle install(ImageEntry entry) throws CannotStartException {
        try {
            Bundle bundle =
                    gate.install(context, image.jar(entry), entry.symbolicName(), entry.version(), entry.sha256());
            bundle.adapt(BundleStartLevel.class).setStartLevel(entry.startLevel());
            return bundle;
        } catch (BundleException e) {
            throw Reserve.isMissed(e)
                    ? new CannotStartException("The disk of the data folder is full; make room: " + reason(e) + ".", e)
                    : new CannotStartException("The image is damaged: " + reason(e) + ".", e);
        }
    }

    private void remember(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            startErrors.add(event.getBundle() + ": " + withCause(event.getThrowable()));
        }
    }

    /** An error and what it came of: the framework itself says only which bundle did not start. */
    private static String withCause(Throwable error) {
        Throwable root = root(error);
        return root == error ? error.toString() : error + " (" + root + ")";
    }

    /** The same as a part of a sentence. */
    private static String reason(Throwable error) {
        Throwable root = root(error);
        return root == error ? String.valueOf(error.getMessage()) : error.getMessage() + " (" + root.getMessage() + ")";
    }

    private static Throwable root(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The framework's own context; of no use once that stops. */
    BundleContext context() {
        return context;
    }

    /** The state of the framework, as of any bundle. */
    int state() {
        return framework.getState();
    }

    /** Whether nothing of it runs any more. */
    boolean isStopped() {
        return (framework.getState() & (Bundle.RESOLVED | Bundle.INSTALLED)) != 0;
    }

    /** Whether everything of the image runs. */
    Readiness readiness() {
        return new Readiness(context, image.entries());
    }

    /** What went wrong while bundles started. */
    List<String> startErrors() {
        return List.copyOf(startErrors);
    }

    /**
     * Waits until the appliance stops, whoever stopped it.
     *
     * @return whether it is to be started from the beginning
     */
    boolean await() throws InterruptedException {
        FrameworkEvent end = framework.waitForStop(LOOK_MILLIS);
        while (end.getType() == FrameworkEvent.WAIT_TIMEDOUT && !again) {
            end = framework.waitForStop(LOOK_MILLIS);
        }
        if (end.getType() != FrameworkEvent.STOPPED_UPDATE) {
            // If it was asked to stop and does not, whoever closes it finds out.
            return again;
        }
        // The framework was asked to restart, from the web console for instance, and does so by itself, empty: after
        // that it can be left.
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (framework.getState() != Bundle.ACTIVE && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        close();
        return true;
    }

    /** Has the appliance stop, and be started from the beginning; returns at once. */
    private void restart(String reason) {
        System.out.println("dectory: It starts again: " + reason + ".");
        again = true;
        try {
            framework.stop();
        } catch (BundleException e) {
            System.err.println("dectory: the framework does not stop: " + e.getMessage());
        }
    }

    /** Stops every bundle, the last started first, and waits at most 15 seconds for that. */
    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(PATIENCE_MILLIS);
        } catch (BundleException e) {
            System.err.println("dectory: the framework did not stop: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
