package org.dectory.configstore.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.cm.PersistenceManager;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.settings.SettingsCheck;
import org.dectory.api.settings.SettingsJudge;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Offers the store to ConfigurationAdmin, which takes it when the framework property {@code felix.cm.pm} is {@code dectory}, and
 * snapshots of it to everybody.
 *
 * <p>An activator, not a component: the component runtime itself waits for ConfigurationAdmin, and that for this.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>='org.dectory.api.configuration.ConfigurationSnapshots'",
        effective = "active")
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>='org.dectory.api.settings.SettingsJudge'",
        effective = "active")
public final class ConfigStoreActivator implements BundleActivator {

    private static final String NAME = "dectory";

    @Override
    public void start(BundleContext context) throws IOException {
        Path factory = folder(context, "dectory.config");
        Path data = folder(context, "dectory.data");
        Disk disk = new LocalDisk();
        // Held as soon as they are there: whoever stores must not wait for one that begins.
        ServiceTracker<SettingsCheck, SettingsCheck> checks = new ServiceTracker<>(context, SettingsCheck.class, null);
        checks.open();
        Judge judge = new DescribedSettings(
                () -> find(context, MetaTypeService.class),
                () -> List.of(context.getBundles()),
                pid -> checks(checks, pid));
        LayeredConfigurations store =
                new LayeredConfigurations(new FactoryFolder(factory).read(), OverlayFolder.open(data, disk), judge);
        context.registerService(
                PersistenceManager.class,
                store,
                FrameworkUtil.asDictionary(Map.of(PersistenceManager.PROPERTY_NAME, NAME)));
        SnapshotFolder folder =
                new SnapshotFolder(data, disk, ConfigurationSnapshots.KEPT, ConfigurationSnapshots.PINNED);
        RunningConfigurations running = new RunningConfigurations(() -> find(context, ConfigurationAdmin.class));
        context.registerService(
                ConfigurationSnapshots.class, new Snapshots(store, folder, running, Clock.systemUTC()), null);
        context.registerService(SettingsJudge.class, (SettingsJudge) store::judge, null);
    }

    /** Looked for when it is needed: it comes after the store. */
    private static <T> Optional<T> find(BundleContext context, Class<T> type) {
        return Optional.ofNullable(context.getServiceReference(type)).map(context::getService);
    }

    private static List<SettingsCheck> checks(ServiceTracker<SettingsCheck, SettingsCheck> present, String pid) {
        return present.getTracked().entrySet().stream()
                .filter(check -> pid.equals(check.getKey().getProperty(SettingsCheck.PID)))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Path folder(BundleContext context, String property) {
        return Path.of(Optional.ofNullable(context.getProperty(property))
                .orElseThrow(
                        () -> new IllegalStateException("The framework property " + property + " must name a folder")));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework withdraws the services and closes what is tracked, and no file is open between two stores.
    }
}
