package org.dectory.api.replaceable;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One service that may come and go, and is taken at its first use only. For a reference of a component whose service may itself be
 * waiting for what is starting here: taken at once, the two would go round in a circle.
 *
 * <p>Once taken, a service is kept until it goes: taking and returning it at each use, on many threads at once, is more than
 * frameworks count without mistakes. Thread-safe; nothing waits.
 *
 * @param <S> what the service is
 */
public final class LateService<S> {

    private final AtomicReference<@Nullable Offer<S>> current = new AtomicReference<>();

    /** Makes a holder without a service. */
    public LateService() {}

    /**
     * A service has appeared, in place of the one there was. Meant to be called by a component's bind method.
     *
     * @param key tells it from others, such as its service reference
     * @param source gives it; null if it has gone meanwhile
     */
    public void bind(Object key, Supplier<? extends @Nullable S> source) {
        current.set(new Offer<>(key, source));
    }

    /**
     * A service has gone; does nothing if another is there already.
     *
     * @param key what told it from others
     */
    public void unbind(Object key) {
        current.updateAndGet(offer -> offer != null && offer.key.equals(key) ? null : offer);
    }

    /**
     * The service.
     *
     * @return the service; empty if there is none now
     */
    public Optional<S> find() {
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
