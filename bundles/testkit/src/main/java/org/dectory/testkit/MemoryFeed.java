package org.dectory.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feed of the {@link InMemoryStore}; one thread serves all followers. */
final class MemoryFeed implements ChangeFeed, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(MemoryFeed.class);
    private static final int KEPT = 100_000;

    private final ConcurrentSkipListMap<Long, Change> changes = new ConcurrentSkipListMap<>();
    private final CopyOnWriteArrayList<Follower> followers = new CopyOnWriteArrayList<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> InMemoryStore.daemon(task, "memory-feed"));

    void append(List<Change> committed) {
        committed.forEach(change -> changes.put(change.sequence(), change));
        changes.headMap(head() - KEPT, true).clear();
        if (!committed.isEmpty() && !thread.isShutdown()) {
            thread.execute(() -> followers.forEach(Follower::deliver));
        }
    }

    @Override
    public long head() {
        Map.@Nullable Entry<Long, Change> last = changes.lastEntry();
        return last == null ? 0 : last.getKey();
    }

    @Override
    public List<Change> after(long cursor, int max) {
        if (max < 1 || max > 1000) {
            throw new IllegalArgumentException("max: " + max + " (expected: 1 to 1000)");
        }
        return changes.tailMap(cursor, false).values().stream().limit(max).toList();
    }

    @Override
    public Following follow(String name, long cursor, Consumer<List<Change>> listener) {
        Follower follower = new Follower(name, cursor, listener);
        followers.add(follower);
        thread.execute(follower::deliver);
        return follower;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private final class Follower implements Following {

        private final String name;
        private final Consumer<List<Change>> listener;
        private final ReentrantLock calling = new ReentrantLock();
        private long cursor;
        private volatile boolean closed;

        Follower(String name, long cursor, Consumer<List<Change>> listener) {
            this.name = name;
            this.cursor = cursor;
            this.listener = listener;
        }

        void deliver() {
            for (List<Change> next = after(cursor, 1000); !next.isEmpty(); next = after(cursor, 1000)) {
                calling.lock();
                try {
                    if (closed) {
                        return;
                    }
                    cursor = next.get(next.size() - 1).sequence();
                    listener.accept(next);
                } catch (RuntimeException e) {
                    logger.error("Follower {} failed", name, e);
                } finally {
                    calling.unlock();
                }
            }
        }

        /** Waits for a call in progress, but not for ever: the caller may hold a lock that the listener wants. */
        @Override
        public void close() {
            closed = true;
            followers.remove(this);
            try {
                if (calling.tryLock(2, TimeUnit.SECONDS)) {
                    calling.unlock();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
