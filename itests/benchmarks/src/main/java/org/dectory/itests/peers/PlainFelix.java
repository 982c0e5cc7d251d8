package org.dectory.itests.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Starts a framework with the bundles in a folder, and keeps what it installed; as Felix's own launcher does, and no more. */
public final class PlainFelix {

    private PlainFelix() {}

    /**
     * Runs until the framework stops.
     *
     * @param arguments the folder of bundles, the folder of the framework's cache
     * @throws Exception if it does not start
     */
    public static void main(String[] arguments) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, arguments[1]));
        framework.init();
        BundleContext context = framework.getBundleContext();
        if (context.getBundles().length == 1) {
            install(context, Path.of(arguments[0]));
        }
        framework.start();
        framework.waitForStop(0);
    }

    private static void install(BundleContext context, Path folder) throws IOException, BundleException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(folder)) {
            jars = files.sorted().toList();
        }
        for (Path jar : jars) {
            Bundle bundle = context.installBundle(jar.toUri().toString());
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }
}
