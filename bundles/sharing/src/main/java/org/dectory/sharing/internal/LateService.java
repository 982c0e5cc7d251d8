package org.dectory.sharing.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A service that may come and go, and is taken at its first use only: when it appears, it may itself be waiting for what is
 * starting here. Thread-safe.
 *
 * @param <S> what the service is
 */
final class LateService<S> {

    private final AtomicReference<@Nullable Offer<S>> current = new AtomicReference<>();

    /**
     * A service has appeared, in place of the one there was.
     *
     * @param key tells it from others
     * @param source gives it; null if it has gone meanwhile
     */
    void bind(Object key, Supplier<? extends @Nullable S> source) {
        current.set(new Offer<>(key, source));
    }

    /** A service has gone; does nothing if another is there already. */
    void unbind(Object key) {
        current.updateAndGet(offer -> offer != null && offer.key.equals(key) ? null : offer);
    }

    Optional<S> find() {
        Offer<S> offer = current.get();
        return offer == null ? Optional.empty() : offer.find();
    }

    private static final class Offer<S> {

        private final Object key;
        private final Supplier<? extends @Nullable S> source;
        private volatile @Nullable S taken;

        Offer(Object key, Supplier<? extends @Nullable S> source) {
            this.key = key;
            this.source = source;
        }

        Optional<S> find() {
            S known = taken;
            if (known == null) {
                known = source.get();
                taken = known;
            }
            return Optional.ofNullable(known);
        }
    }
}
