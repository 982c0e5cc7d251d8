package org.dectory.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.store.Layer;
import org.dectory.api.userdata.UserData;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.cfg.CfgResult;

/** What counts for a user by the files alone (PRV-04); {@code Global} stands for a setting of the appliance. */
final class MergedFile {

    private static final String HIDDEN = "(secret)";
    private static final String UNREAD = "(secret, not read here)";
    private static final String DEFAULT = "default";

    private final CheckedFile user;
    private final Optional<CheckedFile> common;
    private final UserData data;
    private final boolean byLoginId;

    /**
     * One value.
     *
     * @param key the key
     * @param value what counts; no secret
     * @param origin file and line, or that it is the default
     */
    record Value(String key, String value, String origin) {}

    MergedFile(CheckedFile user, Optional<CheckedFile> common, boolean byLoginId) {
        this.byLoginId = byLoginId;
        this.user = user;
        this.common = common;
        Map<Layer, Map<String, String>> layers = new EnumMap<>(Layer.class);
        layers.put(Layer.COMMON_FILE, common.map(MergedFile::values).orElseGet(Map::of));
        layers.put(Layer.USER_FILE, values(user));
        this.data = new UserData(layers);
    }

    private static Map<String, String> values(CheckedFile file) {
        return file.data().map(CfgResult.Data::values).orElseGet(Map::of);
    }

    /** Every key that means something for a user, those that only phones understand behind the others. */
    List<Value> values() {
        List<Value> values = new ArrayList<>();
        for (UserDataKey key : UserDataKey.values()) {
            if (counts(key)) {
                values.add(key.isSecret() ? secret(key) : value(key));
            }
        }
        data.values().forEach((key, value) -> {
            if (UserDataKey.find(key).isEmpty()) {
                values.add(new Value(key, value, origin(key, data.source(key))));
            }
        });
        return values;
    }

    private boolean counts(UserDataKey key) {
        boolean ofUsers = key.scope() == UserDataKey.Scope.USER_FILE || key.scope() == UserDataKey.Scope.BOTH;
        return ofUsers && (byLoginId || key != UserDataKey.NUMBER);
    }

    private Value value(UserDataKey key) {
        return new Value(key.key(), data.text(key), origin(key.key(), data.source(key)));
    }

    private String origin(String key, Optional<Layer> layer) {
        Optional<CheckedFile> file = layer.flatMap(each -> each == Layer.COMMON_FILE ? common : Optional.of(user));
        return file.map(from -> at(from, key)).orElse(DEFAULT);
    }

    private static String at(CheckedFile file, String key) {
        Map<String, Integer> lines = file.data().map(CfgResult.Data::lines).orElseGet(Map::of);
        return file.path()
                + lines.entrySet().stream()
                        .filter(each -> each.getKey().equalsIgnoreCase(key))
                        .map(each -> ":" + each.getValue())
                        .findFirst()
                        .orElse("");
    }

    private Value secret(UserDataKey key) {
        return read(user, key)
                .or(() -> common.flatMap(file -> read(file, key)))
                .orElseGet(() -> new Value(key.key(), key.defaultValue(), DEFAULT));
    }

    private static Optional<Value> read(CheckedFile file, UserDataKey key) {
        return file.data().flatMap(read -> {
            if (read.secrets().containsKey(key)) {
                return Optional.of(new Value(key.key(), HIDDEN, at(file, key.key())));
            }
            return read.unread().contains(key)
                    ? Optional.of(new Value(key.key(), UNREAD, at(file, key.key())))
                    : Optional.empty();
        });
    }
}
