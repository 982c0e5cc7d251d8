package org.dectory.rest.internal.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields that a body may have. A field that is not named here is refused. */
public final class Shape {

    /** What a field holds. */
    enum Type {
        TEXT("text"),
        SECRET("text"),
        FLAG("true or false"),
        NUMBER("a whole number"),
        TEXTS("text or a list of texts"),
        NUMBERS("a list of whole numbers"),
        TEXT_MAP("an object of texts");

        private final String expected;

        Type(String expected) {
            this.expected = expected;
        }

        String expected() {
            return expected;
        }
    }

    private final Map<String, Type> types = new LinkedHashMap<>();

    /** No field at all, for deeds that need nothing said. */
    public static Shape empty() {
        return new Shape();
    }

    public Shape text(String name) {
        return with(name, Type.TEXT);
    }

    /** A text that is never kept as a string, nor repeated in an answer. */
    public Shape secret(String name) {
        return with(name, Type.SECRET);
    }

    public Shape flag(String name) {
        return with(name, Type.FLAG);
    }

    public Shape number(String name) {
        return with(name, Type.NUMBER);
    }

    /** A list of texts; a single text is a list of one. */
    public Shape texts(String name) {
        return with(name, Type.TEXTS);
    }

    /** A list of whole numbers. */
    public Shape numbers(String name) {
        return with(name, Type.NUMBERS);
    }

    /** An object whose values are texts. */
    public Shape textMap(String name) {
        return with(name, Type.TEXT_MAP);
    }

    private Shape with(String name, Type type) {
        types.put(name, type);
        return this;
    }

    Map<String, Type> types() {
        return types;
    }
}
