package org.dectory.configstore.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dectory.api.settings.SettingsCheck;
import org.dectory.api.settings.SettingsRefusedException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges settings by what bundles say of them: in their metatype, and by their checks. A component that gets a setting which it cannot
 * read fails or keeps its default, and whoever set it does not hear of it: so it is refused before it is stored.
 *
 * <p>Only what changes is judged. A setting that an older firmware took keeps nobody from changing another.
 */
final class DescribedSettings implements Judge {

    private static final Logger logger = LoggerFactory.getLogger(DescribedSettings.class);

    private static final Set<String> OWN = Set.of(
            Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID, ConfigurationAdmin.SERVICE_BUNDLELOCATION);

    private final Supplier<Optional<MetaTypeService>> metatypes;
    private final Supplier<List<Bundle>> bundles;
    private final Function<String, List<SettingsCheck>> checks;

    /**
     * Knows who describes settings.
     *
     * @param metatypes reads metatypes; while it is absent nothing is judged by them
     * @param bundles those that may describe settings, the one installed last at the end
     * @param checks who judges the settings of an identity besides
     */
    DescribedSettings(
            Supplier<Optional<MetaTypeService>> metatypes,
            Supplier<List<Bundle>> bundles,
            Function<String, List<SettingsCheck>> checks) {
        this.metatypes = metatypes;
        this.bundles = bundles;
        this.checks = checks;
    }

    @Override
    public void judge(String pid, Map<String, Object> wanted, Map<String, Object> known)
            throws SettingsRefusedException {
        Map<String, Object> changed = Values.copyOf(wanted);
        changed.keySet().removeAll(OWN);
        changed.entrySet()
                .removeIf(wish ->
                        known.containsKey(wish.getKey()) && Values.same(wish.getValue(), known.get(wish.getKey())));
        if (changed.isEmpty()) {
            return;
        }
        Optional<String> factoryPid = Optional.ofNullable(wanted.get(ConfigurationAdmin.SERVICE_FACTORYPID))
                .map(Object::toString);
        // A targeted PID has the same settings: OSGi Compendium, Configuration Admin, "Targeted PIDs".
        String described = factoryPid.orElse(pid).split("\\|", 2)[0];
        for (AttributeDefinition attribute : attributes(described, factoryPid.isPresent())) {
            @Nullable Object value = changed.get(attribute.getID());
            if (value != null) {
                DescribedSetting.require(attribute, value);
            }
        }
        Map<String, Object> all = Values.copyOf(wanted);
        all.keySet().removeAll(OWN);
        for (SettingsCheck check : checks.apply(described)) {
            ask(check, pid, all);
        }
    }

    private static void ask(SettingsCheck check, String pid, Map<String, Object> values)
            throws SettingsRefusedException {
        try {
            check.check(values);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new SettingsRefusedException(message.split("[: ]", 2)[0], message);
        } catch (RuntimeException e) {
            logger.warn("A check of the settings {} failed, and counts as passed", pid, e);
        }
    }

    private List<AttributeDefinition> attributes(String pid, boolean oneOfSeveral) {
        Optional<MetaTypeService> service = metatypes.get();
        if (service.isEmpty()) {
            return List.of();
        }
        return bundles.get().stream()
                .map(service.get()::getMetaTypeInformation)
                .filter(information -> information != null && describes(information, pid, oneOfSeveral))
                // Of two versions beside each other the later one stays.
                .reduce((earlier, later) -> later)
                .map(information -> attributes(information.getObjectClassDefinition(pid, null)))
                .orElse(List.of());
    }

    private static boolean describes(MetaTypeInformation information, String pid, boolean oneOfSeveral) {
        String @Nullable [] pids = oneOfSeveral ? information.getFactoryPids() : information.getPids();
        return pids != null && Arrays.asList(pids).contains(pid);
    }

    private static List<AttributeDefinition> attributes(ObjectClassDefinition definition) {
        return Stream.ofNullable(definition.getAttributeDefinitions(ObjectClassDefinition.ALL))
                .flatMap(Arrays::stream)
                .toList();
    }
}
