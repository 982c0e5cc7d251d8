package org.dectory.api.userdata;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dectory.api.store.Layer;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;

/**
 * The merged view of a user's layers. It is made on reading and never stored. Secrets are not in it.
 */
public final class UserData {

    private final Map<Layer, Map<String, String>> layers = new EnumMap<>(Layer.class);

    /**
     * Merges layers.
     *
     * @param layers the layers that count for this user; keys as their files or their catalogue write them
     */
    public UserData(Map<Layer, Map<String, String>> layers) {
        layers.forEach((layer, values) -> {
            Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            copy.putAll(values);
            this.layers.put(layer, copy);
        });
    }

    /**
     * Merges the layers that count for a user: all of them for an external user, all but the common file's for a local one.
     *
     * @param view the data
     * @param user the user
     * @return the merged data
     */
    public static UserData of(StoreView view, User user) {
        Map<Layer, Map<String, String>> layers = new EnumMap<>(Layer.class);
        for (Layer layer : Layer.values()) {
            if (layer != Layer.COMMON_FILE) {
                layers.put(layer, view.layer(user.id(), layer));
            } else if (user.external()) {
                layers.put(layer, view.commonLayer());
            }
        }
        return new UserData(layers);
    }

    /**
     * The value that counts.
     *
     * @param key the key, not a secret one
     * @return the value of the last layer that has one, else the default
     */
    public String text(UserDataKey key) {
        if (key == UserDataKey.KEY_LOCK_ENABLE && barredBelowPhone(key)) {
            return "FALSE";
        }
        String found = key.defaultValue();
        for (Map<String, String> values : layers.values()) {
            found = values.getOrDefault(key.key(), found);
        }
        return found;
    }

    /**
     * The value of a key that is a yes or no.
     *
     * @param key the key
     * @return the value
     */
    public boolean isTrue(UserDataKey key) {
        return text(key).equals("TRUE");
    }

    /**
     * The value of a key that is a number.
     *
     * @param key the key
     * @return the value
     */
    public int number(UserDataKey key) {
        return Integer.parseInt(text(key));
    }

    /**
     * Where the value that counts comes from.
     *
     * @param key the key
     * @return the layer; empty if it is the default
     */
    public Optional<Layer> source(UserDataKey key) {
        return source(key.key());
    }

    /**
     * Where the value that counts comes from, also of a key that only the phone understands.
     *
     * @param key the key, in any case
     * @return the layer; empty if no layer has it
     */
    public Optional<Layer> source(String key) {
        Layer found = null;
        for (Map.Entry<Layer, Map<String, String>> layer : layers.entrySet()) {
            if (layer.getValue().containsKey(key)) {
                found = layer.getKey();
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * All keys that some layer has, those that only the phone understands included.
     *
     * @return keys and the values that count, by key
     */
    public Map<String, String> values() {
        Map<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        layers.values().forEach(merged::putAll);
        merged.replaceAll((key, value) -> UserDataKey.find(key).map(this::text).orElse(value));
        return merged;
    }

    /** An administrator's bar of the key lock wins over what the user set at the phone (USR-09). */
    private boolean barredBelowPhone(UserDataKey key) {
        Map<Layer, Map<String, String>> below = new EnumMap<>(layers);
        below.remove(Layer.PHONE);
        return below.size() < layers.size() && new UserData(below).text(key).equals("FALSE");
    }
}
