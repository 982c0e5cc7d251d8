package org.dectory.launcher;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The components of the running appliance, as the component runtime sees them.
 *
 * <p>By reflection: that runtime is a bundle, and its classes are not the launcher's.
 */
final class Components {

    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";

    /** ComponentConfigurationDTO.UNSATISFIED_REFERENCE. */
    private static final int UNSATISFIED_REFERENCE = 2;

    /** ComponentConfigurationDTO.FAILED_ACTIVATION. */
    private static final int FAILED_ACTIVATION = 16;

    private final BundleContext context;

    Components(BundleContext context) {
        this.context = context;
    }

    /**
     * Says which components wait for a service, and which failed.
     *
     * <p>One that waits for its configuration does not count: that is how an optional part is switched off.
     */
    List<String> complaints() {
        @Nullable ServiceReference<?> reference = context.getServiceReference(RUNTIME);
        @Nullable Object runtime = reference == null ? null : context.getService(reference);
        if (runtime == null) {
            return List.of("there is no component runtime");
        }
        try {
            return complaints(runtime);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The component runtime is not as the specification says", e);
        }
    }

    private static List<String> complaints(Object runtime) throws ReflectiveOperationException {
        Class<?> contract = contract(runtime);
        Collection<?> components = (Collection<?>) contract.getMethod("getComponentDescriptionDTOs", Bundle[].class)
                .invoke(runtime, (Object) new Bundle[0]);
        List<String> complaints = new ArrayList<>();
        for (Object component : components) {
            Collection<?> configurations =
                    (Collection<?>) contract.getMethod("getComponentConfigurationDTOs", component.getClass())
                            .invoke(runtime, component);
            for (Object configuration : configurations) {
                int state = (int) field(configuration, "state");
                if (state == UNSATISFIED_REFERENCE) {
                    complaints.add("component " + field(component, "name") + " waits for " + missing(configuration));
                } else if (state == FAILED_ACTIVATION) {
                    complaints.add("component " + field(component, "name") + " failed: " + failure(configuration));
                }
            }
        }
        return complaints;
    }

    private static Class<?> contract(Object runtime) throws ClassNotFoundException {
        return Class.forName(RUNTIME, false, runtime.getClass().getClassLoader());
    }

    private static String missing(Object configuration) throws ReflectiveOperationException {
        Object references = field(configuration, "unsatisfiedReferences");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Array.getLength(references); i++) {
            names.add(String.valueOf(field(Array.get(references, i), "name")));
        }
        return String.join(", ", names);
    }

    private static String failure(Object configuration) throws ReflectiveOperationException {
        return String.valueOf(field(configuration, "failure"))
                .lines()
                .findFirst()
                .orElse("");
    }

    private static Object field(Object dto, String name) throws ReflectiveOperationException {
        return dto.getClass().getField(name).get(dto);
    }
}
