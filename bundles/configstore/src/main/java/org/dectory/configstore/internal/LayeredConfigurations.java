package org.dectory.configstore.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.cm.PersistenceManager;
import org.dectory.api.settings.SettingsRefusedException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * What ConfigurationAdmin reads and writes: the factory's configurations with the administrator's overlays on top.
 *
 * <p>A store returns when the change is on the medium. One that changes nothing writes nothing. Every configuration is given to
 * bundles at any location, so that a bundle beside its predecessor finds the same. Thread-safe.
 */
final class LayeredConfigurations implements PersistenceManager {

    /** Lets every bundle have a configuration: OSGi Compendium, Configuration Admin, "Location Binding". */
    private static final String ANY_LOCATION = "?";

    /** Felix's mark of a configuration that has been made and never set: nothing to keep. */
    private static final String NEVER_SET = "_felix_.cm.newConfiguration";

    /** Felix's counter of changes: of use within one run only. */
    private static final String REVISION = ":org.apache.felix.configadmin.revision:";

    private final Map<String, Map<String, Object>> factory;
    private final OverlayFolder folder;
    private final Judge judge;
    private final Map<String, Overlay> overlays;

    /** Reads the overlays, and takes whatever is set. */
    LayeredConfigurations(Map<String, Map<String, Object>> factory, OverlayFolder folder) throws IOException {
        this(factory, folder, (pid, wanted, known) -> {});
    }

    /**
     * Reads the overlays.
     *
     * @param judge refuses what cannot be used
     * @throws IOException if their folder cannot be read
     */
    LayeredConfigurations(Map<String, Map<String, Object>> factory, OverlayFolder folder, Judge judge)
            throws IOException {
        this.factory = Map.copyOf(factory);
        this.folder = folder;
        this.judge = judge;
        this.overlays = folder.read();
    }

    @Override
    public synchronized boolean exists(String pid) {
        Overlay overlay = overlays.get(pid);
        return overlay == null ? factory.containsKey(pid) : !overlay.deleted();
    }

    @Override
    public synchronized Dictionary<String, Object> load(String pid) throws IOException {
        if (!exists(pid)) {
            throw new IOException("There is no configuration " + pid);
        }
        Map<String, Object> values = values(pid);
        values.put(Constants.SERVICE_PID, pid);
        values.put(ConfigurationAdmin.SERVICE_BUNDLELOCATION, ANY_LOCATION);
        return FrameworkUtil.asDictionary(values);
    }

    @Override
    public synchronized Enumeration<Dictionary<String, Object>> getDictionaries() throws IOException {
        Set<String> pids = new TreeSet<>(factory.keySet());
        pids.addAll(overlays.keySet());
        List<Dictionary<String, Object>> configurations = new ArrayList<>();
        for (String pid : pids) {
            if (exists(pid)) {
                configurations.add(load(pid));
            }
        }
        return Collections.enumeration(configurations);
    }

    /**
     * Stores a configuration. What is not one is not stored: Felix's notes which bundle a configuration is bound to make no sense
     * after a restart.
     *
     * @throws org.dectory.api.settings.SettingsRefusedException if it cannot be used; Felix then neither keeps it nor tells anybody
     * @throws IOException if it cannot be written
     */
    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public void store(String pid, Dictionary properties) throws IOException {
        Map<String, Object> wanted = Values.copyOf((Dictionary<?, ?>) properties);
        if (!wanted.containsKey(Constants.SERVICE_PID) || wanted.containsKey(NEVER_SET)) {
            return;
        }
        wanted.keySet().removeAll(Set.of(Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_BUNDLELOCATION, REVISION));
        // Not under the lock: checks of other bundles are asked.
        judge.judge(pid, wanted, values(pid));
        replace(pid, wanted);
    }

    /**
     * Says whether a configuration would be stored.
     *
     * @throws SettingsRefusedException if it cannot be used
     */
    void judge(String pid, Map<String, ?> wanted) throws SettingsRefusedException {
        judge.judge(pid, Values.copyOf(wanted), values(pid));
    }

    /** The values that count; none if there is no such configuration. */
    private synchronized Map<String, Object> values(String pid) {
        if (!exists(pid)) {
            return Values.empty();
        }
        Overlay overlay = overlays.get(pid);
        return overlay == null ? factoryValues(pid) : overlay.over(factoryValues(pid));
    }

    private synchronized void replace(String pid, Map<String, Object> wanted) throws IOException {
        replace(pid, Overlay.between(factoryValues(pid), wanted));
    }

    @Override
    public synchronized void delete(String pid) throws IOException {
        if (factory.containsKey(pid)) {
            replace(pid, Overlay.deletion());
        } else if (overlays.containsKey(pid)) {
            forget(pid);
        }
    }

    /** What is set on top of the factory's values now. */
    synchronized Map<String, Overlay> overlays() {
        return Map.copyOf(overlays);
    }

    /** Whether somebody, or the factory, has ever set anything under a PID. */
    synchronized boolean knows(String pid) {
        return factory.containsKey(pid) || overlays.containsKey(pid);
    }

    /**
     * Replaces overlays, all or none. ConfigurationAdmin does not hear of it.
     *
     * @param changes the overlays by PID; empty where nothing is to be set any more
     * @throws IOException if they cannot be written; all are as before then
     */
    synchronized void replace(Map<String, Optional<Overlay>> changes) throws IOException {
        folder.replace(changes);
        OverlayFolder.apply(changes, overlays);
    }

    private void replace(String pid, Overlay latest) throws IOException {
        Overlay known = overlays.get(pid);
        if (known != null && known.sameAs(latest)) {
            return;
        }
        if (latest.changesNothing() && factory.containsKey(pid)) {
            if (known != null) {
                forget(pid);
            }
            return;
        }
        folder.write(pid, latest);
        overlays.put(pid, latest);
    }

    private void forget(String pid) throws IOException {
        folder.delete(pid);
        overlays.remove(pid);
    }

    private Map<String, Object> factoryValues(String pid) {
        Map<String, Object> values = Values.copyOf(factory.getOrDefault(pid, Values.empty()));
        int tilde = pid.indexOf('~');
        if (tilde > 0) {
            values.put(ConfigurationAdmin.SERVICE_FACTORYPID, pid.substring(0, tilde));
        }
        return values;
    }
}
