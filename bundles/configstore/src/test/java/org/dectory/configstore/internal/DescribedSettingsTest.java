package org.dectory.configstore.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.dectory.api.settings.SettingsCheck;
import org.dectory.api.settings.SettingsRefusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Nothing is stored that a component could not read, whoever sets it. */
@Tag("ADM-04")
class DescribedSettingsTest {

    private static final String LAMP = "com.example.lamp";
    private static final String BULB = "com.example.bulb";

    private final List<AttributeDefinition> attributes = List.of(
            attribute("minutes", AttributeDefinition.INTEGER, 0),
            attribute("octets", AttributeDefinition.LONG, 0),
            attribute("share", AttributeDefinition.DOUBLE, 0),
            attribute("blinking", AttributeDefinition.BOOLEAN, 0),
            attribute("initial", AttributeDefinition.CHARACTER, 0),
            attribute("colour", AttributeDefinition.STRING, 0),
            attribute("mode", AttributeDefinition.STRING, 0, "on", "off"),
            attribute("rooms", AttributeDefinition.STRING, 3),
            attribute("floors", AttributeDefinition.INTEGER, -2));

    private final List<SettingsCheck> checks = new ArrayList<>();
    private Optional<MetaTypeService> service = Optional.of(metatypes());
    private final DescribedSettings judge = new DescribedSettings(
            () -> service,
            () -> List.of(fake(Bundle.class, (name, arguments) -> null)),
            pid -> pid.equals(LAMP) ? checks : List.of());

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("minutes", "abc", "minutes (Title) is no whole number that fits"),
                Arguments.of("minutes", "", "minutes (Title) is no whole number"),
                Arguments.of("minutes", " 5", "minutes (Title) is no whole number"),
                Arguments.of("minutes", 5.5, "minutes (Title) is no whole number"),
                Arguments.of("minutes", 5_000_000_000L, "minutes (Title) is no whole number"),
                Arguments.of("minutes", 61, "minutes (Title) is greater than maximum"),
                Arguments.of("minutes", new Integer[] {5}, "minutes (Title) has more than one value"),
                Arguments.of("octets", "1e9", "octets (Title) is no whole number"),
                Arguments.of("share", "half", "share (Title) is no number"),
                Arguments.of("blinking", "yes", "blinking (Title) is no flag (true or false)"),
                Arguments.of("blinking", 1, "blinking (Title) is no flag"),
                Arguments.of("initial", "ab", "initial (Title) is no single character"),
                Arguments.of("mode", "dim", "mode (Title) is none of on, off"),
                Arguments.of("mode", "", "mode (Title) is none of on, off"),
                Arguments.of("rooms", new String[] {"1", "2", "3", "4"}, "rooms (Title) has more than 3 values"),
                Arguments.of("floors", List.of(1, "two"), "floors (Title) is no whole number"),
                Arguments.of("floors", List.of(1, 2, 3), "floors (Title) has more than 2 values"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesWhatIsNotDescribedSo(String name, Object value, String message) {
        assertThatThrownBy(() -> judge.judge(LAMP, Map.of(name, value, "colour", "red"), Map.of()))
                .isInstanceOfSatisfying(
                        SettingsRefusedException.class,
                        refused -> assertThat(refused.setting()).isEqualTo(name))
                .hasMessageStartingWith(message);
    }

    static Stream<Arguments> right() {
        return Stream.of(
                Arguments.of("minutes", 60),
                Arguments.of("minutes", "5"),
                Arguments.of("minutes", 5L),
                Arguments.of("octets", 5_000_000_000L),
                Arguments.of("octets", 5),
                Arguments.of("share", 0.5),
                Arguments.of("share", 1),
                Arguments.of("blinking", true),
                Arguments.of("blinking", "False"),
                Arguments.of("initial", 'a'),
                Arguments.of("colour", ""),
                Arguments.of("mode", "off"),
                Arguments.of("rooms", new String[] {"a,b,c,d", "\\"}),
                Arguments.of("rooms", new String[0]),
                Arguments.of("rooms", "one"),
                Arguments.of("floors", List.of(1, 2)),
                Arguments.of("webconsole.hint", "what nobody describes"),
                Arguments.of("service.ranking", "x"));
    }

    @ParameterizedTest
    @MethodSource("right")
    void takesWhatIsDescribedSo(String name, Object value) throws SettingsRefusedException {
        judge.judge(LAMP, Map.of(name, value), Map.of());
    }

    @Test
    void doesNotCareForTheCaseOfKeys() {
        assertThatThrownBy(() -> judge.judge(LAMP, Values.copyOf(Map.of("Minutes", "abc")), Map.of()))
                .isInstanceOf(SettingsRefusedException.class);
    }

    @Test
    void judgesNothingThatIsStoredAlready() throws SettingsRefusedException {
        Map<String, Object> stored = Map.of("minutes", "abc", "colour", "red");

        judge.judge(LAMP, stored, stored);
        judge.judge(LAMP, Map.of("minutes", "abc", "colour", "green"), stored);

        assertThatThrownBy(() -> judge.judge(LAMP, Map.of("minutes", "def"), stored))
                .isInstanceOf(SettingsRefusedException.class);
    }

    @Test
    void judgesOneOfSeveralByTheirDescription() throws SettingsRefusedException {
        Map<String, Object> wrong = Map.of("minutes", "abc", "service.factoryPid", BULB);

        assertThatThrownBy(() -> judge.judge(BULB + "~kitchen", wrong, Map.of()))
                .isInstanceOf(SettingsRefusedException.class);
        judge.judge(BULB, Map.of("minutes", "abc"), Map.of());
    }

    @Test
    void judgesATargetedPidAsWhatItIsFor() {
        assertThatThrownBy(() -> judge.judge(LAMP + "|lamp|1.0.0", Map.of("minutes", "abc"), Map.of()))
                .isInstanceOf(SettingsRefusedException.class);
    }

    @Test
    void takesWhatNobodyDescribes() throws SettingsRefusedException {
        judge.judge("com.example.door", Map.of("minutes", "abc"), Map.of());
        service = Optional.empty();
        judge.judge(LAMP, Map.of("minutes", "abc"), Map.of());
    }

    @Test
    void asksTheChecksOfBundles() throws SettingsRefusedException {
        checks.add(values -> {
            if ("ultraviolet".equals(values.get("colour"))) {
                throw new IllegalArgumentException("colour (expected: one that people see)");
            }
        });

        judge.judge(LAMP, Map.of("colour", "red"), Map.of());
        assertThatThrownBy(() -> judge.judge(LAMP, Map.of("colour", "ultraviolet"), Map.of()))
                .isInstanceOfSatisfying(
                        SettingsRefusedException.class,
                        refused -> assertThat(refused.setting()).isEqualTo("colour"))
                .hasMessage("colour (expected: one that people see)");
    }

    @Test
    void takesWhatACheckFailsOver() throws SettingsRefusedException {
        checks.add(values -> {
            throw new IllegalStateException("a broken bundle");
        });

        judge.judge(LAMP, Map.of("colour", "red"), Map.of());
    }

    @Test
    void theStoreKeepsNothingThatIsRefused(@TempDir Path data) throws Exception {
        LayeredConfigurations store = new LayeredConfigurations(
                Map.of(LAMP, Map.of("minutes", 5)), OverlayFolder.open(data, new LocalDisk()), judge);
        Map<String, Object> values = new HashMap<>(Map.of("service.pid", LAMP, "minutes", "abc", "colour", "red"));

        assertThatThrownBy(() -> store.store(LAMP, FrameworkUtil.asDictionary(values)))
                .isInstanceOf(SettingsRefusedException.class);
        assertThatThrownBy(() -> store.judge(LAMP, values)).isInstanceOf(SettingsRefusedException.class);

        assertThat(store.load(LAMP).get("minutes")).isEqualTo(5);
        assertThat(data.resolve("config").toFile().list()).isEmpty();
    }

    private MetaTypeService metatypes() {
        ObjectClassDefinition definition = fake(
                ObjectClassDefinition.class,
                (name, arguments) ->
                        name.equals("getAttributeDefinitions") ? attributes.toArray(new AttributeDefinition[0]) : null);
        MetaTypeInformation information = fake(MetaTypeInformation.class, (name, arguments) -> switch (name) {
            case "getPids" -> new String[] {LAMP};
            case "getFactoryPids" -> new String[] {BULB};
            default -> definition;
        });
        return fake(MetaTypeService.class, (name, arguments) -> information);
    }

    /** An attribute that may be 60 at most, if it is a number. */
    private static AttributeDefinition attribute(String id, int type, int cardinality, String... options) {
        return fake(AttributeDefinition.class, (name, arguments) -> switch (name) {
            case "getID" -> id;
            case "getName" -> "Title";
            case "getType" -> type;
            case "getCardinality" -> cardinality;
            case "getOptionValues" -> options.length == 0 ? null : options;
            case "validate" ->
                type == AttributeDefinition.INTEGER && Integer.parseInt((String) arguments[0]) > 60
                        ? "greater than maximum"
                        : "";
            default -> null;
        });
    }

    private static <T> T fake(Class<T> type, BiFunction<String, Object[], @Nullable Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.apply(
                        method.getName(),
                        arguments == null ? new Object[0] : Arrays.copyOf(arguments, arguments.length))));
    }
}
