package org.dectory.userstore.internal;

import java.time.Instant;
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

/** Asks the database, as long as the function runs that was given the view. */
class SqlView implements StoreView {

    private static final String DEVICE = "SELECT " + Rows.DEVICE + " FROM device d WHERE ";
    private static final String USER = "SELECT " + Rows.USER + " FROM user u WHERE ";
    private static final String RELATION = "SELECT " + Rows.RELATION + " FROM relation r WHERE ";
    private static final String FILE = "SELECT " + Rows.FILE + " FROM user_file f WHERE ";

    private final Session session;
    private final Thread thread = Thread.currentThread();
    private volatile boolean over;

    SqlView(Session session) {
        this.session = session;
    }

    /** The session, if the caller may still ask. */
    final Session session() {
        requireInside();
        return session;
    }

    final void requireInside() {
        if (over || thread != Thread.currentThread()) {
            throw new IllegalStateException("view: used outside its function (expected: inside, on its thread)");
        }
    }

    final void end() {
        over = true;
    }

    @Override
    public Optional<Device> findDevice(DeviceId id) {
        return session().first(DEVICE + "d.id = ?", Rows::device, id.ppn());
    }

    @Override
    public Optional<Device> findDevice(Ipei ipei) {
        return session().first(DEVICE + "d.ipei = ?", Rows::device, Rows.number(ipei));
    }

    @Override
    public Optional<User> findUser(UserId id) {
        return session().first(USER + "u.id = ?", Rows::user, id.uid());
    }

    @Override
    public Optional<User> findUser(UserNumber number) {
        return session().first(USER + "u.number = ?", Rows::user, number.value());
    }

    @Override
    public Optional<User> findUser(LoginId loginId) {
        return session().first(USER + "u.login_id = ?", Rows::user, loginId.value());
    }

    @Override
    public Optional<Relation> findRelation(DeviceId device) {
        return session().first(RELATION + "r.device = ?", Rows::relation, device.ppn());
    }

    @Override
    public Optional<Relation> findRelation(UserId user) {
        return session().first(RELATION + "r.user = ?", Rows::relation, user.uid());
    }

    @Override
    public Page<DeviceRow> devices(PageRequest request) {
        return SqlLists.devices(session(), request);
    }

    @Override
    public Page<UserRow> users(PageRequest request) {
        return SqlLists.users(session(), request);
    }

    @Override
    public List<Relation> dynamicRelations() {
        return session().all(RELATION + "r.kind = 'DYNAMIC' ORDER BY r.device", Rows::relation);
    }

    @Override
    public Map<String, String> layer(UserId user, Layer layer) {
        requireOwnLayer(layer);
        return session()
                .first(
                        "SELECT content FROM layer WHERE user = ? AND layer = ?",
                        row -> LayerText.read(row.getString(1)),
                        user.uid(),
                        layer.name())
                .orElse(Map.of());
    }

    static void requireOwnLayer(Layer layer) {
        if (layer == Layer.COMMON_FILE) {
            throw new IllegalArgumentException("layer: COMMON_FILE (expected: a layer of the user's own)");
        }
    }

    @Override
    public Map<String, String> commonLayer() {
        return session()
                .first("SELECT content FROM common_layer WHERE id = 1", row -> LayerText.read(row.getString(1)))
                .orElse(Map.of());
    }

    @Override
    public Optional<UserFile> findUserFile(UserId user) {
        return session().first(FILE + "f.user = ?", Rows::file, user.uid());
    }

    @Override
    public Page<UserFileRow> userFiles(Optional<String> problem, Optional<String> but, PageRequest request) {
        return SqlFiles.page(session(), problem, but, request);
    }

    @Override
    public List<UserFile> dueUserFiles(Instant now, int max) {
        if (max < 1 || max > PageRequest.MAX_LIMIT) {
            throw new IllegalArgumentException("max: " + max + " (expected: 1 to " + PageRequest.MAX_LIMIT + ")");
        }
        return session().all(FILE + "f.due <= ? ORDER BY f.due, f.user LIMIT ?", Rows::file, Times.toMicros(now), max);
    }

    @Override
    public Optional<Instant> nextDue() {
        return session().first("SELECT due FROM user_file ORDER BY due LIMIT 1", row -> Times.ofMicros(row.getLong(1)));
    }

    @Override
    public Optional<String> findState(String key) {
        return session().first("SELECT content FROM state WHERE key = ?", row -> row.getString(1), key);
    }

    @Override
    public Map<String, String> states(String prefix) {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("prefix: '' (expected: not empty)");
        }
        Map<String, String> found = new TreeMap<>();
        // From the prefix up to what no key with that prefix can reach: the index finds both ends.
        session()
                .all(
                        "SELECT key, content FROM state WHERE key >= ? AND key < ?",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        prefix,
                        prefix + Character.toString(Character.MAX_CODE_POINT))
                .forEach(state -> found.put(state.getKey(), state.getValue()));
        return found;
    }

    @Override
    public Set<SecretKind> secretKinds(SecretOwner owner) {
        Set<SecretKind> kinds = EnumSet.noneOf(SecretKind.class);
        session()
                .all(
                        "SELECT kind FROM secret WHERE owner_type = ? AND owner = ?",
                        row -> row.getString(1),
                        owner.type().name(),
                        owner.id())
                .forEach(name -> SecretReader.find(name).ifPresent(kinds::add));
        return kinds;
    }

    @Override
    public Optional<Instant> latestInstant() {
        return session()
                .first("SELECT at FROM change ORDER BY sequence DESC LIMIT 1", row -> Times.ofMicros(row.getLong(1)));
    }
}
