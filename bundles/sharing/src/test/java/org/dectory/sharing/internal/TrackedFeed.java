package org.dectory.sharing.internal;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;

/** A feed that knows how far its followers have come. */
final class TrackedFeed implements ChangeFeed {

    private final ChangeFeed feed;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    TrackedFeed(ChangeFeed feed) {
        this.feed = feed;
    }

    @Override
    public long head() {
        return feed.head();
    }

    @Override
    public List<Change> after(long cursor, int max) {
        return feed.after(cursor, max);
    }

    @Override
    public Following follow(String name, long cursor, Consumer<List<Change>> listener) {
        seen.put(name, cursor);
        Following following = feed.follow(name, cursor, changes -> {
            try {
                listener.accept(changes);
            } finally {
                seen.computeIfPresent(
                        name, (same, before) -> changes.get(changes.size() - 1).sequence());
            }
        });
        return () -> {
            seen.remove(name);
            following.close();
        };
    }

    /** Waits until all have taken all entries that there are now. */
    void awaitFollowers() {
        long head = head();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> seen.values().stream().allMatch(sequence -> sequence >= head));
    }
}
