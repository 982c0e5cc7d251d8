package org.dectory.api.replaceable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The parts of the appliance that happen to be there, for those who can do something useful without some of them and say which
 * are missing.
 *
 * <p>A component names its parts once, as references with one bind and one unbind method for all of them. Thread-safe; nothing
 * waits.
 */
public final class PresentServices {

    private final SortedMap<String, Class<?>> parts;
    private final ConcurrentMap<Class<?>, Object> present = new ConcurrentHashMap<>();

    /**
     * Makes a holder without services.
     *
     * @param parts the services by the names that people know them by, such as {@code subscription}
     */
    public PresentServices(Map<String, Class<?>> parts) {
        this.parts = new TreeMap<>(parts);
    }

    /**
     * A service has appeared, in place of the one there was. Meant to be called by a component's bind method.
     *
     * @param service the service; it is taken for each part that it is an instance of
     */
    public void bind(Object service) {
        parts.values().stream().filter(type -> type.isInstance(service)).forEach(type -> present.put(type, service));
    }

    /**
     * A service has gone; a successor that came first stays.
     *
     * @param service the service
     */
    public void unbind(Object service) {
        present.values().removeIf(known -> known == service);
    }

    /**
     * A service, if it is there.
     *
     * @param type what it is
     * @param <S> what it is
     * @return the service; empty if it is not there now
     */
    public <S> Optional<S> find(Class<S> type) {
        return Optional.ofNullable(present.get(type)).map(type::cast);
    }

    /**
     * What a part is called.
     *
     * @param type its service
     * @return its name
     * @throws IllegalArgumentException if it is none of the parts
     */
    public String name(Class<?> type) {
        return parts.entrySet().stream()
                .filter(part -> part.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " (expected: one of " + parts + ")"));
    }

    /**
     * The names of all parts.
     *
     * @return the names, sorted
     */
    public List<String> names() {
        return List.copyOf(parts.keySet());
    }

    /**
     * The names of the parts that are not there.
     *
     * @return the names, sorted
     */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        parts.forEach((name, type) -> {
            if (!present.containsKey(type)) {
                missing.add(name);
            }
        });
        return missing;
    }
}
