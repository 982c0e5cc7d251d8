package org.dectory.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
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
final class MemoryTransaction extends MemoryView implements StoreTransaction, SecretWriter {

    private final Actor actor;
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();

    MemoryTransaction(MemoryTables fork, Actor actor, Instant now) {
        super(fork);
        this.actor = actor;
        this.now = now;
    }

    List<Change> changes() {
        return changes;
    }

    @Override
    public Device addDevice(Ipei ipei, HandsetKind kind, boolean encryption) {
        MemoryChecks.requireFree(tables().ipeis, ipei, NotUniqueException.Field.IPEI, "IPEI " + ipei);
        DeviceId id = new DeviceId(++tables().lastDevice);
        Device device = new Device(id, 1, ipei, kind, Device.SubscriptionState.NONE, encryption, now);
        tables().devices.put(id, device);
        tables().ipeis.put(ipei, id);
        log(Change.Kind.DEVICE_ADDED, Optional.of(id), Optional.empty(), ipei.toString());
        return device;
    }

    @Override
    public Device update(Device device) {
        MemoryChecks.requireDevice(device);
        Device before = findDevice(device.id())
                .orElseThrow(() -> MemoryChecks.gone("device " + device.id().ppn()));
        MemoryChecks.requireRevision("device " + device.id().ppn(), before.revision(), device.revision());
        if (!before.ipei().equals(device.ipei())) {
            MemoryChecks.requireFree(
                    tables().ipeis, device.ipei(), NotUniqueException.Field.IPEI, "IPEI " + device.ipei());
            tables().ipeis.remove(before.ipei());
            tables().ipeis.put(device.ipei(), device.id());
        }
        Device after = new Device(
                device.id(),
                before.revision() + 1,
                device.ipei(),
                device.kind(),
                device.subscription(),
                device.encryption(),
                before.created(),
                device.algorithm(),
                device.sosNumber(),
                device.manDownNumber());
        tables().devices.put(device.id(), after);
        log(
                Change.Kind.DEVICE_CHANGED,
                Optional.of(device.id()),
                Optional.empty(),
                after.ipei().toString());
        return after;
    }

    @Override
    public void removeDevice(DeviceId id) {
        findDevice(id).ifPresent(device -> {
            unlink(id);
            eraseAll(SecretOwner.of(id));
            tables().ipeis.remove(device.ipei());
            tables().devices.remove(id);
            log(
                    Change.Kind.DEVICE_REMOVED,
                    Optional.of(id),
                    Optional.empty(),
                    device.ipei().toString());
        });
    }

    @Override
    public User addUser(UserNumber number, Optional<LoginId> loginId, String name, boolean external) {
        MemoryChecks.requireName(name);
        MemoryChecks.requireFree(tables().numbers, number, NotUniqueException.Field.NUMBER, "number " + number);
        loginId.ifPresent(this::requireFree);
        UserId id = new UserId(++tables().lastUser);
        User user = new User(id, 1, number, loginId, name, external, now);
        tables().users.put(id, user);
        tables().numbers.put(number, id);
        loginId.ifPresent(login -> tables().loginIds.put(login, id));
        log(Change.Kind.USER_ADDED, Optional.empty(), Optional.of(id), number.value());
        return user;
    }

    @Override
    public User update(User user) {
        MemoryChecks.requireName(user.name());
        UserId id = user.id();
        User before = findUser(id).orElseThrow(() -> MemoryChecks.gone("user " + id.uid()));
        MemoryChecks.requireRevision("user " + id.uid(), before.revision(), user.revision());
        if (!before.number().equals(user.number())) {
            MemoryChecks.requireFree(
                    tables().numbers, user.number(), NotUniqueException.Field.NUMBER, "number " + user.number());
        }
        if (!before.loginId().equals(user.loginId())) {
            user.loginId().ifPresent(this::requireFree);
        }
        tables().numbers.remove(before.number());
        before.loginId().ifPresent(login -> tables().loginIds.remove(login));
        User after = new User(
                id,
                before.revision() + 1,
                user.number(),
                user.loginId(),
                user.name(),
                user.external(),
                before.created());
        tables().users.put(id, after);
        tables().numbers.put(after.number(), id);
        after.loginId().ifPresent(login -> tables().loginIds.put(login, id));
        log(
                Change.Kind.USER_CHANGED,
                Optional.empty(),
                Optional.of(id),
                after.number().value());
        return after;
    }

