package org.dectory.api.userdata;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.userdata.EffectiveValue.Origin;

/**
 * The merged view of a user's layers. It is made on reading and never stored. Secrets are not in it.
 */
public final class UserData {

    private final Map<Layer, Map<String, String>> layers = new EnumMap<>(Layer.class);
    private final String userNumber;
    private final boolean fixed;

    /**
     * Merges layers of a user of whom nothing else is known.
     *
     * @param layers the layers that count for this user; keys as their files or their catalogue write them
     */
    public UserData(Map<Layer, Map<String, String>> layers) {
        this(layers, "", false);
    }

    private UserData(Map<Layer, Map<String, String>> layers, String userNumber, boolean fixed) {
        this.userNumber = userNumber;
        this.fixed = fixed;
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
        boolean fixed = view.findRelation(user.id())
                .filter(relation -> relation.kind() == Relation.Kind.FIXED)
                .isPresent();
        return new UserData(layers, user.number().value(), fixed);
    }

    /**
     * What the files say for one key: the same as {@link #text} of both layers, for whoever needs nothing else of them.
     *
     * @param key the key, which counts in files and is no secret one
     * @param common the layer of the common file
     * @param own the layer of the user's file
     * @return the value of the user's file, else that of the common one, else the default
     */
    public static String textOfFiles(UserDataKey key, Map<String, String> common, Map<String, String> own) {
        return find(key, own).or(() -> find(key, common)).orElse(key.defaultValue());
    }

    private static Optional<String> find(UserDataKey key, Map<String, String> layer) {
        for (Map.Entry<String, String> each : layer.entrySet()) {
            if (key.key().equalsIgnoreCase(each.getKey())) {
                return Optional.of(each.getValue());
            }
        }
        return Optional.empty();
    }

    /**
     * The value that the layers come to.
     *
     * @param key the key, not a secret one
     * @return the value of the last layer that has one, else the default
     */
    public String text(UserDataKey key) {
        return source(key)
                .map(layer -> layers.getOrDefault(layer, Map.of()).getOrDefault(key.key(), key.defaultValue()))
                .orElse(key.defaultValue());
    }

    /**
     * The value that counts in the end, with the settings of the system where the layers say {@code Global} or nothing
     * (USR-06, USR-11), the SIP account where it stands in for the XSI account (USR-08), and what follows from monitoring
     * (USR-07) and from a fixed relation.
     *
     * <p>SOS and ManDown numbers are the user's own: the device's come before those of the system.
     *
     * @param key the key, not a secret one
     * @param system the settings of the system
     * @return the value
     */
    public String resolved(UserDataKey key, SystemData system) {
        return new Resolution(this, system).of(key).value();
    }

    /**
     * Whether the password of the XSI account is that of the SIP account.
     *
     * @param system the settings of the system
     * @return whether it is
     */
    public boolean usesSipPassword(SystemData system) {
        return new Resolution(this, system).isOn(UserDataKey.USE_SIP_USER_AUTH);
    }

    /**
     * All that counts in the end: every key of the catalogue but secret ones and those of provisioning, and those that only
     * the phone understands.
     *
     * @param system the settings of the system
     * @return keys and values with their origins, by key
     */
    public Map<String, EffectiveValue> effective(SystemData system) {
        Resolution resolution = new Resolution(this, system);
        Map<String, EffectiveValue> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (UserDataKey key : UserDataKey.values()) {
            if (!key.isSecret() && key.scope() != UserDataKey.Scope.COMMON_FILE) {
                all.put(key.key(), resolution.of(key));
            }
        }
        values().forEach((key, value) -> {
            if (UserDataKey.find(key).isEmpty()) {
                all.put(
                        key,
                        new EffectiveValue(value, source(key).map(Origin::of).orElse(Origin.DEFAULT)));
            }
        });
        return all;
    }

    /** The user's number or SIP user name; empty if it is not known. */
    String userNumber() {
        return userNumber;
    }

    /** Whether the user is tied to a device for good. */
    boolean isFixed() {
        return fixed;
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
        if (key.scope() == UserDataKey.Scope.ADMINISTRATOR) {
            return layers.getOrDefault(Layer.ADMINISTRATOR, Map.of()).containsKey(key.key())
                    ? Optional.of(Layer.ADMINISTRATOR)
                    : Optional.empty();
        }
        if (key == UserDataKey.KEY_LOCK_ENABLE && layers.containsKey(Layer.PHONE)) {
            UserData below = belowPhone();
            // An administrator's bar of the key lock wins over what the user set at the phone (USR-09).
            return below.text(key).equals("FALSE") ? below.source(key) : source(key.key());
        }
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

    private UserData belowPhone() {
        Map<Layer, Map<String, String>> below = new EnumMap<>(layers);
        below.remove(Layer.PHONE);
        return new UserData(below);
    }
}
