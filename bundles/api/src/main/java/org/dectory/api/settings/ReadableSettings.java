package org.dectory.api.settings;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Settings of which each can be read, whatever was written by hand. Where a number should stand and a word does, the component
 * annotation of OSGi throws, and a component that reads it would be gone at the next start.
 */
public final class ReadableSettings {

    private ReadableSettings() {}

    /**
     * Wraps settings.
     *
     * @param <C> the component property type
     * @param type the component property type; each of its elements has a default
     * @param settings the settings as the component got them
     * @param complain is told, in words for a log, of a setting that cannot be read; its default counts
     * @return the same settings with a default for those that cannot be read
     */
    public static <C extends Annotation> C of(Class<C> type, C settings, Consumer<String> complain) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> read(settings, method, arguments, complain)));
    }

    private static Object read(Object settings, Method method, Object[] arguments, Consumer<String> complain)
            throws IllegalAccessException {
        try {
            // The type is the component's own, which nobody else can see.
            method.setAccessible(true);
            return Objects.requireNonNull(method.invoke(settings, arguments), method.getName());
        } catch (InvocationTargetException e) {
            String name = method.getName().replace('_', '.');
            complain.accept("The setting " + name + " cannot be read; its default counts");
            return Objects.requireNonNull(method.getDefaultValue(), name);
        }
    }
}
