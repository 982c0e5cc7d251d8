package org.dectory.radio.simulator.internal;

import java.util.Optional;
import java.util.function.Supplier;
import org.dectory.api.replaceable.LateService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of a sort of events, which may come and go. Thread-safe.
 *
 * <p>It is asked for at the first event only, not when it appears: it needs the radio, which is still starting then.
 *
 * @param <T> what the owner is
 */
final class Owner<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Owner.class);

    private final String name;
    private final LateService<T> current = new LateService<>();
    private volatile boolean missed;

    Owner(String name) {
        this.name = name;
    }

    /**
     * An owner has appeared, in place of the one there was.
     *
     * @param key tells it from others
     * @param service gives it; null if it has gone meanwhile
     */
    void bind(Object key, Supplier<? extends @Nullable T> service) {
        current.bind(key, service);
        missed = false;
    }

    /** An owner has gone; does nothing if another is there already. */
    void unbind(Object key) {
        current.unbind(key);
    }

    /** The owner, if it is there; if not, the log says so, once for each absence. */
    Optional<T> find() {
        Optional<T> found = current.find();
        if (found.isEmpty() && !missed) {
            missed = true;
            LOG.warn("No {} is there: what phones want of it is refused or dropped", name);
        }
        return found;
    }
}
