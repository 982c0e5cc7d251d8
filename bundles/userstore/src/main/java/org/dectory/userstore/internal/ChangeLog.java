package org.dectory.userstore.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.jspecify.annotations.Nullable;

/** Collects the entries of one transaction, and writes them to the feed at its end: several at once take a third of the time. */
final class ChangeLog {

    private static final int TOGETHER = 8;
    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ONE =
            "INSERT INTO change (sequence, at, actor_kind, actor, origin, kind, device, user, detail) VALUES " + ROW;
    private static final String SEVERAL = ONE + (", " + ROW).repeat(TOGETHER - 1);

    private final Session session;
    private final Actor actor;
    private final Instant now;
    private final RecentChanges recent;
    private final List<Change> entries = new ArrayList<>();
    private long sequence;

    /**
     * A log that goes on.
     *
     * @param now when it all happens, in whole microseconds
     * @param sequence the last entry that there is
     * @param recent takes each entry that was written
     */
    ChangeLog(Session session, Actor actor, Instant now, long sequence, RecentChanges recent) {
        this.session = session;
        this.actor = actor;
        this.now = now;
        this.sequence = sequence;
        this.recent = recent;
    }

    /** The last entry. */
    long sequence() {
        return sequence;
    }

    Instant now() {
        return now;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void device(Change.Kind kind, DeviceId device, String detail) {
        add(kind, Optional.of(device), Optional.empty(), detail);
    }

    void user(Change.Kind kind, UserId user, String detail) {
        add(kind, Optional.empty(), Optional.of(user), detail);
    }

    void pair(Change.Kind kind, DeviceId device, UserId user, String detail) {
        add(kind, Optional.of(device), Optional.of(user), detail);
    }

    void system(Change.Kind kind, String detail) {
        add(kind, Optional.empty(), Optional.empty(), detail);
    }

    private void add(Change.Kind kind, Optional<DeviceId> device, Optional<UserId> user, String detail) {
        sequence++;
        entries.add(new Change(sequence, now, actor, kind, device, user, detail));
    }

    /** Writes what was collected. */
    void write() {
        int from = 0;
        for (; from + TOGETHER <= entries.size(); from += TOGETHER) {
            write(SEVERAL, entries.subList(from, from + TOGETHER));
        }
        for (; from < entries.size(); from++) {
            write(ONE, entries.subList(from, from + 1));
        }
        entries.forEach(recent::put);
    }

    private void write(String sql, List<Change> some) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Change each : some) {
            values.add(each.sequence());
            values.add(Times.toMicros(now));
            values.add(actor.kind().name());
            values.add(actor.name());
            values.add(actor.origin());
            values.add(each.kind().name());
            values.add(each.device().map(DeviceId::ppn).orElse(null));
            values.add(each.user().map(UserId::uid).orElse(null));
            values.add(each.detail());
        }
        session.run(sql, values.toArray());
    }
}