    @Override
    public void removeUser(UserId id) {
        findUser(id).ifPresent(user -> {
            findRelation(id).ifPresent(relation -> unlink(relation.device()));
            eraseAll(SecretOwner.of(id));
            for (Layer layer : Layer.values()) {
                tables().layers.remove(new MemoryTables.LayerKey(id, layer));
            }
            tables().files.remove(id);
            tables().numbers.remove(user.number());
            user.loginId().ifPresent(login -> tables().loginIds.remove(login));
            tables().users.remove(id);
            log(
                    Change.Kind.USER_REMOVED,
                    Optional.empty(),
                    Optional.of(id),
                    user.number().value());
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
        Relation relation = new Relation(device, user, kind, now);
        tables().relations.put(device, relation);
        tables().devicesOfUsers.put(user, device);
        log(Change.Kind.LINKED, Optional.of(device), Optional.of(user), kind.name());
        return relation;
    }

    @Override
    public void unlink(DeviceId device) {
        findRelation(device).ifPresent(relation -> {
            tables().relations.remove(device);
            tables().devicesOfUsers.remove(relation.user());
            log(
                    Change.Kind.UNLINKED,
                    Optional.of(device),
                    Optional.of(relation.user()),
                    relation.kind().name());
        });
    }

    @Override
    public void putLayer(UserId user, Layer layer, Map<String, String> values) {
        requireOwnLayer(layer);
        MemoryChecks.requireLayer(values);
        MemoryChecks.requireThere(tables().users, user, "user " + user.uid());
        if (!layer(user, layer).equals(values)) {
            tables().layers.put(new MemoryTables.LayerKey(user, layer), Map.copyOf(values));
            log(Change.Kind.USER_DATA_CHANGED, Optional.empty(), Optional.of(user), layer.name());
        }
    }

    @Override
    public void putCommonLayer(Map<String, String> values) {
        MemoryChecks.requireLayer(values);
        if (!commonLayer().equals(values)) {
            tables().commonLayer = Map.copyOf(values);
            log(Change.Kind.COMMON_DATA_CHANGED, Optional.empty(), Optional.empty(), "");
        }
    }

    @Override
    public void putUserFile(UserFile file) {
        MemoryChecks.requireThere(
                tables().users, file.user(), "user " + file.user().uid());
        tables().files.put(file.user(), file);
    }

    @Override
    public void putState(String key, String text) {
        boolean changes = !findState(key).equals(Optional.of(text));
        putQuietState(key, text);
        if (changes) {
            log(Change.Kind.STATE_CHANGED, Optional.empty(), Optional.empty(), key);
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
            log(Change.Kind.STATE_CHANGED, Optional.empty(), Optional.empty(), key);
        }
    }

    @Override
    public SecretWriter secrets() {
        return this;
    }

    @Override
    public void put(SecretOwner owner, SecretKind kind, Secret secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("secret: empty (expected: not empty)");
        }
        switch (owner.type()) {
            case DEVICE ->
                MemoryChecks.requireThere(tables().devices, new DeviceId(owner.id()), "device " + owner.id());
            case USER -> MemoryChecks.requireThere(tables().users, new UserId(owner.id()), "user " + owner.id());
            case SYSTEM, SIMULATOR -> {}
        }
        tables().secrets.put(new MemoryTables.SecretKey(owner, kind), Secret.ofBytes(secret.bytes()));
        log(owner, kind);
    }

    @Override
    public void erase(SecretOwner owner, SecretKind kind) {
        MemoryTables.SecretKey key = new MemoryTables.SecretKey(owner, kind);
        if (tables().secrets.contains(key)) {
            tables().secrets.remove(key);
            log(owner, kind);
        }
    }

    private void eraseAll(SecretOwner owner) {
        for (SecretKind kind : SecretKind.values()) {
            tables().secrets.remove(new MemoryTables.SecretKey(owner, kind));
        }
    }

    private void log(SecretOwner owner, SecretKind kind) {
        log(
                Change.Kind.SECRET_CHANGED,
                owner.type() == SecretOwner.Type.DEVICE ? Optional.of(new DeviceId(owner.id())) : Optional.empty(),
                owner.type() == SecretOwner.Type.USER ? Optional.of(new UserId(owner.id())) : Optional.empty(),
                kind.name());
    }

    @Override
    public Instant now() {
        return now;
    }

    private void log(Change.Kind kind, Optional<DeviceId> device, Optional<UserId> user, String detail) {
        changes.add(new Change(++tables().lastChange, now, actor, kind, device, user, detail));
        tables().lastInstant = now;
    }

    private void requireFree(LoginId loginId) {
        MemoryChecks.requireFree(tables().loginIds, loginId, NotUniqueException.Field.LOGIN_ID, "login ID " + loginId);
    }
}
