package org.dectory.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object that the appliance answered.
 *
 * @param members its members
 */
record Json(Map<?, ?> members) {

    /** Takes an answer as an object; what is none has no members. */
    static Json of(@Nullable Object answer) {
        return new Json(answer instanceof Map<?, ?> map ? map : Map.of());
    }

    /** A member as text; empty if it is absent or null. */
    String text(String name) {
        @Nullable Object value = members.get(name);
        return value == null ? "" : value.toString();
    }

    /** Whether a member is absent or null, and not just empty. */
    boolean isNull(String name) {
        return members.get(name) == null;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    int number(String name) {
        return members.get(name) instanceof Number number ? number.intValue() : 0;
    }

    Json object(String name) {
        return of(members.get(name));
    }

    List<Json> objects(String name) {
        return list(name).stream().map(Json::of).toList();
    }

    List<String> texts(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    private List<?> list(String name) {
        return members.get(name) instanceof List<?> list ? list : List.of();
    }
}
