package org.dectory.api.replaceable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Who is there, who is called for each key, and who waits for somebody to come.
 *
 * <p>Thread-safe; the lock is held for changes only, never while anything is called.
 */
final class Roster<S> {

    private final String keyProperty;

    /** What is bound, by service id; the lock of all changes. */
    private final Map<Long, Registration<S>> registrations = new HashMap<>();

    /** The service to call for each key; never changed, only replaced. */
    private volatile Map<String, Held<S>> best = Map.of();

    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

    Roster(String keyProperty) {
        this.keyProperty = keyProperty;
    }

    /** Takes a service in, or its changed properties, and wakes those who wait for it. */
    void add(S service, Map<String, ?> properties) {
        Registration<S> latest = Registration.of(service, properties, keyProperty);
        synchronized (registrations) {
            registrations.merge(latest.id(), latest, Registration::changedTo);
            chooseBest();
        }
        waiters.forEach(this::wakeIfServed);
    }

    /** Takes a service off; who looks from now on does not find it. */
    Optional<Held<S>> remove(S service, Map<String, ?> properties) {
        long id = Registration.id(properties);
        synchronized (registrations) {
            Registration<S> known = registrations.get(id);
            if (known == null || known.held().service() != service) {
                return Optional.empty();
            }
            registrations.remove(id);
            chooseBest();
            return Optional.of(known.held());
        }
    }

    private void chooseBest() {
        Map<String, Held<S>> chosen = new HashMap<>();
        registrations.values().stream()
                .sorted(Registration.BEST_FIRST)
                .forEach(registration ->
                        registration.keys().forEach(key -> chosen.putIfAbsent(key, registration.held())));
        best = Map.copyOf(chosen);
    }

    /** Enters the best service; tries again when that one has been withdrawn between the look and the step. */
    Optional<Held<S>> enter(String key) {
        for (Held<S> held = best.get(key); held != null; held = best.get(key)) {
            if (held.enter()) {
                return Optional.of(held);
            }
        }
        return Optional.empty();
    }

    /** Begins to wait for a service; {@link #stopWaiting} ends it in any case. */
    Waiter startWaiting(String key) {
        Waiter waiter = new Waiter(key);
        waiters.add(waiter);
        // A service may have come since the caller looked, and then nobody has seen that it waits.
        wakeIfServed(waiter);
        return waiter;
    }

    void stopWaiting(Waiter waiter) {
        waiters.remove(waiter);
    }

    private void wakeIfServed(Waiter waiter) {
        if (best.containsKey(waiter.key())) {
            waiter.arrival().complete(null);
        }
    }

    Set<String> keys() {
        return best.keySet();
    }

    Map<Long, Integer> callsInProgress() {
        synchronized (registrations) {
            return registrations.values().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            Registration::id,
                            registration -> registration.held().callsInProgress()));
        }
    }
}
