package org.dectory.userstore.internal;

import java.time.Instant;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.jspecify.annotations.Nullable;

/** Writes the entries of one transaction to the feed. */
final class ChangeLog {

    private final Session session;
    private final Actor actor;
    private final Instant now;
    private final RecentChanges recent;
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

    /** The last entry written. */
    long sequence() {
        return sequence;
    }

    Instant now() {
        return now;
    }

    void device(Change.Kind kind, DeviceId device, String detail) {
        write(kind, device, null, detail);
    }

    void user(Change.Kind kind, UserId user, String detail) {
        write(kind, null, user, detail);
    }

    void pair(Change.Kind kind, DeviceId device, UserId user, String detail) {
        write(kind, device, user, detail);
    }

    void system(Change.Kind kind, String detail) {
        write(kind, null, null, detail);
    }

    private void write(Change.Kind kind, @Nullable DeviceId device, @Nullable UserId user, String detail) {
        session.run(
                "INSERT INTO change (sequence, at, actor_kind, actor, origin, kind, device, user, detail)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                sequence + 1,
                Times.toMicros(now),
                actor.kind().name(),
                actor.name(),
                actor.origin(),
                kind.name(),
                device == null ? null : device.ppn(),
                user == null ? null : user.uid(),
                detail);
        sequence++;
        recent.put(
                new Change(sequence, now, actor, kind, Optional.ofNullable(device), Optional.ofNullable(user), detail));
    }
}
