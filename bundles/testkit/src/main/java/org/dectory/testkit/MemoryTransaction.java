package org.dectory.testkit;

import java.time.Instant;
import java.util.List;
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
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;

/** Changes a fork of the tables; every call checks before it changes anything. */
final class MemoryTransaction extends MemoryView implements StoreTransaction {

    private final MemoryLog log;
    private final MemoryDevices devices;
    private final MemoryUsers users;
    private final MemorySecrets secrets;

    MemoryTransaction(MemoryTables fork, Actor actor, Instant now) {
        super(fork);
        this.log = new MemoryLog(fork, actor, now);
        this.devices = new MemoryDevices(this, log);
        this.users = new MemoryUsers(this, log);
        this.secrets = new MemorySecrets(this, log);
    }

    List<Change> changes() {
        return log.changes();
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
        return users.add(number, loginId, name, external);
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
            for (Layer layer : Layer.values()) {
                tables().layers.remove(new MemoryTables.LayerKey(id, layer));
            }
            tables().files.remove(id);
            users.remove(user);
        });
    }

    @Override
    public Relation link(DeviceId device, UserId user, Relation.Kind kind) {
        MemoryChecks.requireThere(tables().devices, device, "device " + device.ppn());
        MemoryChecks.requireThere(tables().users, user, "user " + user.uid());
        MemoryChecks.requireFree(
                tables().relations, device, NotUniqueException.Field.DEVICE_RELATION, "device " + device.ppn());
        MemoryChecks.requireFree(
                tables().devicesOfUsers, user, NotUniqueException.Field.USER_RELATION, "user " + user.uid());
        Relation relation = new Relation(device, user, kind, log.now());
        tables().relations.put(device, relation);
        tables().devicesOfUsers.put(user, device);
        log.pair(Change.Kind.LINKED, device, user, kind.name());
        return relation;
    }

    @Override
    public void unlink(DeviceId device) {
        findRelation(device).ifPresent(relation -> {
            tables().relations.remove(device);
            tables().devicesOfUsers.remove(relation.user());
            log.pair(
                    Change.Kind.UNLINKED,
                    device,
                    relation.user(),
                    relation.kind().name());
            secrets.forget(SecretOwner.of(relation.user()), SecretKind.SERVER_PASSWORD);
        });
    }

    @Override
    public Relation changeRelation(DeviceId device, Relation.Kind kind) {
        Relation before =
                findRelation(device).orElseThrow(() -> MemoryChecks.gone("relation of device " + device.ppn()));
        if (before.kind() == kind) {
            return before;
        }
        Relation after = new Relation(device, before.user(), kind, log.now());
        tables().relations.put(device, after);
        log.pair(Change.Kind.RELATION_CHANGED, device, before.user(), kind.name());
        return after;
    }

    @Override
    public void putLayer(UserId user, Layer layer, Map<String, String> values) {
        requireOwnLayer(layer);
        MemoryChecks.requireLayer(values);
        MemoryChecks.requireThere(tables().users, user, "user " + user.uid());
        if (!layer(user, layer).equals(values)) {
            tables().layers.put(new MemoryTables.LayerKey(user, layer), Map.copyOf(values));
            log.user(Change.Kind.USER_DATA_CHANGED, user, layer.name());
        }
    }

    @Override
    public void putCommonLayer(Map<String, String> values) {
        MemoryChecks.requireLayer(values);
        if (!commonLayer().equals(values)) {
            tables().commonLayer = Map.copyOf(values);
            log.system(Change.Kind.COMMON_DATA_CHANGED, "");
        }
    }

    @Override
    public void putUserFile(UserFile file) {
        MemoryChecks.requireThere(
                tables().users, file.user(), "user " + file.user().uid());
        tables().files.put(file.user(), file);
    }

    @Override
    public void removeUserFile(UserId user) {
        tables().files.remove(user);
    }

    @Override
    public void putState(String key, String text) {
        boolean changes = !findState(key).equals(Optional.of(text));
        putQuietState(key, text);
        if (changes) {
            log.system(Change.Kind.STATE_CHANGED, key);
        }
    }

    @Override
    public void putQuietState(String key, String text) {
        MemoryChecks.requireLength("key", key, 1, 128);
        MemoryChecks.requireLength("text", text, 0, 65_536);
        tables().states.put(key, text);
    }

    @Override
    public void removeState(String key) {
        if (tables().states.contains(key)) {
            tables().states.remove(key);
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
