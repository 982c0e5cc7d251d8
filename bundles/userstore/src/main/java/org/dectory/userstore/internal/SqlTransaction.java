package org.dectory.userstore.internal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.SecretWriter;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;

/** Changes the database within one savepoint of the writer. Each change writes its entry to the feed. */
final class SqlTransaction extends SqlView implements StoreTransaction {

    private final ChangeLog log;
    private final SqlDevices devices;
    private final SqlSecretWriter secrets;

    SqlTransaction(Session session, ChangeLog log, SecretCipher cipher) {
        super(session);
        this.log = log;
        this.devices = new SqlDevices(this, log);
        this.secrets = new SqlSecretWriter(this, log, cipher);
    }

    @Override
    public Device addDevice(Ipei ipei, HandsetKind kind, boolean encryption) {
        return devices.add(ipei, kind, encryption);
    }

    @Override
    public Device update(Device device) {
        return devices.update(device);
    }

    @Override
    public void removeDevice(DeviceId id) {
        findDevice(id).ifPresent(device -> {
            unlink(id);
            secrets.eraseAll(SecretOwner.of(id));
            devices.remove(device);
        });
    }

    @Override
    public User addUser(UserNumber number, Optional<LoginId> loginId, String name, boolean external) {
        Limits.requireLength("name", name, 0, User.MAX_NAME);
        UserId id;
        try {
            id = new UserId((int) session()
                    .number(
                            "INSERT INTO user (revision, number, login_id, name, folded, external, created)"
                                    + " VALUES (1, ?, ?, ?, ?, ?, ?) RETURNING id",
                            number.value(),
                            loginId.map(LoginId::value).orElse(null),
                            name,
                            SqlLists.fold(name),
                            external,
                            Times.toMicros(now())));
        } catch (SqlFailure.Constraint e) {
            throw Refusals.notUnique(e, number, loginId);
        }
        log.user(Change.Kind.USER_ADDED, id, number.value());
        return new User(id, 1, number, loginId, name, external, now());
    }

    @Override
    public User update(User user) {
        Limits.requireLength("name", user.name(), 0, User.MAX_NAME);
        User before = findUser(user.id())
                .orElseThrow(() -> Refusals.gone("user " + user.id().uid()));
        Refusals.requireRevision("user " + user.id().uid(), before.revision(), user.revision());
        try {
            session()
                    .run(
                            "UPDATE user SET revision = revision + 1, number = ?, login_id = ?, name = ?, folded = ?,"
                                    + " external = ? WHERE id = ?",
                            user.number().value(),
                            user.loginId().map(LoginId::value).orElse(null),
                            user.name(),
                            SqlLists.fold(user.name()),
                            user.external(),
                            user.id().uid());
        } catch (SqlFailure.Constraint e) {
            throw Refusals.notUnique(e, user.number(), user.loginId());
        }
        log.user(Change.Kind.USER_CHANGED, user.id(), user.number().value());
        return new User(
                user.id(),
                before.revision() + 1,
                user.number(),
                user.loginId(),
                user.name(),
                user.external(),
                before.created());
    }

    @Override
    public void removeUser(UserId id) {
        findUser(id).ifPresent(user -> {
            findRelation(id).ifPresent(relation -> unlink(relation.device()));
            secrets.eraseAll(SecretOwner.of(id));
            session().run("DELETE FROM layer WHERE user = ?", id.uid());
            session().run("DELETE FROM user_file WHERE user = ?", id.uid());
            session().run("DELETE FROM user WHERE id = ?", id.uid());
            log.user(Change.Kind.USER_REMOVED, id, user.number().value());
        });
    }

    @Override
    public Relation link(DeviceId device, UserId user, Relation.Kind kind) {
        try {
            session()
                    .run(
                            "INSERT INTO relation (device, user, kind, since) VALUES (?, ?, ?, ?)",
                            device.ppn(),
                            user.uid(),
                            kind.name(),
                            Times.toMicros(now()));
        } catch (SqlFailure.Constraint e) {
            throw Refusals.notLinked(this, e, device, user);
        }
        log.pair(Change.Kind.LINKED, device, user, kind.name());
        return new Relation(device, user, kind, now());
    }

    @Override
    public void unlink(DeviceId device) {
        session()
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

    @Override
    public void putLayer(UserId user, Layer layer, Map<String, String> values) {
        requireOwnLayer(layer);
        Limits.requireLayer(values);
        if (findUser(user).isEmpty()) {
            throw Refusals.gone("user " + user.uid());
        }
        if (layer(user, layer).equals(values)) {
            return;
        }
        if (values.isEmpty()) {
            session().run("DELETE FROM layer WHERE user = ? AND layer = ?", user.uid(), layer.name());
        } else {
            session()
                    .run(
                            "INSERT INTO layer (user, layer, content) VALUES (?, ?, ?)"
                                    + " ON CONFLICT (user, layer) DO UPDATE SET content = excluded.content",
                            user.uid(),
                            layer.name(),
                            LayerText.write(values));
        }
        log.user(Change.Kind.USER_DATA_CHANGED, user, layer.name());
    }

    @Override
    public void putCommonLayer(Map<String, String> values) {
        Limits.requireLayer(values);
        if (commonLayer().equals(values)) {
            return;
        }
        session()
                .run(
                        "INSERT INTO common_layer (id, content) VALUES (1, ?)"
                                + " ON CONFLICT (id) DO UPDATE SET content = excluded.content",
                        LayerText.write(values));
        log.system(Change.Kind.COMMON_DATA_CHANGED, "");
    }

    @Override
    public void putUserFile(UserFile file) {
        Limits.requireLength("name", file.name(), 0, Limits.FILE_NAME);
        Limits.requireLength("version", file.version(), 0, Limits.FILE_VERSION);
        try {
            session()
                    .run(
                            "INSERT INTO user_file (user, name, version, imported, due, problem) VALUES (?, ?, ?, ?, ?, ?)"
                                    + " ON CONFLICT (user) DO UPDATE SET name = excluded.name, version = excluded.version,"
                                    + " imported = excluded.imported, due = excluded.due, problem = excluded.problem",
                            file.user().uid(),
                            file.name(),
                            file.version(),
                            file.imported().map(Times::toMicros).orElse(null),
                            Times.toMicros(file.due()),
                            file.problem().map(problem -> Limits.cut(problem)).orElse(null));
        } catch (SqlFailure.Constraint e) {
            throw e.isForeignKey() ? Refusals.gone("user " + file.user().uid()) : e;
        }
    }

    @Override
    public void putState(String key, String text) {
        if (keep(key, text)) {
            log.system(Change.Kind.STATE_CHANGED, key);
        }
    }

    @Override
    public void putQuietState(String key, String text) {
        boolean unused = keep(key, text);
    }

    /** Says whether anything was written: the row stays untouched if the text is as it was. */
    private boolean keep(String key, String text) {
        Limits.requireLength("key", key, 1, Limits.STATE_KEY);
        Limits.requireLength("text", text, 0, Limits.STATE_TEXT);
        return session()
                        .run(
                                "INSERT INTO state (key, content) VALUES (?, ?) ON CONFLICT (key)"
                                        + " DO UPDATE SET content = excluded.content WHERE content <> excluded.content",
                                key,
                                text)
                > 0;
    }

    @Override
    public void removeState(String key) {
        if (session().run("DELETE FROM state WHERE key = ?", key) > 0) {
            log.system(Change.Kind.STATE_CHANGED, key);
        }
    }

    @Override
    public SecretWriter secrets() {
        return secrets;
    }

    @Override
    public Instant now() {
        return log.now();
    }
}
