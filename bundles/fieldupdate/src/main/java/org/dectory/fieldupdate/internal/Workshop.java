package org.dectory.fieldupdate.internal;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.health.HealthService;
import org.dectory.release.Installer;
import org.dectory.release.Releases;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** All that works with updates, made when it is first needed. Thread-safe. */
final class Workshop {

    private final Supplier<Made> maker;
    private @Nullable Made made;

    Workshop(
            BundleContext context,
            Supplier<Releases> releases,
            Supplier<Installer> installer,
            Components components,
            Supplier<Optional<HealthService>> health,
            Supplier<Optional<ConfigurationSnapshots>> snapshots,
            Supplier<Limits> limits,
            Clock clock) {
        maker = () -> {
            Releases folder = releases.get();
            Installer installs = installer.get();
            Hands hands = new Hands();
            return new Made(
                    new Updater(
                            folder,
                            installs,
                            new Planner(context, folder::findJar),
                            new Swap(context, installs, components, hands, limits),
                            hands,
                            new Vitals(context, components, health),
                            new ConfigurationKeeper(snapshots),
                            limits,
                            clock),
                    new Chronicle(folder));
        };
    }

    Updater updater() {
        return made().updater();
    }

    Chronicle chronicle() {
        return made().chronicle();
    }

    private synchronized Made made() {
        Made known = made;
        if (known == null) {
            known = maker.get();
            made = known;
        }
        return known;
    }

    private record Made(Updater updater, Chronicle chronicle) {}
}
