package org.dectory.userstore.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.replaceable.OwnThreads;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the feed of changes and tells its followers, on a few threads that all of them share. */
final class Feed implements ChangeFeed, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Feed.class);

    private static final int THREADS = 4;
    private static final int BATCH = 500;
    private static final int MAX = 1000;

    /** Entries that a later firmware wrote and this one does not know are left out. */
    private static final String AFTER =
            "SELECT sequence, at, actor_kind, actor, origin, kind, device, user, detail FROM change"
                    + " WHERE sequence > ? AND kind IN ("
                    + Arrays.stream(Change.Kind.values())
                            .map(kind -> '\'' + kind.name() + '\'')
                            .collect(Collectors.joining(", "))
                    + ") ORDER BY sequence LIMIT ?";

    private final ReadSessions sessions;
    private final CopyOnWriteArrayList<Follower> followers = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor pool;
    private final RecentChanges recent;

    Feed(ReadSessions sessions) {
        this.sessions = sessions;
        this.recent = new RecentChanges(sessions.one(session -> session.number("SELECT max(sequence) FROM change")));
        this.pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                OwnThreads.of(Feed.class, "userstore-feed"));
        pool.allowCoreThreadTimeOut(true);
        // What comes after the end is nobody's concern any more.
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Where the writer puts the entries that it writes. */
    RecentChanges recent() {
        return recent;
    }

    /** Called by the writer after each commit with entries. */
    void committed(long newest) {
        recent.committed(newest);
        followers.forEach(Follower::wake);
    }

    @Override
    public long head() {
        return recent.newest();
    }

    @Override
    public List<Change> after(long cursor, int max) {
        if (max < 1 || max > MAX) {
            throw new IllegalArgumentException("max: " + max + " (expected: 1 to " + MAX + ")");
        }
        return recent.after(cursor, max)
                .orElseGet(() -> sessions.one(session -> session.all(AFTER, Feed::change, cursor, max)));
    }

    private static Change change(ResultSet row) throws SQLException {
        int device = row.getInt(7);
        int user = row.getInt(8);
        return new Change(
                row.getLong(1),
                Times.ofMicros(row.getLong(2)),
                new Actor(Actor.Kind.valueOf(row.getString(3)), row.getString(4), row.getString(5)),
                Change.Kind.valueOf(row.getString(6)),
                device == 0 ? Optional.empty() : Optional.of(new DeviceId(device)),
                user == 0 ? Optional.empty() : Optional.of(new UserId(user)),
                row.getString(9));
    }

    @Override
    public Following follow(String name, long cursor, Consumer<List<Change>> listener) {
        Follower follower = new Follower(name, cursor, listener);
        followers.add(follower);
        follower.wake();
        return follower;
    }

    @Override
    public void close() {
        followers.forEach(Follower::close);
        pool.shutdown();
    }

    /** One listener: its turns run one after the other, each with one batch. */
    private final class Follower implements Following, Runnable {

        private final String name;
        private final Consumer<List<Change>> listener;
        private final ReentrantLock calling = new ReentrantLock();

        /** How often it was woken since its last turn began; while it is not 0, a turn is arranged or runs. */
        private final AtomicInteger wakes = new AtomicInteger();

        private volatile long cursor;
        private volatile boolean left;

        Follower(String name, long cursor, Consumer<List<Change>> listener) {
            this.name = name;
            this.cursor = cursor;
            this.listener = listener;
        }

        void wake() {
            if (wakes.getAndIncrement() == 0) {
                pool.execute(this);
            }
        }

        @Override
        public void run() {
            int seen = wakes.get();
            boolean more = deliver();
            if (more || wakes.addAndGet(-seen) > 0) {
                pool.execute(this);
            }
        }

        /** Delivers one batch; tells whether there may be another. */
        private boolean deliver() {
            calling.lock();
            try {
                if (left) {
                    return false;
                }
                List<Change> next = after(cursor, BATCH);
                if (next.isEmpty()) {
                    return false;
                }
                cursor = next.get(next.size() - 1).sequence();
                call(next);
                return next.size() == BATCH;
            } catch (StoreException e) {
                logger.warn("The feed could not be read for {}: {}", name, e.getMessage());
                return false;
            } finally {
                calling.unlock();
            }
        }

        private void call(List<Change> changes) {
            try {
                listener.accept(changes);
            } catch (RuntimeException | LinkageError e) {
                logger.error("The follower {} failed", name, e);
            }
        }

        /** Waits for a call in progress, but not for ever: the caller may hold a lock that the listener wants. */
        @Override
        public void close() {
            left = true;
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
