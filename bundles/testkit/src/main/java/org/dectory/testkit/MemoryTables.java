package org.dectory.testkit;

import java.time.Instant;
import java.util.Map;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;

/** All tables of the {@link InMemoryStore} as of one commit. Once published, they are never changed. */
final class MemoryTables {

    record LayerKey(UserId user, Layer layer) {}

    record SecretKey(SecretOwner owner, SecretKind kind) {}

    final MemoryTable<DeviceId, Device> devices;
    final MemoryTable<Ipei, DeviceId> ipeis;
    final MemoryTable<UserId, User> users;
    final MemoryTable<UserNumber, UserId> numbers;
    final MemoryTable<LoginId, UserId> loginIds;
    final MemoryTable<DeviceId, Relation> relations;
    final MemoryTable<UserId, DeviceId> devicesOfUsers;
    final MemoryTable<LayerKey, Map<String, String>> layers;
    final MemoryTable<UserId, UserFile> files;
    final MemoryTable<String, String> states;
    final MemoryTable<SecretKey, Secret> secrets;
    Map<String, String> commonLayer;
    int lastDevice;
    int lastUser;
    long lastChange;
    Instant lastInstant;

    MemoryTables() {
        devices = new MemoryTable<>();
        ipeis = new MemoryTable<>();
        users = new MemoryTable<>();
        numbers = new MemoryTable<>();
        loginIds = new MemoryTable<>();
        relations = new MemoryTable<>();
        devicesOfUsers = new MemoryTable<>();
        layers = new MemoryTable<>();
        files = new MemoryTable<>();
        states = new MemoryTable<>();
        secrets = new MemoryTable<>();
        commonLayer = Map.of();
        lastInstant = Instant.MIN;
    }

    /** A fork to change. */
    MemoryTables(MemoryTables from) {
        devices = from.devices.fork();
        ipeis = from.ipeis.fork();
        users = from.users.fork();
        numbers = from.numbers.fork();
        loginIds = from.loginIds.fork();
        relations = from.relations.fork();
        devicesOfUsers = from.devicesOfUsers.fork();
        layers = from.layers.fork();
        files = from.files.fork();
        states = from.states.fork();
        secrets = from.secrets.fork();
        commonLayer = from.commonLayer;
        lastDevice = from.lastDevice;
        lastUser = from.lastUser;
        lastChange = from.lastChange;
        lastInstant = from.lastInstant;
    }
}
