package org.dectory.configstore.internal;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dectory.api.settings.SettingsRefusedException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * Judges one value by its description: type, least and most, options, how many (OSGi Compendium, Metatype Service, "Attribute
 * Definition"). A number as text is one, since components read it as one.
 */
final class DescribedSetting {

    private DescribedSetting() {}

    /**
     * Takes a value or refuses it.
     *
     * @throws SettingsRefusedException if it is not what is described
     */
    static void require(AttributeDefinition attribute, Object value) throws SettingsRefusedException {
        List<String> items = items(value);
        int cardinality = attribute.getCardinality();
        boolean isList = value instanceof Collection<?> || value.getClass().isArray();
        if (cardinality == 0 && isList) {
            throw refused(attribute, "has more than one value");
        }
        if (cardinality != 0 && items.size() > Math.abs((long) cardinality)) {
            throw refused(attribute, "has more than " + Math.abs((long) cardinality) + " values");
        }
        for (String item : items) {
            Optional<String> complaint = complaint(attribute, item);
            if (complaint.isPresent()) {
                throw refused(attribute, complaint.get());
            }
        }
    }

    private static List<String> items(Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> String.valueOf(Array.get(value, i)))
                    .toList();
        }
        return List.of(value.toString());
    }

    private static Optional<String> complaint(AttributeDefinition attribute, String item) {
        List<String> options = options(attribute);
        if (!options.isEmpty()) {
            return options.contains(item) ? Optional.empty() : Optional.of("is none of " + String.join(", ", options));
        }
        if (!isOfType(attribute.getType(), item)) {
            return Optional.of("is no " + type(attribute.getType()));
        }
        if (item.isEmpty()) {
            return Optional.empty();
        }
        // Felix takes a text for several where there may be several, parted by commas.
        String quoted = attribute.getCardinality() == 0 ? item : item.replaceAll("([\\\\,])", "\\\\$1");
        return Optional.ofNullable(attribute.validate(quoted))
                .filter(words -> !words.isEmpty())
                .map(words -> "is " + words);
    }

    private static boolean isOfType(int type, String item) {
        try {
            return switch (type) {
                case AttributeDefinition.BOOLEAN -> item.equalsIgnoreCase("true") || item.equalsIgnoreCase("false");
                case AttributeDefinition.CHARACTER -> item.length() == 1;
                case AttributeDefinition.BYTE -> isRead(Byte.valueOf(item));
                case AttributeDefinition.SHORT -> isRead(Short.valueOf(item));
                case AttributeDefinition.INTEGER -> isRead(Integer.valueOf(item));
                case AttributeDefinition.LONG -> isRead(Long.valueOf(item));
                case AttributeDefinition.FLOAT -> isRead(Float.valueOf(item));
                case AttributeDefinition.DOUBLE -> isRead(Double.valueOf(item));
                default -> isOfLargeType(type, item);
            };
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @SuppressWarnings("deprecation") // A bundle may still describe a setting so.
    private static boolean isOfLargeType(int type, String item) {
        return switch (type) {
            case AttributeDefinition.BIGINTEGER -> isRead(new BigInteger(item));
            case AttributeDefinition.BIGDECIMAL -> isRead(new BigDecimal(item));
            default -> true;
        };
    }

    /** Whether it was read without an exception: whoever comes here has done so. */
    private static boolean isRead(Number number) {
        return !number.toString().isEmpty();
    }

    private static List<String> options(AttributeDefinition attribute) {
        String @Nullable [] values = attribute.getOptionValues();
        return values == null ? List.of() : List.of(values);
    }

    private static String type(int type) {
        return switch (type) {
            case AttributeDefinition.BOOLEAN -> "flag (true or false)";
            case AttributeDefinition.CHARACTER -> "single character";
            case AttributeDefinition.BYTE,
                    AttributeDefinition.SHORT,
                    AttributeDefinition.INTEGER,
                    AttributeDefinition.LONG -> "whole number that fits";
            default -> "number";
        };
    }

    /** Named as programs know it, and as pages do. */
    private static SettingsRefusedException refused(AttributeDefinition attribute, String complaint) {
        String title = Optional.ofNullable(attribute.getName())
                .map(name -> " (" + name + ")")
                .orElse("");
        return new SettingsRefusedException(attribute.getID(), attribute.getID() + title + " " + complaint);
    }
}
