package org.dectory.rest.internal.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of an answer. Its members are written in the order in which they were put; an absent value is written as
 * {@code null}, so that every answer has the same members.
 */
public final class JsonObject {

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /**
     * Puts a member.
     *
     * @param name its name
     * @param value text, number, flag, instant, enum constant, object, or a collection or optional of these
     * @return this object
     */
    public JsonObject put(String name, Object value) {
        members.put(name, plain(value));
        return this;
    }

    Map<String, @Nullable Object> members() {
        return Collections.unmodifiableMap(members);
    }

    private static @Nullable Object plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? plain(optional.get()) : null;
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(JsonObject::plain).toList();
        }
        if (value instanceof JsonObject object) {
            return object.members();
        }
        if (value instanceof Enum<?> constant) {
            return word(constant);
        }
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        if (value instanceof String || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value;
        }
        throw new IllegalArgumentException("value: " + value.getClass() + " (expected: something JSON has)");
    }

    /** An enum constant as the API writes it: {@code FULL_ACCESS} is {@code full-access}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
