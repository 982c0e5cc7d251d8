package org.dectory.rest.internal.api;

import java.util.ArrayList;
import java.util.List;
import org.dectory.api.datasets.EffectiveData;
import org.dectory.api.userdata.UserData;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.rest.internal.http.JsonObject;

/** A user's merged data: each value, and where it comes from. Secrets are not among them. */
final class UserDataJson {

    private UserDataJson() {}

    static JsonObject of(UserData data) {
        List<JsonObject> items = new ArrayList<>();
        for (UserDataKey key : UserDataKey.values()) {
            if (!key.isSecret()) {
                String source = data.source(key).map(JsonObject::word).orElse("default");
                items.add(item(key.key(), data.text(key), source));
            }
        }
        // What only the phone understands.
        data.values().forEach((key, value) -> {
            if (UserDataKey.find(key).isEmpty()) {
                items.add(
                        item(key, value, data.source(key).map(JsonObject::word).orElse("default")));
            }
        });
        return new JsonObject().put("items", items).put("total", items.size());
    }

    /** What counts in the end; of secrets only where they come from. */
    static JsonObject of(EffectiveData data) {
        List<JsonObject> items = new ArrayList<>();
        data.values().forEach((key, value) -> {
            boolean secret = UserDataKey.find(key).filter(UserDataKey::isSecret).isPresent();
            items.add(item(key, secret ? "" : value.value(), JsonObject.word(value.origin())));
        });
        return new JsonObject().put("items", items).put("total", items.size());
    }

    private static JsonObject item(String key, String value, String source) {
        return new JsonObject().put("key", key).put("value", value).put("source", source);
    }
}
