package org.dectory.launcher;

import java.io.IOException;
import java.nio.file.Path;
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
    private final Consumer<String> restart;

    /**
     * Works in a framework.
     *
     * @param context the framework's own
     * @param restart has the appliance start from the beginning, and takes the reason
     */
    GateInstaller(BundleContext context, Gate gate, Strongroom strongroom, Consumer<String> restart) {
        this.context = context;
        this.gate = gate;
        this.strongroom = strongroom;
        this.restart = restart;
    }

    @Override
    public synchronized long install(ReleasedBundle bundle) throws IOException {
        Path jar = strongroom.releases().jar(bundle);
        try {
            Bundle installed = gate.install(context, jar, bundle.symbolicName(), bundle.version(), bundle.sha256());
            installed.adapt(BundleStartLevel.class).setStartLevel(bundle.startLevel());
            return installed.getBundleId();
        } catch (BundleException e) {
            throw new IOException(bundle + " cannot be installed: " + e.getMessage(), e);
        }
    }

    @Override
    public void restart(String reason) {
        restart.accept(reason);
    }
}
