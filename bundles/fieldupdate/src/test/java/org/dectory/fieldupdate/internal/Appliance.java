package org.dectory.fieldupdate.internal;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.felix.framework.FrameworkFactory;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.health.HealthService;
import org.dectory.release.Installer;
import org.dectory.release.JournalEntry;
import org.dectory.release.ReleasedBundle;
import org.dectory.release.Releases;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** A running framework with the image of a {@link Vendor}, a component runtime, and an updater. */
final class Appliance implements AutoCloseable, Installer {

    private static final String SHARED = "org.osgi.service.component;version=1.5.1,"
            + "org.osgi.service.component.runtime;version=1.5.1,org.osgi.service.component.runtime.dto;version=1.5.1,"
            + "org.osgi.util.promise;version=1.3.0,org.osgi.util.function;version=1.2.0,"
            + "org.dectory.api.fetch;version=1.0.0,org.slf4j;version=2.0.17";

    private final Framework framework;
    final Releases releases;
    final Updater updater;
    final Hands hands = new Hands();
    final List<String> restarts = new ArrayList<>();
    final FakeSnapshots snapshots = new FakeSnapshots();
    volatile HealthService checks = List::of;
    volatile Limits limits = new Limits(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(1));

    Appliance(Path folder, Vendor vendor)
            throws BundleException, IOException, URISyntaxException, ClassNotFoundException {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        SHARED,
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                        "10",
                        "dectory.data",
                        folder.toString()));
        framework.start();
        BundleContext context = framework.getBundleContext();
        context.installBundle(Class.forName(
                                "org.apache.felix.scr.impl.Activator",
                                false,
                                getClass().getClassLoader())
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()
                        .toString())
                .start();
        releases = new Releases(folder.resolve("release"), vendor.factory(), Clock.systemUTC());
        for (ReleasedBundle bundle : vendor.factory().bundles()) {
            context.getBundle(install(bundle)).start();
        }
        Components components =
                new Components(context.getService(context.getServiceReference(ServiceComponentRuntime.class)));
        updater = new Updater(
                releases,
                this,
                new Planner(context, releases::findJar),
                new Swap(context, this, components, hands, () -> limits),
                hands,
                new Vitals(context, components, () -> Optional.of(checks)),
                new ConfigurationKeeper(() -> Optional.of(snapshots)),
                () -> limits,
                Clock.systemUTC());
    }

    @Override
    public long install(ReleasedBundle bundle) throws IOException {
        Path jar = releases.findJar(bundle).orElseThrow(() -> new IOException(bundle + " is not there"));
        try {
            Bundle installed = framework.getBundleContext().installBundle("reference:" + jar.toUri());
            installed.adapt(BundleStartLevel.class).setStartLevel(bundle.startLevel());
            return installed.getBundleId();
        } catch (BundleException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void restart(String reason) {
        restarts.add(reason);
    }

    /** Takes an update in and tries it. */
    UpdatePlan update(Path file) throws IOException, UpdateRefusedException, InterruptedException {
        updater.stage(file, "by me");
        return updater.tryOut("by me", new CompletableFuture<>());
    }

    /** Names, versions and states of the bundles of the vendor. */
    String bundles() {
        TreeSet<String> all = new TreeSet<>();
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (bundle.getSymbolicName().length() == 1) {
                all.add(bundle.getSymbolicName() + " " + bundle.getVersion() + " " + Installed.state(bundle));
            }
        }
        return String.join(", ", all);
    }

    Bundle bundle(String name) {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The end of the history. */
    JournalEntry last() throws IOException {
        List<JournalEntry> history = releases.history();
        return history.get(history.size() - 1);
    }

    /** Returns when its folder is free again. */
    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
