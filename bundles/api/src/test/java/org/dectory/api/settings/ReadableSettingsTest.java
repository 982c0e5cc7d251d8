package org.dectory.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("OSG-05")
class ReadableSettingsTest {

    private final List<String> complaints = new ArrayList<>();

    @interface Lamp {

        int lit_minutes() default 5;

        String colour() default "red";
    }

    /** As the framework hands them over when somebody wrote a word for the minutes. */
    private static Lamp mistyped() {
        return (Lamp) Proxy.newProxyInstance(
                Lamp.class.getClassLoader(), new Class<?>[] {Lamp.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("lit_minutes")) {
                        throw new NumberFormatException("For input string: \"foo\"");
                    }
                    return "green";
                });
    }

    @Test
    void hasTheDefaultForWhatCannotBeReadAndTheRestAsItIs() {
        Lamp lamp = ReadableSettings.of(Lamp.class, mistyped(), complaints::add);

        assertThat(lamp.lit_minutes()).isEqualTo(5);
        assertThat(lamp.colour()).isEqualTo("green");
        assertThat(complaints).containsExactly("The setting lit.minutes cannot be read; its default counts");
    }
}
