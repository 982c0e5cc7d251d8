package org.dectory.fieldupdate.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.fieldupdate.BundleChange.Way;
import org.dectory.api.fieldupdate.SettingChange;
import org.dectory.release.ReleasedBundle;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Decides how each bundle is replaced.
 *
 * <p>What provides nothing but services of which several may be there at once, and whose users are prepared for that, starts beside its
 * predecessor; everything else takes its place, unless others are wired to it: then the appliance has to restart, for the framework
 * would have to stop those too.
 */
final class Planner {

    /** Bundles of lower start levels carry the others: logging, configuration, components, contracts. */
    private static final int FIRST_OF_THE_HOUSE = 5;

    /** Services of which their users take the best, and another while calls are in progress. */
    private static final Set<String> REPLACEABLE =
            Set.of(Fetcher.class.getName(), Authenticator.class.getName(), KeyAllocator.class.getName());

    private static final String CONTRACTS = "org.dectory.api.";

    private final BundleContext context;
    private final Function<ReleasedBundle, Optional<Path>> jars;

    /**
     * Makes one.
     *
     * @param jars finds the jar of a bundle of a set
     */
    Planner(BundleContext context, Function<ReleasedBundle, Optional<Path>> jars) {
        this.context = context;
        this.jars = jars;
    }

    Plan plan(List<ReleasedBundle> from, List<ReleasedBundle> to) {
        List<Change> changes = new ArrayList<>();
        List<String> causes = new ArrayList<>();
        for (Difference difference : Difference.between(from, to)) {
            Optional<String> cause = restartCause(difference);
            cause.ifPresent(causes::add);
            changes.add(new Change(
                    difference.before(),
                    difference.after(),
                    cause.isPresent() ? Way.RESTART : isBeside(difference) ? Way.BESIDE : Way.IN_PLACE));
        }
        return new Plan(changes, causes);
    }

    /** What changes of the settings that the bundles of two sets say they have. */
    List<SettingChange> settings(List<ReleasedBundle> from, List<ReleasedBundle> to) {
        SettingsOfSet before = new SettingsOfSet();
        SettingsOfSet after = new SettingsOfSet();
        for (Difference difference : Difference.between(from, to)) {
            difference.before().flatMap(jars).ifPresent(before::read);
            difference.after().flatMap(jars).ifPresent(after::read);
        }
        return before.changes(after);
    }

    private Optional<String> restartCause(Difference difference) {
        String name = difference.symbolicName();
        if (name.equals(context.getBundle().getSymbolicName())) {
            return Optional.of(name + " does the replacing itself");
        }
        if (isOfThePlatform(difference.before()) || isOfThePlatform(difference.after())) {
            return Optional.of(name + " belongs to the platform");
        }
        if (difference.moves()) {
            return Optional.of(name + " starts at another level");
        }
        if (difference.after().isPresent()) {
            ReleasedBundle after = difference.after().get();
            if (difference.before().filter(after::sameVersion).isPresent()) {
                return Optional.of(name + " is another one of the same version");
            }
            if (header(after, Constants.FRAGMENT_HOST).isPresent()) {
                return Optional.of(name + " becomes part of another bundle");
            }
        }
        Optional<Bundle> running = difference.before().flatMap(bundle -> Installed.find(context, bundle));
        Set<String> closure = running.map(this::closure).orElse(Set.of());
        if (!closure.isEmpty()) {
            return Optional.of("others are wired to " + name + ": " + String.join(", ", closure));
        }
        return difference
                .after()
                .map(this::contested)
                .filter(contested -> !contested.isEmpty())
                .map(contested -> name + " exports what others export or import: " + String.join(", ", contested));
    }

    private static boolean isOfThePlatform(Optional<ReleasedBundle> bundle) {
        return bundle.filter(found -> found.startLevel() < FIRST_OF_THE_HOUSE).isPresent();
    }

    /**
     * The packages of a new bundle that others have already, or want: who is wired to whom would be another matter after the next start than
     * during the trial, and some might have classes of the one, some of the other.
     */
    private Set<String> contested(ReleasedBundle bundle) {
        Set<String> exported =
                PackageNames.of(header(bundle, Constants.EXPORT_PACKAGE).orElse(""));
        Set<String> contested = new TreeSet<>();
        if (!exported.isEmpty()) {
            for (Bundle other : context.getBundles()) {
                if (!bundle.symbolicName().equals(other.getSymbolicName())) {
                    contested.addAll(PackageNames.of(other));
                }
            }
        }
        contested.retainAll(exported);
        return contested;
    }

    /** Who would have to stop with a bundle. */
    private Set<String> closure(Bundle bundle) {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        Set<String> names = new TreeSet<>();
        for (Bundle other : wiring.getDependencyClosure(List.of(bundle))) {
            if (!other.equals(bundle)) {
                names.add(other.getSymbolicName());
            }
        }
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null) {
            names.add("its host");
        }
        return names;
    }

    private boolean isBeside(Difference difference) {
        if (difference.before().isEmpty()) {
            return true;
        }
        if (difference.after().isEmpty()
                || difference.after().get().inPlace()
                || isSingleton(difference.after().get())) {
            return false;
        }
        return Installed.find(context, difference.before().get())
                .map(Planner::providesReplaceableServicesOnly)
                .orElse(true);
    }

    private boolean isSingleton(ReleasedBundle bundle) {
        return header(bundle, Constants.BUNDLE_SYMBOLICNAME)
                .filter(header -> header.replace(" ", "").contains("singleton:=true"))
                .isPresent();
    }

    private static boolean providesReplaceableServicesOnly(Bundle bundle) {
        ServiceReference<?> @Nullable [] services = bundle.getRegisteredServices();
        if (services == null) {
            return false;
        }
        Collection<String> contracts = Arrays.stream(services)
                .flatMap(service -> Arrays.stream((String[]) service.getProperty(Constants.OBJECTCLASS)))
                .filter(name -> name.startsWith(CONTRACTS))
                .toList();
        return !contracts.isEmpty() && REPLACEABLE.containsAll(contracts);
    }

    private Optional<String> header(ReleasedBundle bundle, String name) {
        Optional<Path> jar = jars.apply(bundle);
        if (jar.isEmpty()) {
            return Optional.empty();
        }
        try (JarFile file = new JarFile(jar.get().toFile())) {
            @Nullable Manifest manifest = file.getManifest();
            Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
            return Optional.ofNullable(attributes.getValue(name));
        } catch (IOException e) {
            // Who installs it says what is wrong with it.
            return Optional.empty();
        }
    }
}
