package org.dectory.fieldupdate.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.dectory.release.ReleasedBundle;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** What is installed. */
final class Installed {

    private Installed() {}

    /** Finds a bundle. Somebody may have installed another one of the same name and version; that one never resolves. */
    static Optional<Bundle> find(BundleContext context, ReleasedBundle released) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> released.symbolicName().equals(bundle.getSymbolicName())
                        && released.version().equals(bundle.getVersion().toString()))
                .max(Comparator.comparingInt(Bundle::getState));
    }

    /** Whether it runs, as far as it can: a fragment only resolves, a lazy bundle waits for its first class to be loaded. */
    static boolean runs(Bundle bundle) {
        int state = bundle.getState();
        return state == Bundle.ACTIVE
                || (state == Bundle.RESOLVED && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null)
                || (state == Bundle.STARTING && bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATIONPOLICY) != null);
    }

    static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> "not resolved";
            case Bundle.RESOLVED -> "stopped";
            case Bundle.STARTING -> "still starting";
            case Bundle.STOPPING -> "still stopping";
            case Bundle.UNINSTALLED -> "uninstalled";
            default -> "running";
        };
    }
}
