package org.dectory.itests.peers;

import java.io.IOException;
import java.nio.file.Path;
import org.dectory.itests.probe.Beside;
import org.dectory.itests.probe.InPlace;
import org.dectory.itests.probe.Leaf;
import org.dectory.itests.probe.Probe;

/** The bundles that every peer is given. */
final class Probes {

    /** The probe's symbolic name. */
    static final String NAME = "org.dectory.itests.probe";

    static final String VERSION = "1.0.0";

    private static final String FRAMEWORK = "org.osgi.framework";
    private static final int LEAF_SIZE = 300_000;

    private final Path folder;
    private final int updates;

    private Probes(Path folder, int updates) {
        this.folder = folder;
        this.updates = updates;
    }

    /**
     * Writes the bundles.
     *
     * @param updates how often the leaf will be updated
     */
    static Probes write(Path folder, int updates) throws IOException {
        Probes probes = new Probes(folder, updates);
        BundleJar.write(probes.probe(), NAME, VERSION, Probe.class, FRAMEWORK, 0);
        BundleJar.write(probes.updater(InPlace.class), NAME + ".inplace", VERSION, InPlace.class, FRAMEWORK, 0);
        BundleJar.write(
                probes.updater(Beside.class),
                NAME + ".beside",
                VERSION,
                Beside.class,
                FRAMEWORK + ",org.osgi.util.tracker,org.dectory.api.replaceable",
                0);
        for (int i = 0; i <= updates; i++) {
            Path leaf = probes.leaves().resolve("leaf-" + i + ".jar");
            BundleJar.write(leaf, NAME + ".leaf", "1.0." + i, Leaf.class, FRAMEWORK, LEAF_SIZE);
        }
        return probes;
    }

    Path probe() {
        return folder.resolve("probe.jar");
    }

    Path updater(Class<?> activator) {
        return folder.resolve(activator.getSimpleName() + ".jar");
    }

    Path leaves() {
        return folder.resolve("leaves");
    }

    int updates() {
        return updates;
    }
}
