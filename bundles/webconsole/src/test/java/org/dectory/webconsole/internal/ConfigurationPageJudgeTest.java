package org.dectory.webconsole.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.felix.webconsole.spi.ValidationException;
import org.dectory.api.settings.SettingsRefusedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;

@Tag("ADM-04")
class ConfigurationPageJudgeTest {

    private final Map<String, Object> asked = new HashMap<>();
    private final ConfigurationPageJudge page = new ConfigurationPageJudge((pid, values) -> {
        asked.put(pid, Map.copyOf(values));
        if ("abc".equals(values.get("minutes"))) {
            throw new SettingsRefusedException("minutes", "minutes is no whole number");
        }
    });

    @Test
    void tellsTheConsoleWhyItIsRefused() {
        assertThatThrownBy(() -> page.updateConfiguration(
                        null, "com.example.lamp", FrameworkUtil.asDictionary(Map.of("minutes", "abc"))))
                .isInstanceOf(ValidationException.class)
                .hasMessage("minutes is no whole number");
    }

    @Test
    void asksForOneOfSeveralByTheirCommonName() throws Exception {
        page.updateConfiguration("com.example.lamp", "new", FrameworkUtil.asDictionary(Map.of("minutes", 5)));

        assertThat(asked).isEqualTo(Map.of("new", Map.of("minutes", 5, "service.factoryPid", "com.example.lamp")));
    }
}
