package org.dectory.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;

/** Writes the entries of one transaction to the feed of the {@link InMemoryStore}. */
final class MemoryLog {

    private final MemoryTables tables;
    private final Actor actor;
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();

    MemoryLog(MemoryTables tables, Actor actor, Instant now) {
        this.tables = tables;
        this.actor = actor;
        this.now = now;
    }

    List<Change> changes() {
        return changes;
    }

    Instant now() {
        return now;
    }

    void device(Change.Kind kind, DeviceId device, String detail) {
        write(kind, Optional.of(device), Optional.empty(), detail);
    }

    void user(Change.Kind kind, UserId user, String detail) {
        write(kind, Optional.empty(), Optional.of(user), detail);
    }

    void pair(Change.Kind kind, DeviceId device, UserId user, String detail) {
        write(kind, Optional.of(device), Optional.of(user), detail);
    }

    void system(Change.Kind kind, String detail) {
        write(kind, Optional.empty(), Optional.empty(), detail);
    }

    private void write(Change.Kind kind, Optional<DeviceId> device, Optional<UserId> user, String detail) {
        changes.add(new Change(++tables.lastChange, now, actor, kind, device, user, detail));
        tables.lastInstant = now;
    }
}
