package org.dectory.sharing.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.sharing.LoginLock;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreView;
import org.dectory.api.time.Scheduler;
import org.dectory.api.time.Scheduler.Appointment;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the books of wrong PINs: one for each user at each phone, so that nobody is locked out of other phones by what happens
 * at one, and one for each phone over all its users.
 *
 * <p>The books are in the store and nowhere else, so a restart opens nothing. They hold instants, not timers: a lock is over
 * when the clock says so. Thread-safe.
 */
@Component(
        name = "org.dectory.sharing.pins",
        service = WrongPins.class,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class WrongPins implements AutoCloseable {

    /** How often what is over is taken out of the store, though nobody asks for it. */
    static final Duration TIDY_INTERVAL = Duration.ofHours(1);

    private static final Actor ACTOR = Actor.system("sharing");
    private static final Logger logger = LoggerFactory.getLogger(WrongPins.class);

    private final Store store;
    private final Clock clock;
    private final Scheduler scheduler;
    private final LivePolicy policy;

    private @Nullable Appointment next;
    private boolean closed;

    /** Takes the services. */
    @Activate
    public WrongPins(
            @Reference Store store,
            @Reference Clock clock,
            @Reference Scheduler scheduler,
            @Reference LivePolicy policy) {
        this.store = store;
        this.clock = clock;
        this.scheduler = scheduler;
        this.policy = policy;
        arrangeTidying();
    }

    private synchronized void arrangeTidying() {
        if (!closed) {
            next = scheduler.at(clock.instant().plus(TIDY_INTERVAL), () -> {
                tidy();
                arrangeTidying();
            });
        }
    }

    @Deactivate
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel();
        }
    }

    private PinRules rules() {
        return new PinRules(clock.instant(), policy.current());
    }

    /** Why a phone asks nobody for a PIN now; empty if it does. */
    Optional<PinBarrier> findBarrier(DeviceId device) {
        PinRules rules = rules();
        return store.read(view -> rules.findBarrier(view, BookKey.of(device)));
    }

    /** Why a phone does not ask a user for the PIN now; empty if it does. */
    Optional<PinBarrier> findBarrier(DeviceId device, UserId user) {
        PinRules rules = rules();
        List<BookKey> keys = List.of(BookKey.of(device), BookKey.of(device, user));
        if (store.read(view -> keys.stream().anyMatch(key -> rules.isStale(view, key)))) {
            // Otherwise the end would move on with each attempt.
            tidy("kept up with the clock", keys, rules);
        }
        return store.read(view -> rules.findBarrier(view, device, user));
    }

    /**
     * Enters a wrong PIN.
     *
     * @param device the phone's device
     * @param user whose PIN it was meant to be; empty if it counts for the phone alone
     * @return completes, when it is durable, with what follows for the next attempt; empty if nothing does
     */
    CompletionStage<Optional<PinBarrier>> enter(Device device, Optional<UserId> user) {
        PinRules rules = rules();
        BookKey ofPhone = BookKey.of(device.id());
        BookKey mostNarrow = new BookKey(device.id(), user);
        CompletionStage<Optional<PinBarrier>> entered = store.write(Actor.phone(device.ipei()), tx -> {
            // Either may be gone by now, and its number may one day be another's.
            if (mostNarrow.isOrphan(tx)) {
                return Optional.empty();
            }
            rules.tidy(tx, usersOf(tx, device.id()));
            rules.enter(tx, ofPhone);
            if (user.isEmpty()) {
                return rules.findBarrier(tx, ofPhone);
            }
            rules.enter(tx, mostNarrow);
            return rules.findBarrier(tx, device.id(), user.get());
        });
        return entered.thenApply(barrier -> {
            barrier.filter(PinBarrier::locked)
                    .ifPresent(lock -> logger.warn(
                            "{} locked after wrong PINs: {} at {}",
                            lock.ofPhone() ? "Phone" : "User",
                            mostNarrow,
                            device.ipei()));
            return barrier;
        });
    }

    private static List<BookKey> usersOf(StoreView view, DeviceId device) {
        return BookKey.parseAll(view.states(BookKey.prefixOfUsers(device)).keySet());
    }

    /** Enters a right PIN: the count of the user at the phone begins anew, that of the phone goes on. */
    void clear(Device device, UserId user) {
        BookKey key = BookKey.of(device.id(), user);
        if (store.read(view -> view.findState(key.text())).isPresent()) {
            store.write(Actor.phone(device.ipei()), tx -> {
                        tx.removeState(key.text());
                        return true;
                    })
                    .whenComplete((done, failure) -> complain("forgotten", failure));
        }
    }

    /** What is remembered, by device, that of the phone before those of its users. */
    List<LoginLock> locks() {
        PinRules rules = rules();
        return store.read(view -> allKeys(view).stream()
                .flatMap(key -> rules.find(view, key).map(count -> lock(key, count)).stream())
                .sorted(Comparator.<LoginLock>comparingInt(lock -> lock.device().ppn())
                        .thenComparingInt(lock -> lock.user().map(UserId::uid).orElse(0)))
                .toList());
    }

    private static List<BookKey> allKeys(StoreView view) {
        return BookKey.parseAll(view.states(BookKey.PREFIX).keySet());
    }

    private static LoginLock lock(BookKey key, PinCount count) {
        return new LoginLock(key.device(), key.user(), count.wrong(), count.until(), count.locked());
    }

    /** Forgets a count; completes, when it is durable, with whether there was one. */
    CompletionStage<Boolean> unlock(DeviceId device, Optional<UserId> user, Actor actor) {
        BookKey key = new BookKey(device, user);
        PinRules rules = rules();
        return store.write(actor, tx -> {
            boolean known = rules.find(tx, key).isPresent();
            tx.removeState(key.text());
            return known;
        });
    }

    /** Takes out of the store what is over and what belongs to nobody any more. */
    void tidy() {
        List<BookKey> keys = store.read(WrongPins::allKeys);
        if (!keys.isEmpty()) {
            tidy("tidied", keys, rules());
        }
    }

    private void tidy(String what, List<BookKey> keys, PinRules rules) {
        store.write(ACTOR, tx -> {
                    rules.tidy(tx, keys);
                    return true;
                })
                .whenComplete((done, failure) -> complain(what, failure));
    }

    private static void complain(String what, @Nullable Throwable failure) {
        if (failure != null) {
            logger.warn("Wrong PINs could not be {}", what, failure);
        }
    }
}
