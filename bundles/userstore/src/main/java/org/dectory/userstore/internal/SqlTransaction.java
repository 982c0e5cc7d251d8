package org.dectory.userstore.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.SecretWriter;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.jspecify.annotations.Nullable;

/** Changes the database within one savepoint of the writer. Each change writes its entry to the feed. */
final class SqlTransaction extends SqlView implements StoreTransaction {

    private final ChangeLog log;
    private final SqlDevices devices;
    private final SqlUsers users;
    private final SqlRelations relations;
    private final SqlSecretWriter secrets;

    /** What one transaction asks again and again when it changes many users; nobody else changes it meanwhile. */
    private final Map<String, Optional<String>> states = new HashMap<>();

    private @Nullable Map<String, String> commonLayer;
    private @Nullable UserId there;

    SqlTransaction(Session session, ChangeLog log, SecretCipher cipher) {
        super(session);
        this.log = log;
        this.devices = new SqlDevices(this, log);
        this.users = new SqlUsers(this, log);
        this.relations = new SqlRelations(this, log);
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
        User user = users.add(number, loginId, name, external);
        there = user.id();
        return user;
    }

    /** Whether there is such a user, without looking at anything else. */
    boolean has(UserId id) {
        if (!id.equals(there)
                && session()
                        .first("SELECT 1 FROM user WHERE id = ?", row -> true, id.uid())
                        .isPresent()) {
            there = id;
        }
        return id.equals(there);
    }

    @Override
    public User update(User user) {
        return users.update(user);
    }

    @Override
    public void removeUser(UserId id) {
        findUser(id).ifPresent(user -> {
            findRelation(id).ifPresent(relation -> unlink(relation.device()));
            secrets.eraseAll(SecretOwner.of(id));
            session().run("DELETE FROM layer WHERE user = ?", id.uid());
            removeUserFile(id);
            users.remove(user);
            there = null;
        });
    }

    @Override
    public Relation link(DeviceId device, UserId user, Relation.Kind kind) {
        return relations.link(device, user, kind);
    }

    @Override
    public void unlink(DeviceId device) {
        findRelation(device).ifPresent(relation -> {
            relations.unlink(device);
            secrets.forget(SecretOwner.of(relation.user()), SecretKind.SERVER_PASSWORD);
        });
    }

    @Override
    public Relation changeRelation(DeviceId device, Relation.Kind kind) {
        return relations.change(device, kind);
    }

    @Override
    public void putLayer(UserId user, Layer layer, Map<String, String> values) {
        requireOwnLayer(layer);
        Limits.requireLayer(values);
        if (!has(user)) {
            throw Refusals.gone("user " + user.uid());
        }
        int changed = values.isEmpty()
                ? session().run("DELETE FROM layer WHERE user = ? AND layer = ?", user.uid(), layer.name())
                : session()
                        .run(
                                "INSERT INTO layer (user, layer, content) VALUES (?, ?, ?)"
                                        + " ON CONFLICT (user, layer) DO UPDATE SET content = excluded.content"
                                        + " WHERE content <> excluded.content",
                                user.uid(),
                                layer.name(),
                                LayerText.write(values));
        if (changed > 0) {
            log.user(Change.Kind.USER_DATA_CHANGED, user, layer.name());
        }
    }

    @Override
    public Map<String, String> commonLayer() {
        requireInside();
        if (commonLayer == null) {
            commonLayer = super.commonLayer();
        }
        return commonLayer;
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
        commonLayer = null;
        log.system(Change.Kind.COMMON_DATA_CHANGED, "");
    }

    @Override
    public void putUserFile(UserFile file) {
        Limits.requireLength("name", file.name(), 0, Limits.FILE_NAME);
        Limits.requireLength("version", file.version(), 0, Limits.FILE_VERSION);
        try {
            session()
                    .run(
                            "INSERT INTO user_file (user, name, version, imported, due, problem, tried, messages)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                                    + " ON CONFLICT (user) DO UPDATE SET name = excluded.name, version = excluded.version,"
                                    + " imported = excluded.imported, due = excluded.due, problem = excluded.problem,"
                                    + " tried = excluded.tried, messages = excluded.messages",
                            file.user().uid(),
                            file.name(),
                            file.version(),
                            file.imported().map(Times::toMicros).orElse(null),
                            Times.toMicros(file.due()),
                            file.problem().map(problem -> Limits.cut(problem)).orElse(null),
                            file.tried().map(Times::toMicros).orElse(null),
                            Limits.joined(file.messages()));
        } catch (SqlFailure.Constraint e) {
            throw e.isForeignKey() ? Refusals.gone("user " + file.user().uid()) : e;
        }
    }

    @Override
    public void removeUserFile(UserId user) {
        session().run("DELETE FROM user_file WHERE user = ?", user.uid());
    }

    @Override
    public Optional<String> findState(String key) {
        requireInside();
        return states.computeIfAbsent(key, super::findState);
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
        states.remove(key);
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
        states.remove(key);
        if (session().run("DELETE FROM state WHERE key = ?", key) > 0) {
            log.system(Change.Kind.STATE_CHANGED, key);
        }
    }

    @Override
    public Optional<Instant> latestInstant() {
        requireInside();
        return log.isEmpty() ? super.latestInstant() : Optional.of(now());
    }

    /** Writes what is left until the function has returned. */
    void complete() {
        log.write();
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
