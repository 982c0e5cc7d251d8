package org.dectory.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.dectory.release.CodeGate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Lets code in that the launcher or an update installed, and no other: whatever else is installed, or updated in place, from the web console,
 * the shell, a file or an address, is not resolved, so that no class of it is ever loaded.
 *
 * <p>A developer's image has the file {@code release/developer-image}; there everything is let in. The image is read-only, so no setting
 * and nobody in the data folder can open the gate of a product.
 *
 * <p>Thread-safe. What counts is the revision of a bundle as it was when it was installed from here; an update in place makes another one.
 */
final class Gate implements ResolverHookFactory, ResolverHook, CodeGate {

    private final Set<BundleRevision> known =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final ThreadLocal<String> expected = new ThreadLocal<>();

    /** What was let in, by location. */
    private final Map<String, Listed> listed = new ConcurrentHashMap<>();

    private final boolean open;
    private volatile @Nullable BundleContext framework;

    /**
     * Makes a gate.
     *
     * @param home the image
     */
    Gate(Path home) {
        open = isOpen(home);
    }

    /** Whether an image is a developer's, and lets everything in. */
    static boolean isOpen(Path home) {
        return Files.exists(home.resolve("release/developer-image"));
    }

    /** Stands in a framework from now on. */
    void stand(BundleContext context) {
        framework = context;
        context.addBundleListener((SynchronousBundleListener) event -> bundleChanged(context, event));
        if (!open) {
            context.registerService(ResolverHookFactory.class, this, null);
        }
        context.registerService(CodeGate.class, this, null);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public List<String> strangers() {
        BundleContext context = framework;
        return context == null
                ? List.of()
                : Arrays.stream(context.getBundles())
                        .filter(bundle -> !lets(bundle))
                        .map(bundle -> name(bundle) + " from " + printable(bundle.getLocation()))
                        .toList();
    }

    /** Whether what a bundle consists of now may be resolved. */
    boolean lets(Bundle bundle) {
        return open || lets(bundle.adapt(BundleRevision.class));
    }

    private boolean lets(BundleRevision revision) {
        return revision.getBundle().getBundleId() == 0 || known.contains(revision);
    }

    /**
     * Installs a bundle by reference to its jar, and lets it in. A bundle of someone else's that is in its way is removed.
     *
     * @param jar the jar, which was just compared with its digest
     * @param symbolicName what it must be
     * @param version the same
     * @param sha256 its digest: when the framework opens the jar anew, it is compared once more
     * @throws BundleException if the framework does not take it, or it is another bundle
     */
    Bundle install(BundleContext context, Path jar, String symbolicName, String version, String sha256)
            throws BundleException {
        String location = "reference:" + jar.toUri();
        for (Bundle other : context.getBundles()) {
            boolean inTheWay = other.getLocation().equals(location) || is(other, symbolicName, version);
            if (inTheWay && !lets(other)) {
                other.uninstall();
            }
        }
        Bundle bundle;
        listed.put(location, new Listed(jar, sha256));
        expected.set(location);
        try {
            bundle = context.installBundle(location);
        } finally {
            expected.remove();
        }
        if (!lets(bundle)) {
            throw new BundleException(location + " is taken by another bundle");
        }
        if (!is(bundle, symbolicName, version)) {
            bundle.uninstall();
            throw new BundleException(jar + " is " + bundle.getSymbolicName() + " " + bundle.getVersion()
                    + " (expected: " + symbolicName + " " + version + ")");
        }
        return bundle;
    }

    private static boolean is(Bundle bundle, String symbolicName, String version) {
        return symbolicName.equals(bundle.getSymbolicName())
                && version.equals(bundle.getVersion().toString());
    }

    /** Knows a bundle by the thread that installs it: one that was at that place before comes with no event. */
    private void bundleChanged(BundleContext context, BundleEvent event) {
        Bundle bundle = event.getBundle();
        if (event.getType() == BundleEvent.INSTALLED && bundle.getLocation().equals(expected.get())) {
            known.add(bundle.adapt(BundleRevision.class));
        } else if (event.getType() == BundleEvent.UNINSTALLED) {
            listed.remove(bundle.getLocation());
        } else if (event.getType() == BundleEvent.UNRESOLVED && isAltered(bundle)) {
            SystemLog.warn(
                    context, "Bundle " + name(bundle) + " is not resolved again: its jar was altered in the meantime.");
        } else if ((event.getType() == BundleEvent.INSTALLED || event.getType() == BundleEvent.UPDATED)
                && !lets(bundle)) {
            SystemLog.warn(context, sentence(bundle, event));
        }
    }

    /** A bundle that is refreshed has its jar opened anew: what is not the one that was let in is let in no more. */
    private boolean isAltered(Bundle bundle) {
        Listed jar = listed.get(bundle.getLocation());
        return jar != null && !jar.isThere() && known.remove(bundle.adapt(BundleRevision.class));
    }

    private static String sentence(Bundle bundle, BundleEvent event) {
        String way = event.getType() == BundleEvent.UPDATED
                ? " was replaced in place,"
                : " from " + printable(bundle.getLocation()) + ", installed by "
                        + event.getOrigin().getSymbolicName() + ",";
        return "Bundle " + name(bundle) + way + " did not come through an update and is not resolved.";
    }

    private static String name(Bundle bundle) {
        return printable(bundle.getSymbolicName() + " " + bundle.getVersion());
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        candidates.removeIf(candidate -> !lets(candidate));
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {
        // What is not resolvable is not chosen.
    }

    /** Fragments are attached without being asked for among what is resolvable, so they must find no host. */
    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        if (!lets(requirement.getRevision())) {
            candidates.clear();
        }
    }

    @Override
    public void end() {
        // Nothing was kept for the one resolution.
    }

    /**
     * What was let in.
     *
     * @param jar where it lies
     * @param sha256 its digest
     */
    private record Listed(Path jar, String sha256) {

        boolean isThere() {
            try {
                return Image.digest(jar).equals(sha256);
            } catch (IOException e) {
                return false;
            }
        }
    }
}
