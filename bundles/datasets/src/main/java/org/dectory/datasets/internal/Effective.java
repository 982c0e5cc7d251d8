package org.dectory.datasets.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dectory.api.datasets.EffectiveData;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.userdata.EffectiveValue;
import org.dectory.api.userdata.EffectiveValue.Origin;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.UserData;
import org.dectory.api.userdata.UserDataKey;

/** Puts together what counts for a user in the end. */
final class Effective {

    /** The PINs of a user in the order in which they count (USR-10), and where each comes from. */
    private static final List<Map.Entry<SecretKind, Origin>> PINS = List.of(
            Map.entry(SecretKind.PIN_PHONE, Origin.PHONE),
            Map.entry(SecretKind.PIN_ADMINISTRATOR, Origin.ADMINISTRATOR),
            Map.entry(SecretKind.PIN_USER_FILE, Origin.USER_FILE),
            Map.entry(SecretKind.PIN_COMMON_FILE, Origin.COMMON_FILE));

    private Effective() {}

    static EffectiveData of(StoreView view, User user) {
        UserData data = UserData.of(view, user);
        SystemData system = SystemData.of(view);
        Set<SecretKind> own = view.secretKinds(SecretOwner.of(user.id()));
        Set<SecretKind> common = user.external() ? view.secretKinds(SecretOwner.SYSTEM) : Set.of();
        Origin written = user.external() ? Origin.USER_FILE : Origin.ADMINISTRATOR;
        Map<String, EffectiveValue> values = new TreeMap<>(data.effective(system));
        put(values, UserDataKey.PIN, pin(own));
        put(values, UserDataKey.SIP_PASSWORD, own.contains(SecretKind.SIP_PASSWORD) ? written : Origin.DEFAULT);
        put(values, UserDataKey.KEY_LOCK_PIN, origin(SecretKind.KEY_LOCK_PIN, own, common, written));
        put(
                values,
                UserDataKey.SERVICE_AUTH_PASSWD,
                data.usesSipPassword(system) ? Origin.SIP : origin(SecretKind.SERVICE_PASSWORD, own, common, written));
        return new EffectiveData(values);
    }

    private static void put(Map<String, EffectiveValue> values, UserDataKey key, Origin origin) {
        values.put(key.key(), new EffectiveValue("", origin));
    }

    private static Origin pin(Set<SecretKind> own) {
        return PINS.stream()
                .filter(pin -> own.contains(pin.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Origin.DEFAULT);
    }

    private static Origin origin(SecretKind kind, Set<SecretKind> own, Set<SecretKind> common, Origin written) {
        if (own.contains(kind)) {
            return written;
        }
        return common.contains(kind) ? Origin.COMMON_FILE : Origin.DEFAULT;
    }
}
