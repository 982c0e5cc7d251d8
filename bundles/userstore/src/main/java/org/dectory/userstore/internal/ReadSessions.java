package org.dectory.userstore.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.dectory.api.store.StoreException;
import org.jspecify.annotations.Nullable;

/** The connections that read. A few are kept; a reader who finds none gets a new one, so that nobody waits. */
final class ReadSessions implements AutoCloseable {

    private static final int KEPT = 8;

    private final Database database;
    private final Deque<Session> idle = new ArrayDeque<>();
    private boolean closed;

    ReadSessions(Database database) {
        this.database = database;
    }

    /** Reads with one statement, which is a snapshot by itself. */
    <T> T one(Function<Session, T> query) {
        Session session = take();
        try {
            return query.apply(session);
        } finally {
            giveBack(session);
        }
    }

    /** Reads a snapshot with as many statements as it takes. */
    <T> T snapshot(Function<Session, T> query) {
        return one(session -> {
            session.run("BEGIN");
            try {
                return query.apply(session);
            } finally {
                session.run("COMMIT");
            }
        });
    }

    private Session take() {
        synchronized (idle) {
            if (closed) {
                throw new StoreException("The store is closed");
            }
            @Nullable Session session = idle.pollFirst();
            if (session != null) {
                return session;
            }
        }
        return database.openReader();
    }

    private void giveBack(Session session) {
        synchronized (idle) {
            if (!closed && !session.isBroken() && idle.size() < KEPT) {
                idle.addFirst(session);
                return;
            }
        }
        session.close();
    }

    /** Closes what is idle; what is in use is closed when it comes back. */
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(Session::close);
            idle.clear();
        }
    }
}
