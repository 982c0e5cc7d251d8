package org.dectory.fac.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

@Tag("FAC-02")
class AdminConfigurationTest {

    private final Map<String, Object> stored = new HashMap<>(Map.of("linger.seconds", 7, "wrong.codes", 9));
    private final AdminConfiguration configuration = new AdminConfiguration(admin());

    private ConfigurationAdmin admin() {
        Configuration kept = (Configuration) Proxy.newProxyInstance(
                Configuration.class.getClassLoader(),
                new Class<?>[] {Configuration.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getProperties")) {
                        return FrameworkUtil.asDictionary(new HashMap<>(stored));
                    }
                    stored.clear();
                    Dictionary<?, ?> changed = (Dictionary<?, ?>) arguments[0];
                    Collections.list(changed.keys()).forEach(key -> stored.put(key.toString(), changed.get(key)));
                    return null;
                });
        return (ConfigurationAdmin) Proxy.newProxyInstance(
                ConfigurationAdmin.class.getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> kept);
    }

    @Test
    void leavesWhatSomebodyElseHasJustChanged() {
        configuration.writePlan(Exchange.settings("#9", new String[] {"UserLogin=5"}, 3));

        assertThat(stored)
                .containsEntry("number", "#9")
                .containsEntry("codes", new String[] {"UserLogin=5"})
                .containsEntry("linger.seconds", 7)
                .containsEntry("wrong.codes", 9);
    }

    @Test
    void putsAllBackWhenAConfigurationWasRefused() {
        configuration.write(Exchange.settings("*1", new String[] {"UserLogin=1"}, 3));

        assertThat(stored).containsEntry("linger.seconds", 3).containsEntry("wrong.codes", 5);
    }
}
