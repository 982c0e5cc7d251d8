package org.dectory.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dectory.release.Installer;
import org.dectory.release.ReleasedBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Installs what a set lists, after a look at its jar, so that the gate lets it in. */
final class GateInstaller implements Installer {

    private final BundleContext context;
    private final Gate gate;
    private final Strongroom strongroom;
    private final BooleanSupplier room;
    private final Consumer<String> restart;

    /**
     * Works in a framework.
     *
     * @param context the framework's own
     * @param room makes some on a full disk, if there is any left
     * @param restart has the appliance start from the beginning, and takes the reason
     */
    GateInstaller(
            BundleContext context, Gate gate, Strongroom strongroom, BooleanSupplier room, Consumer<String> restart) {
        this.context = context;
        this.gate = gate;
        this.strongroom = strongroom;
        this.room = room;
        this.restart = restart;
    }

    @Override
    public synchronized long install(ReleasedBundle bundle) throws IOException {
        Path jar = strongroom.releases().jar(bundle);
        try {
            return install(bundle, jar);
        } catch (BundleException e) {
            throw new IOException(bundle + " cannot be installed: " + e.getMessage(), e);
        }
    }

    private long install(ReleasedBundle bundle, Path jar) throws BundleException {
        Bundle installed;
        try {
            installed = gate.install(context, jar, bundle.symbolicName(), bundle.version(), bundle.sha256());
        } catch (BundleException e) {
            if (!Reserve.isMissed(e) || !room.getAsBoolean()) {
                throw e;
            }
            installed = gate.install(context, jar, bundle.symbolicName(), bundle.version(), bundle.sha256());
        }
        installed.adapt(BundleStartLevel.class).setStartLevel(bundle.startLevel());
        return installed.getBundleId();
    }

    @Override
    public void restart(String reason) {
        restart.accept(reason);
    }
}
