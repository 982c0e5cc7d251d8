package org.dectory.sharing.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.sharing.SharingPolicy;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;

/**
 * What the books of wrong PINs say at an instant, and how one more is entered. Pure.
 *
 * @param now the instant
 * @param policy the limits
 */
record PinRules(Instant now, SharingPolicy policy) {

    /** The count in a book as it stands now; empty if there is none, or it is over. */
    Optional<PinCount> find(StoreView view, BookKey key) {
        return view.findState(key.text()).flatMap(PinCount::parse).flatMap(count -> count.at(now, policy.lock()));
    }

    /** Why a phone does not ask a user for the PIN; of two reasons the one that lasts longer. */
    Optional<PinBarrier> findBarrier(StoreView view, DeviceId device, UserId user) {
        return Stream.of(BookKey.of(device), BookKey.of(device, user))
                .flatMap(key -> findBarrier(view, key).stream())
                .max(Comparator.comparing(PinBarrier::left));
    }

    /** Why no PIN is asked for by one book. */
    Optional<PinBarrier> findBarrier(StoreView view, BookKey key) {
        return find(view, key)
                .filter(count -> count.blocks(now))
                .map(count ->
                        new PinBarrier(key.user().isEmpty(), count.locked(), Duration.between(now, count.until())));
    }

    /** Enters a wrong PIN. That a limit was reached is an entry of the change feed, the rest is not. */
    void enter(StoreTransaction tx, BookKey key) {
        int limit = key.user().isEmpty() ? policy.deviceWrongPins() : policy.wrongPins();
        PinCount count = PinCount.oneMore(find(tx, key), now, limit, policy.lock());
        if (count.locked()) {
            tx.putState(key.text(), count.text());
        } else {
            tx.putQuietState(key.text(), count.text());
        }
    }

    /** Takes out what is over or belongs to nobody any more, and writes down what a clock that was set back has changed. */
    void tidy(StoreTransaction tx, Collection<BookKey> keys) {
        for (BookKey key : keys) {
            Optional<PinCount> count = key.isOrphan(tx) ? Optional.empty() : find(tx, key);
            if (count.isEmpty()) {
                tx.removeState(key.text());
            } else if (isStale(tx, key)) {
                tx.putQuietState(key.text(), count.get().text());
            }
        }
    }

    /** Whether a count was entered at a later instant than now: the clock was set back since. */
    boolean isStale(StoreView view, BookKey key) {
        return view.findState(key.text())
                .flatMap(PinCount::parse)
                .filter(count -> now.isBefore(count.last()))
                .isPresent();
    }
}
