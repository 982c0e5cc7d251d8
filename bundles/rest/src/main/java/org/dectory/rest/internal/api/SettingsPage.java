package org.dectory.rest.internal.api;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * The settings under one persistent identity. A list is written as one text, an item a line.
 *
 * @param pid the persistent identity
 * @param definition what the bundle says about them
 */
record SettingsPage(String pid, ObjectClassDefinition definition) {

    /** What has rules of its own and is changed by a resource of its own. */
    private static final Map<String, Set<String>> ELSEWHERE = Map.of(
            "org.dectory.fac", Set.of("number", "codes", "triggers"),
            "org.dectory.provisioning", Set.of("protocol", "server", "port", "path", "user.name"));

    /** What belongs to the framework and would cut off who changes it. */
    private static final String FRAMEWORK = "org.apache.";

    private static final int MAX_TEXT = 4096;

    /** All settings that the bundles describe, by their identity. */
    static SortedMap<String, SettingsPage> all(MetaTypeService metatypes, List<Bundle> bundles) {
        SortedMap<String, SettingsPage> pages = new TreeMap<>();
        for (Bundle bundle : bundles) {
            @Nullable MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
            if (information != null && information.getPids() != null) {
                for (String pid : information.getPids()) {
                    if (!pid.startsWith(FRAMEWORK)) {
                        pages.put(pid, new SettingsPage(pid, information.getObjectClassDefinition(pid, null)));
                    }
                }
            }
        }
        return pages;
    }

    String title() {
        return definition.getName();
    }

    String description() {
        return Optional.ofNullable(definition.getDescription()).orElse("");
    }

    private List<AttributeDefinition> attributes() {
        return Arrays.stream(definition.getAttributeDefinitions(ObjectClassDefinition.ALL))
                .filter(attribute -> !ELSEWHERE.getOrDefault(pid, Set.of()).contains(attribute.getID()))
                .toList();
    }

    /** The settings with the values that count: those of the configuration, else the defaults. */
    JsonObject json(Map<String, Object> configuration) {
        List<JsonObject> items = attributes().stream()
                .map(attribute -> item(attribute, configuration))
                .toList();
        return new JsonObject()
                .put("pid", pid)
                .put("title", title())
                .put("description", description())
                .put("items", items)
                .put("total", items.size());
    }

    private static JsonObject item(AttributeDefinition attribute, Map<String, Object> configuration) {
        String standard = lines(attribute.getDefaultValue());
        Object value = configuration.get(attribute.getID());
        return new JsonObject()
                .put("name", attribute.getID())
                .put("title", attribute.getName())
                .put(
                        "description",
                        Optional.ofNullable(attribute.getDescription()).orElse(""))
                .put("type", type(attribute))
                .put("options", options(attribute))
                .put("default", standard)
                .put("value", value == null ? standard : lines(value));
    }

    private static String type(AttributeDefinition attribute) {
        String one = switch (attribute.getType()) {
            case AttributeDefinition.BOOLEAN -> "flag";
            case AttributeDefinition.INTEGER, AttributeDefinition.LONG -> "number";
            default -> "text";
        };
        return attribute.getCardinality() == 0 ? one : one + " list";
    }

    private static List<String> options(AttributeDefinition attribute) {
        String @Nullable [] values = attribute.getOptionValues();
        return values == null ? List.of() : List.of(values);
    }

    private static String lines(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (!value.getClass().isArray()) {
            return value.toString();
        }
        return String.join(
                "\n",
                IntStream.range(0, Array.getLength(value))
                        .mapToObj(i -> String.valueOf(Array.get(value, i)))
                        .toList());
    }

    /**
     * Makes a value of what was sent.
     *
     * @throws org.dectory.rest.internal.http.ProblemException naming the setting, if it has no such value
     */
    Object parse(String name, String text) {
        AttributeDefinition attribute = attributes().stream()
                .filter(known -> known.getID().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("values", "There is no such setting."));
        if (text.length() > MAX_TEXT) {
            throw Problem.invalid(name, name + " (expected: at most " + MAX_TEXT + " characters)");
        }
        if (attribute.getCardinality() == 0) {
            return one(attribute, text);
        }
        List<Object> items = new ArrayList<>();
        text.lines().filter(line -> !line.isBlank()).forEach(line -> items.add(one(attribute, line.strip())));
        Class<?> type = items.isEmpty() ? String.class : items.get(0).getClass();
        return items.toArray((Object[]) Array.newInstance(type, 0));
    }

    private static Object one(AttributeDefinition attribute, String text) {
        List<String> options = options(attribute);
        if (!options.isEmpty() && !options.contains(text)) {
            throw wrong(attribute);
        }
        @Nullable String complaint = text.isEmpty() ? null : attribute.validate(text);
        if (complaint != null && !complaint.isEmpty()) {
            throw wrong(attribute);
        }
        try {
            return switch (attribute.getType()) {
                case AttributeDefinition.BOOLEAN -> flag(attribute, text);
                case AttributeDefinition.INTEGER -> Integer.valueOf(text);
                case AttributeDefinition.LONG -> Long.valueOf(text);
                default -> text;
            };
        } catch (NumberFormatException e) {
            throw wrong(attribute);
        }
    }

    private static Boolean flag(AttributeDefinition attribute, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(attribute);
        }
        return Boolean.valueOf(text);
    }

    private static RuntimeException wrong(AttributeDefinition attribute) {
        String kind = options(attribute).isEmpty() ? type(attribute) : String.join(", ", options(attribute));
        return Problem.invalid(
                attribute.getID(),
                attribute.getID() + " (expected: " + kind + "; "
                        + Optional.ofNullable(attribute.getDescription()).orElse("") + ")");
    }
}
