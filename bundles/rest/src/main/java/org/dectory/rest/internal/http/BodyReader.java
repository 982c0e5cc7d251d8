package org.dectory.rest.internal.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.dectory.api.identity.Secret;
import org.jspecify.annotations.Nullable;

/** Reads a body as it streams in. It is strict: what is not expected is refused, by name where it has one. */
final class BodyReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNumberLength(20)
                    .maxNameLength(256)
                    .maxStringLength(16_384)
                    .build())
            // An error's place would quote the body, and with it a secret.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Shape shape;

    private BodyReader(Shape shape) {
        this.shape = shape;
    }

    /**
     * Reads one JSON object.
     *
     * @param body the octets
     * @param limit how many octets it may have
     * @param shape the fields it may have
     * @throws ProblemException if it is larger, no JSON, or has other fields
     */
    static Fields read(InputStream body, int limit, Shape shape) {
        try (JsonParser parser = FACTORY.createParser(new Limited(body, limit))) {
            return new BodyReader(shape).read(parser);
        } catch (TooLargeException e) {
            throw Problem.of(ProblemType.BODY_TOO_LARGE, "The body may have " + limit + " octets.")
                    .exception();
        } catch (StreamConstraintsException e) {
            throw Problem.invalid("", "The body has a text, number or name that is too long, or is nested too deep.");
        } catch (JsonProcessingException e) {
            throw malformed(place(e.getLocation()));
        } catch (CharConversionException e) {
            throw malformed("of UTF-8");
        } catch (IOException e) {
            throw Problem.invalid("", "The body broke off.");
        }
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null
                ? "to its end"
                : "in line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static ProblemException malformed(String where) {
        return Problem.invalid("", "The body is not one well-formed JSON object " + where + ".");
    }

    private Fields read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("from its first character on");
        }
        Map<String, Object> values = new HashMap<>();
        Set<String> seen = new HashSet<>();
        Set<String> nulls = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Shape.Type type = shape.types().get(name);
            if (type == null) {
                throw Problem.invalid(name, "There is no field " + Shown.of(name) + " here. " + known());
            }
            if (!seen.add(name)) {
                throw Problem.invalid(name, "The field '" + name + "' comes more than once.");
            }
            // A null says the same as leaving the field out.
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                nulls.add(name);
            } else {
                values.put(name, value(parser, name, type));
            }
        }
        if (parser.nextToken() != null) {
            throw malformed("and nothing after it");
        }
        return new Fields(values, nulls);
    }

    private String known() {
        return shape.types().isEmpty()
                ? "No field is expected."
                : "Known fields: " + String.join(", ", shape.types().keySet()) + ".";
    }

    private static Object value(JsonParser parser, String name, Shape.Type type) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (type) {
            case TEXT -> text(parser, name, type);
            case SECRET -> secret(parser, name);
            case FLAG -> {
                require(token.isBoolean(), name, type);
                yield parser.getBooleanValue();
            }
            case NUMBER -> number(parser, name, type);
            case TEXTS -> texts(parser, name);
            case NUMBERS -> numbers(parser, name);
            case TEXT_MAP -> textMap(parser, name);
        };
    }

    private static String text(JsonParser parser, String name, Shape.Type type) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, name, type);
        String text = parser.getText();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            if (codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE) {
                throw Problem.invalid(name, "The field '" + name + "' has characters that are no text.");
            }
        }
        return text;
    }

    private static Secret secret(JsonParser parser, String name) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, name, Shape.Type.SECRET);
        char[] buffer = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        char[] copy = Arrays.copyOfRange(buffer, offset, offset + parser.getTextLength());
        try {
            return Secret.of(copy);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(name, "The field '" + name + "' has characters that are no text.");
        } finally {
            Arrays.fill(copy, '\0');
        }
    }

    private static int number(JsonParser parser, String name, Shape.Type type) throws IOException {
        require(
                parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() == JsonParser.NumberType.INT,
                name,
                type);
        return parser.getIntValue();
    }

    private static List<Integer> numbers(JsonParser parser, String name) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, name, Shape.Type.NUMBERS);
        List<Integer> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            numbers.add(number(parser, name, Shape.Type.NUMBERS));
        }
        return numbers;
    }

    private static List<String> texts(JsonParser parser, String name) throws IOException {
        List<String> texts = new ArrayList<>();
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            texts.add(text(parser, name, Shape.Type.TEXTS));
            return texts;
        }
        require(parser.currentToken() == JsonToken.START_ARRAY, name, Shape.Type.TEXTS);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(parser, name, Shape.Type.TEXTS));
        }
        return texts;
    }

    private static Map<String, String> textMap(JsonParser parser, String name) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, name, Shape.Type.TEXT_MAP);
        Map<String, String> texts = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            if (texts.put(key, text(parser, name + "." + key, Shape.Type.TEXT)) != null) {
                throw Problem.invalid(name + "." + key, "The field " + Shown.of(key) + " comes more than once.");
            }
        }
        return texts;
    }

    private static void require(boolean fine, String name, Shape.Type type) {
        if (!fine) {
            throw Problem.invalid(name, "The field " + Shown.of(name) + " must be " + type.expected() + ".");
        }
    }

    /** The body is larger than its limit. */
    private static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /** Stops a body that says too little about its length. */
    private static final class Limited extends FilterInputStream {

        private int left;

        Limited(InputStream in, int limit) {
            super(Objects.requireNonNull(in));
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int octets) throws TooLargeException {
            left -= octets;
            if (left < 0) {
                throw new TooLargeException();
            }
        }
    }
}
