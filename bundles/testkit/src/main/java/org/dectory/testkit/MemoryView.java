package org.dectory.testkit;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.api.store.UserFileRow;
import org.dectory.api.store.UserRow;

/** Answers questions about one picture of the {@link InMemoryStore}, as long as the function runs that asked for it. */
class MemoryView implements StoreView {

    private final MemoryTables tables;
    private final Thread thread = Thread.currentThread();
    private volatile boolean over;

    MemoryView(MemoryTables tables) {
        this.tables = tables;
    }

    /** The tables, if the caller may still ask. */
    final MemoryTables tables() {
        if (over || thread != Thread.currentThread()) {
            throw new IllegalStateException("view: used outside its function (expected: inside, on its thread)");
        }
        return tables;
    }

    final void end() {
        over = true;
    }

    @Override
    public Optional<Device> findDevice(DeviceId id) {
        return tables().devices.find(id);
    }

    @Override
    public Optional<Device> findDevice(Ipei ipei) {
        return tables().ipeis.find(ipei).flatMap(this::findDevice);
    }

    @Override
    public Optional<User> findUser(UserId id) {
        return tables().users.find(id);
    }

    @Override
    public Optional<User> findUser(UserNumber number) {
        return tables().numbers.find(number).flatMap(this::findUser);
    }

    @Override
    public Optional<User> findUser(LoginId loginId) {
        return tables().loginIds.find(loginId).flatMap(this::findUser);
    }

    @Override
    public Optional<Relation> findRelation(DeviceId device) {
        return tables().relations.find(device);
    }

    @Override
    public Optional<Relation> findRelation(UserId user) {
        return tables().devicesOfUsers.find(user).flatMap(this::findRelation);
    }

    @Override
    public Page<DeviceRow> devices(PageRequest request) {
        return MemoryLists.devices(tables().devices.values().stream().map(this::row), request);
    }

    private DeviceRow row(Device device) {
        Optional<Relation> relation = findRelation(device.id());
        return new DeviceRow(device, relation, relation.map(Relation::user).flatMap(this::findUser));
    }

    @Override
    public Page<UserRow> users(PageRequest request) {
        return MemoryLists.users(tables().users.values().stream().map(this::row), request);
    }

    private UserRow row(User user) {
        Optional<Relation> relation = findRelation(user.id());
        return new UserRow(user, relation, relation.map(Relation::device).flatMap(this::findDevice));
    }

    @Override
    public List<Relation> dynamicRelations() {
        return tables().relations.values().stream()
                .filter(relation -> relation.kind() == Relation.Kind.DYNAMIC)
                .sorted(Comparator.comparingInt(relation -> relation.device().ppn()))
                .toList();
    }

    @Override
    public Map<String, String> layer(UserId user, Layer layer) {
        requireOwnLayer(layer);
        return tables().layers.find(new MemoryTables.LayerKey(user, layer)).orElse(Map.of());
    }

    static void requireOwnLayer(Layer layer) {
        if (layer == Layer.COMMON_FILE) {
            throw new IllegalArgumentException("layer: COMMON_FILE (expected: a layer of the user's own)");
        }
    }

    @Override
    public Map<String, String> commonLayer() {
        return tables().commonLayer;
    }

    @Override
    public Optional<UserFile> findUserFile(UserId user) {
        return tables().files.find(user);
    }

    @Override
    public Page<UserFileRow> userFiles(Optional<String> problem, Optional<String> but, PageRequest request) {
        return MemoryLists.files(
                tables().files.values().stream()
                        .filter(file -> problem.isEmpty()
                                || file.problem()
                                        .filter(text -> text.startsWith(problem.get()))
                                        .isPresent())
                        .filter(file -> but.isEmpty()
                                || file.problem()
                                        .filter(text -> text.startsWith(but.get()))
                                        .isEmpty())
                        .map(file -> new UserFileRow(file, findUser(file.user()).orElseThrow())),
                request);
    }

    @Override
    public List<UserFile> dueUserFiles(Instant now, int max) {
        if (max < 1 || max > PageRequest.MAX_LIMIT) {
            throw new IllegalArgumentException("max: " + max + " (expected: 1 to " + PageRequest.MAX_LIMIT + ")");
        }
        return tables().files.values().stream()
                .filter(file -> !file.due().isAfter(now))
                .sorted(Comparator.comparing(UserFile::due)
                        .thenComparingInt(file -> file.user().uid()))
                .limit(max)
                .toList();
    }

    @Override
    public Optional<Instant> nextDue() {
        return tables().files.values().stream().map(UserFile::due).min(Comparator.naturalOrder());
    }

    @Override
    public Optional<String> findState(String key) {
        return tables().states.find(key);
    }

    @Override
    public Map<String, String> states(String prefix) {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("prefix: '' (expected: not empty)");
        }
        Map<String, String> found = new TreeMap<>();
        tables().states.asMap().forEach((key, text) -> {
            if (key.startsWith(prefix)) {
                found.put(key, text);
            }
        });
        return found;
    }

    @Override
    public Set<SecretKind> secretKinds(SecretOwner owner) {
        Set<SecretKind> kinds = EnumSet.noneOf(SecretKind.class);
        for (SecretKind kind : SecretKind.values()) {
            if (tables().secrets.contains(new MemoryTables.SecretKey(owner, kind))) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    @Override
    public Optional<Instant> latestInstant() {
        return tables().lastChange == 0 ? Optional.empty() : Optional.of(tables().lastInstant);
    }
}
