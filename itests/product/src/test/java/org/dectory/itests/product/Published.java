package org.dectory.itests.product;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an OpenAPI document says that may be sent. */
final class Published {

    private static final String REFERENCE = "#/components/schemas/";

    private final Map<?, ?> schemas;

    private Published(Map<?, ?> document) {
        schemas = map(map(document.get("components")).get("schemas"));
    }

    /** The fields of each body, by method and path such as {@code put /api/v1/users/{uid}}. */
    static Map<String, Set<String>> fields(Map<?, ?> document) {
        Published published = new Published(document);
        Map<String, Set<String>> found = new TreeMap<>();
        map(document.get("paths"))
                .forEach((path, operations) -> map(operations).forEach((method, operation) -> {
                    if (operation instanceof Map<?, ?> known && known.get("requestBody") instanceof Map<?, ?> body) {
                        Set<String> fields = new TreeSet<>();
                        published.collect(body, fields);
                        found.put(method + " /api/v1" + path, fields);
                    }
                }));
        return found;
    }

    /** Goes down to the objects of a schema, but not into their fields. */
    private void collect(@Nullable Object part, Set<String> fields) {
        if (part instanceof Collection<?> several) {
            several.forEach(each -> collect(each, fields));
        } else if (part instanceof Map<?, ?> schema) {
            if (schema.get("properties") instanceof Map<?, ?> properties) {
                properties.keySet().forEach(name -> fields.add(name.toString()));
                return;
            }
            if (schema.get("$ref") instanceof String reference) {
                collect(schemas.get(reference.substring(REFERENCE.length())), fields);
            }
            schema.values().forEach(each -> collect(each, fields));
        }
    }

    private static Map<?, ?> map(@Nullable Object json) {
        return json instanceof Map<?, ?> object ? object : Map.of();
    }
}
