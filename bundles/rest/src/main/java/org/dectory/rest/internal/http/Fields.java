package org.dectory.rest.internal.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dectory.api.identity.Secret;

/** The fields of a body, of the types that its {@link Shape} names. */
public final class Fields {

    private final Map<String, Object> values;
    private final Set<String> nulls;

    /**
     * Copies the fields.
     *
     * @param values those that have a value
     * @param nulls those that were there without one, which otherwise says the same as leaving them out
     */
    Fields(Map<String, Object> values, Set<String> nulls) {
        this.values = new LinkedHashMap<>(values);
        this.nulls = Set.copyOf(nulls);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** For a field that is not to be there as {@code null}, since leaving it out means a lot. */
    public void requireValue(String name) {
        if (nulls.contains(name)) {
            throw Problem.invalid(name, "The field '" + name + "' has no value. Leave it out, or give it one.");
        }
    }

    public String text(String name) {
        return require(name, findText(name));
    }

    public Optional<String> findText(String name) {
        return find(name, String.class);
    }

    public Secret secret(String name) {
        return require(name, findSecret(name));
    }

    public Optional<Secret> findSecret(String name) {
        return find(name, Secret.class);
    }

    public boolean flag(String name) {
        return require(name, findFlag(name));
    }

    public Optional<Boolean> findFlag(String name) {
        return find(name, Boolean.class);
    }

    public Optional<Integer> findNumber(String name) {
        return find(name, Integer.class);
    }

    public int number(String name) {
        return require(name, findNumber(name));
    }

    public List<String> texts(String name) {
        return require(name, findTexts(name));
    }

    @SuppressWarnings("unchecked") // Put there by the reader for a field of this type only.
    public Optional<List<String>> findTexts(String name) {
        return find(name, List.class).map(texts -> (List<String>) texts);
    }

    @SuppressWarnings("unchecked") // As above.
    public Optional<List<Integer>> findNumbers(String name) {
        return find(name, List.class).map(numbers -> (List<Integer>) numbers);
    }

    /** The texts of an object; none if the field is absent. */
    @SuppressWarnings("unchecked") // As above.
    public Map<String, String> textMap(String name) {
        return (Map<String, String>) find(name, Map.class).orElse(Map.of());
    }

    /**
     * Makes a value of a text.
     *
     * @param name the field
     * @param parser makes the value, or fails with {@link IllegalArgumentException}, whose message is answered
     */
    public <T> T parse(String name, Function<String, T> parser) {
        return require(name, findParsed(name, parser));
    }

    public <T> Optional<T> findParsed(String name, Function<String, T> parser) {
        return findText(name).map(text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw Problem.invalid(name, String.valueOf(e.getMessage()));
            }
        });
    }

    /** A constant of an enumeration, as {@link JsonObject#word} writes it. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        return require(name, findConstant(name, type));
    }

    public <E extends Enum<E>> Optional<E> findConstant(String name, Class<E> type) {
        return findText(name)
                .map(word -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> JsonObject.word(constant).equals(word))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalid(name, name + " (expected: " + words(type) + ")")));
    }

    /** Such as {@code standard, wildcard or off}. */
    private static String words(Class<? extends Enum<?>> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(JsonObject::word).toList();
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    private <T> Optional<T> find(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name)).map(type::cast);
    }

    private static <T> T require(String name, Optional<T> value) {
        return value.orElseThrow(() -> Problem.invalid(name, "The field '" + name + "' is missing."));
    }
}
