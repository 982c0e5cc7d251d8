package org.dectory.configstore.internal;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A ConfigurationAdmin that keeps what it once knew, as Felix's does, and stores before it tells anybody. */
final class FakeAdmin {

    private final LayeredConfigurations store;
    private final SortedMap<String, Configuration> known = new TreeMap<>();
    private final List<String> told = new ArrayList<>();

    FakeAdmin(LayeredConfigurations store) throws IOException {
        this.store = store;
        Collections.list(store.getDictionaries()).forEach(values -> find((String) values.get(Constants.SERVICE_PID)));
    }

    ConfigurationAdmin service() {
        return fake(ConfigurationAdmin.class, (name, arguments) -> switch (name) {
            case "listConfigurations" -> known.values().toArray(new Configuration[0]);
            case "getConfiguration" -> find(text(arguments, 0));
            case "getFactoryConfiguration" -> find(text(arguments, 0) + "~" + text(arguments, 1));
            default -> throw new UnsupportedOperationException(name);
        });
    }

    /** Knows nothing any more: everything has been deleted. */
    void forget() {
        known.clear();
    }

    /** What somebody who listens has heard. */
    List<String> told() {
        return told;
    }

    /** Knows a configuration from now on, as one that somebody has asked for. */
    Configuration find(String pid) {
        return known.computeIfAbsent(pid, this::configuration);
    }

    private Configuration configuration(String pid) {
        return fake(Configuration.class, (name, arguments) -> {
            switch (name) {
                case "getPid" -> {
                    return pid;
                }
                case "update" -> {
                    Map<String, Object> values = Values.copyOf((Dictionary<?, ?>) arguments[0]);
                    values.put(Constants.SERVICE_PID, pid);
                    store.store(pid, FrameworkUtil.asDictionary(values));
                }
                case "delete" -> {
                    store.delete(pid);
                    known.remove(pid);
                }
                default -> throw new UnsupportedOperationException(name);
            }
            told.add(name + " " + pid);
            return null;
        });
    }

    private static String text(Object[] arguments, int index) {
        return (String) arguments[index];
    }

    /** What happens when a method is called. */
    private interface Answer {
        @Nullable
        Object to(String name, Object[] arguments) throws IOException;
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> answer.to(method.getName(), arguments == null ? new Object[0] : arguments);
                }));
    }
}
