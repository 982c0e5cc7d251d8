package org.dectory.configstore.internal;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ConfigurationAdmin has read and given to components. It is told what has changed on the medium behind its back, as if somebody
 * had set it; what it then stores is there already.
 */
final class RunningConfigurations {

    private static final Logger logger = LoggerFactory.getLogger(RunningConfigurations.class);

    private static final String ANY_LOCATION = "?";

    private final Supplier<Optional<ConfigurationAdmin>> present;

    /**
     * Knows where ConfigurationAdmin is.
     *
     * @param present ConfigurationAdmin, which needs the store and comes after it; empty while it is not there and will read anew
     */
    RunningConfigurations(Supplier<Optional<ConfigurationAdmin>> present) {
        this.present = present;
    }

    /** Tells what counts now under some PIDs. What cannot be told counts from the next start on. */
    void follow(Collection<String> pids, LayeredConfigurations store) {
        Optional<ConfigurationAdmin> found = present.get();
        if (found.isEmpty()) {
            return;
        }
        Map<String, Configuration> known;
        try {
            known = known(found.get());
        } catch (IOException | IllegalStateException e) {
            logger.error("Nobody can be told of the restored settings; they count from the next start on", e);
            return;
        }
        for (String pid : pids) {
            try {
                follow(pid, Optional.ofNullable(known.get(pid)), found.get(), store);
            } catch (IOException | IllegalStateException e) {
                logger.error("The settings {} are restored, but count from the next start on", pid, e);
            }
        }
    }

    private static Map<String, Configuration> known(ConfigurationAdmin admin) throws IOException {
        try {
            Configuration @Nullable [] all = admin.listConfigurations(null);
            return Stream.ofNullable(all)
                    .flatMap(Arrays::stream)
                    .collect(Collectors.toMap(Configuration::getPid, Function.identity()));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter has no syntax", e);
        }
    }

    private static void follow(
            String pid, Optional<Configuration> known, ConfigurationAdmin admin, LayeredConfigurations store)
            throws IOException {
        if (!store.exists(pid)) {
            if (known.isPresent()) {
                known.get().delete();
            }
            return;
        }
        Dictionary<String, Object> values = store.load(pid);
        if (known.isPresent()) {
            known.get().update(values);
            return;
        }
        @Nullable Object factoryPid = values.get(ConfigurationAdmin.SERVICE_FACTORYPID);
        if (factoryPid == null) {
            admin.getConfiguration(pid, ANY_LOCATION).update(values);
        } else if (pid.startsWith(factoryPid + "~")) {
            String name = pid.substring(factoryPid.toString().length() + 1);
            admin.getFactoryConfiguration(factoryPid.toString(), name, ANY_LOCATION)
                    .update(values);
        } else {
            // Its name was made up by ConfigurationAdmin, which makes no name twice.
            logger.warn("The settings {} are restored, but count from the next start on", pid);
        }
    }
}
