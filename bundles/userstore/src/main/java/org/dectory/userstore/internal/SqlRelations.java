package org.dectory.userstore.internal;

import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Change;
import org.dectory.api.store.Relation;

/** Ties devices and users together and parts them, within a transaction. */
final class SqlRelations {

    private final SqlView view;
    private final ChangeLog log;

    SqlRelations(SqlView view, ChangeLog log) {
        this.view = view;
        this.log = log;
    }

    Relation link(DeviceId device, UserId user, Relation.Kind kind) {
        try {
            view.session()
                    .run(
                            "INSERT INTO relation (device, user, kind, since) VALUES (?, ?, ?, ?)",
                            device.ppn(),
                            user.uid(),
                            kind.name(),
                            Times.toMicros(log.now()));
        } catch (SqlFailure.Constraint e) {
            throw Refusals.notLinked(view, e, device, user);
        }
        log.pair(Change.Kind.LINKED, device, user, kind.name());
        return new Relation(device, user, kind, log.now());
    }

    void unlink(DeviceId device) {
        view.session()
                .first(
                        "DELETE FROM relation WHERE device = ? RETURNING device, user, kind, since",
                        Rows::relation,
                        device.ppn())
                .ifPresent(relation -> log.pair(
                        Change.Kind.UNLINKED,
                        device,
                        relation.user(),
                        relation.kind().name()));
    }

    Relation change(DeviceId device, Relation.Kind kind) {
        Relation before =
                view.findRelation(device).orElseThrow(() -> Refusals.gone("relation of device " + device.ppn()));
        if (before.kind() == kind) {
            return before;
        }
        view.session()
                .run(
                        "UPDATE relation SET kind = ?, since = ? WHERE device = ?",
                        kind.name(),
                        Times.toMicros(log.now()),
                        device.ppn());
        log.pair(Change.Kind.RELATION_CHANGED, device, before.user(), kind.name());
        return new Relation(device, before.user(), kind, log.now());
    }
}
