package org.dectory.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.rest.internal.http.Desk.letter;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dectory.api.settings.SettingsRefusedException;
import org.dectory.rest.internal.api.SettingsResource;
import org.dectory.rest.internal.http.Desk;
import org.dectory.rest.internal.http.Desk.Reply;
import org.dectory.rest.internal.http.FakeAccounts;
import org.dectory.rest.internal.http.Router;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Settings of bundles that this one knows nothing of. */
@Tag("ADM-03")
@Tag("ADM-04")
class SettingsTest {

    private static final String PAGE = "/settings/com.example.lamp";

    private final Desk desk = new Desk();
    private final Map<String, Object> stored = new HashMap<>(Map.of("colour", "red"));
    private final Bundle lamp = fake(Bundle.class, (name, arguments) -> null);
    private final Router router = new Router(new SettingsResource(desk.capabilities, () -> List.of(lamp)).routes());

    @BeforeEach
    void install() {
        List<AttributeDefinition> attributes = List.of(
                attribute("colour", AttributeDefinition.STRING, 0, "green"),
                attribute("minutes", AttributeDefinition.INTEGER, 0, "5"),
                attribute("blinking", AttributeDefinition.BOOLEAN, 0, "false"),
                attribute("rooms", AttributeDefinition.STRING, 100, "1"),
                attribute("mode", AttributeDefinition.STRING, 0, "on", "on", "off"));
        ObjectClassDefinition page = fake(ObjectClassDefinition.class, (name, arguments) -> switch (name) {
            case "getName" -> "Lamp";
            case "getAttributeDefinitions" -> attributes.toArray(new AttributeDefinition[0]);
            default -> null;
        });
        MetaTypeInformation information = fake(
                MetaTypeInformation.class,
                (name, arguments) ->
                        name.equals("getPids") ? new String[] {"com.example.lamp", "org.apache.felix.http"} : page);
        desk.capabilities.add(fake(MetaTypeService.class, (name, arguments) -> information));
        Configuration configuration = fake(Configuration.class, (name, arguments) -> {
            if (name.equals("getProperties")) {
                return FrameworkUtil.asDictionary(stored);
            }
            Dictionary<?, ?> changed = (Dictionary<?, ?>) arguments[0];
            if ("ultraviolet".equals(changed.get("colour"))) {
                throw new SettingsRefusedException("colour", "colour (expected: one that people see)");
            }
            stored.clear();
            Collections.list(changed.keys()).forEach(key -> stored.put(key.toString(), changed.get(key)));
            return null;
        });
        desk.capabilities.add(fake(ConfigurationAdmin.class, (name, arguments) -> configuration));
    }

    private static AttributeDefinition attribute(
            String id, int type, int cardinality, String standard, String... options) {
        return fake(AttributeDefinition.class, (name, arguments) -> switch (name) {
            case "getID", "getName" -> id;
            case "getType" -> type;
            case "getCardinality" -> cardinality;
            case "getDefaultValue" -> new String[] {standard};
            case "getOptionValues" -> options;
            default -> null;
        });
    }

    /** What happens when a method is called. */
    private interface Reaction {
        @Nullable
        Object to(String name, Object[] arguments) throws IOException;
    }

    private static <T> T fake(Class<T> type, Reaction reaction) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    return switch (method.getName()) {
                        case "equals" -> proxy == given[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> reaction.to(method.getName(), given);
                    };
                }));
    }

    @Test
    void listsWhatBundlesDescribeButNotTheFrameworks() {
        Reply reply = desk.send(router, letter("GET", "/settings"));

        assertThat(reply.json("total")).isEqualTo(1);
        assertThat(reply.text()).contains("com.example.lamp", "Lamp");
    }

    @Test
    void showsTheValueThatCounts() {
        Reply reply = desk.send(router, letter("GET", PAGE));

        assertThat(reply.text())
                .contains("\"name\":\"colour\"", "\"default\":\"green\",\"value\":\"red\"")
                .contains("\"default\":\"5\",\"value\":\"5\"");
    }

    @Test
    void changesWhatIsNamedAndLeavesTheRest() {
        Reply reply = desk.send(
                router,
                letter("PUT", PAGE)
                        .body("{\"values\":{\"minutes\":\"7\",\"blinking\":\"true\",\"rooms\":\"1\\n 2 \\n\"}}"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(stored)
                .containsEntry("colour", "red")
                .containsEntry("minutes", 7)
                .containsEntry("blinking", true)
                .containsEntry("rooms", new String[] {"1", "2"});
    }

    @ParameterizedTest
    @CsvSource({
        "minutes, seven, minutes",
        "minutes, '', minutes",
        "minutes, 99999999999, minutes",
        "blinking, yes, blinking",
        "size, 1, values",
        "mode, '', mode",
        "mode, dim, mode",
        "colour, ultraviolet, colour"
    })
    void refusesWhatIsNoSuchValueAndChangesNothing(String name, String value, String field) {
        Reply reply = desk.send(
                router, letter("PUT", PAGE).body("{\"values\":{\"rooms\":\"2\",\"" + name + "\":\"" + value + "\"}}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json("field")).isEqualTo(field);
        assertThat(stored).containsExactly(Map.entry("colour", "red"));
    }

    @ParameterizedTest
    @CsvSource({"/settings/org.apache.felix.http, 404", "/settings/nobody, 404"})
    void doesNotKnowWhatNobodyDescribes(String path, int status) {
        assertThat(desk.send(router, letter("GET", path)).status()).isEqualTo(status);
        assertThat(desk.send(router, letter("PUT", path).body("{\"values\":{}}"))
                        .status())
                .isEqualTo(status);
    }

    @Test
    @Tag("ADM-05")
    void letsAReaderChangeNothing() {
        Reply reply = desk.send(
                router,
                letter("PUT", PAGE).as("viewer", FakeAccounts.PASSWORD).body("{\"values\":{\"colour\":\"blue\"}}"));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(stored).containsEntry("colour", "red");
    }
}
