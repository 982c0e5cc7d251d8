package org.dectory.rest.internal.http;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON. */
final class Json {

    private static final JSON WRITER =
            JSON.builder().enable(JSON.Feature.WRITE_NULL_PROPERTIES).build();

    private Json() {}

    static byte[] write(JsonObject object) {
        try {
            return WRITER.asBytes(object.members());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
