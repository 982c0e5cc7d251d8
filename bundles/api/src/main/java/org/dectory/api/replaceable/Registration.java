package org.dectory.api.replaceable;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Constants;

/** A service with what its properties say of it. */
record Registration<S>(long id, int ranking, Set<String> keys, Held<S> held) {

    /** The order of OSGi's service references: the highest ranking, among equals the one registered first. */
    static final Comparator<Registration<?>> BEST_FIRST = Comparator.<Registration<?>>comparingInt(
                    Registration::ranking)
            .reversed()
            .thenComparingLong(Registration::id);

    static <S> Registration<S> of(S service, Map<String, ?> properties, String keyProperty) {
        // A ranking of any other type counts as 0: OSGi Core, "Service Ranking Order".
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        return new Registration<>(id(properties), ranking, keys(properties, keyProperty), new Held<>(service));
    }

    static long id(Map<String, ?> properties) {
        if (properties.get(Constants.SERVICE_ID) instanceof Long id) {
            return id;
        }
        throw new IllegalArgumentException(Constants.SERVICE_ID + " is missing: " + properties);
    }

    private static Set<String> keys(Map<String, ?> properties, String keyProperty) {
        Object value = properties.get(keyProperty);
        Collection<?> keys = List.of();
        if (value instanceof String key) {
            keys = List.of(key);
        } else if (value instanceof String[] several) {
            keys = List.of(several);
        } else if (value instanceof Collection<?> several) {
            keys = several;
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    keyProperty + " is missing or neither String, String[] nor Collection: " + properties);
        }
        return keys.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    /** The changed registration; calls go on being counted where they were. */
    Registration<S> changedTo(Registration<S> changed) {
        boolean same = held.service() == changed.held.service();
        return new Registration<>(id, changed.ranking, changed.keys, same ? held : changed.held);
    }
}
