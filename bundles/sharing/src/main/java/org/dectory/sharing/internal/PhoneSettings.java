package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserId;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.userdata.UserData;
import org.dectory.api.userdata.UserDataKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that lie in a phone and belong to its user: which ones a phone is given, and what a user changes there.
 *
 * <p>A change goes into the user's layer {@link Layer#PHONE}: so it counts before what file and administrator say, stays with the
 * user at every phone, and no import overwrites it. The one exception is an administrator's bar of the key lock.
 */
final class PhoneSettings {

    private static final String PREFIX = "UD_";
    private static final Logger logger = LoggerFactory.getLogger(PhoneSettings.class);

    private final Store store;

    PhoneSettings(Store store) {
        this.store = store;
    }

    /** What a user's phone is given. */
    static Given of(StoreView view, User user) {
        UserData data = UserData.of(view, user);
        Map<String, String> rules = new TreeMap<>();
        Map<String, String> others = new TreeMap<>();
        for (OwnSetting own : OwnSetting.values()) {
            own.whenTakenAway().ifPresent(off -> rules.put(own.key(), off));
        }
        data.values().forEach((key, value) -> {
            if (isForPhonesAlone(key)) {
                OwnSetting.find(key).ifPresentOrElse(own -> rules.put(own.key(), value), () -> others.put(key, value));
            }
        });
        rules.put(OwnSetting.KEY_LOCK_ENABLE.key(), data.text(UserDataKey.KEY_LOCK_ENABLE));
        rules.put(OwnSetting.KEY_LOCK_TIME.key(), data.text(UserDataKey.KEY_LOCK_TIME));
        return new Given(rules, others);
    }

    private static boolean isForPhonesAlone(String key) {
        return key.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                && UserDataKey.find(key).isEmpty();
    }

    /**
     * Keeps what the person at a phone changed, if the phone is somebody's. In the phone's mailbox.
     *
     * @return completes, never exceptionally, when it is durable or refused: what counts may now differ from what the phone has
     */
    CompletionStage<Boolean> changed(Ipei phone, Map<String, String> settings) {
        Map<OwnSetting, String> taken = read(phone, settings);
        Optional<Relation> bound =
                store.read(view -> view.findDevice(phone).map(Device::id).flatMap(view::findRelation));
        if (taken.isEmpty() || bound.isEmpty()) {
            return completedStage(false);
        }
        UserId user = bound.get().user();
        return store.write(Actor.phone(phone), tx -> keep(tx, user, taken)).exceptionally(failure -> {
            logger.error("Phone {}: what its user changed there is not kept", phone, failure);
            return false;
        });
    }

    /** What came by radio is not trusted: only known settings with values that make sense are taken. */
    private static Map<OwnSetting, String> read(Ipei phone, Map<String, String> settings) {
        Map<OwnSetting, String> taken = new TreeMap<>();
        settings.forEach((key, typed) -> {
            Optional<OwnSetting> setting = OwnSetting.find(key);
            String value = typed.strip();
            Optional<String> read = value.isEmpty() ? setting.map(own -> "") : setting.flatMap(own -> own.read(value));
            if (read.isPresent()) {
                taken.put(setting.orElseThrow(), read.get());
            } else {
                logger.debug("Phone {}: a setting is not taken, {} characters", phone, typed.length());
            }
        });
        return taken;
    }

    private static boolean keep(StoreTransaction tx, UserId user, Map<OwnSetting, String> taken) {
        if (tx.findUser(user).isEmpty()) {
            return false;
        }
        Map<String, String> layer = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        layer.putAll(tx.layer(user, Layer.PHONE));
        taken.forEach((own, value) -> {
            Optional<String> kept = value.isEmpty() ? own.whenTakenAway() : Optional.of(value);
            kept.ifPresentOrElse(text -> layer.put(own.key(), text), () -> layer.remove(own.key()));
        });
        tx.putLayer(user, Layer.PHONE, layer);
        return true;
    }

    /**
     * What a phone is given, in this order. No secret is among it.
     *
     * @param rules key lock, forwarding and language. Forwarding is always named, since no phone may forward the calls of its
     *     next user
     * @param others what only the phone understands; a phone that has no room for it still takes the rules
     */
    record Given(Map<String, String> rules, Map<String, String> others) {

        static final Given NOTHING = new Given(Map.of(), Map.of());

        void to(Radio radio, Ipei phone) {
            if (!rules.isEmpty()) {
                radio.configure(phone, rules);
            }
            if (!others.isEmpty()) {
                radio.configure(phone, others);
            }
        }
    }
}
