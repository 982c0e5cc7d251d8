package org.dectory.launcher;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
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
        try {
            Object runtime = runtime();
            return runtime == null ? List.of("there is no component runtime") : complaints(runtime);
        } catch (ReflectiveOperationException | InvalidSyntaxException e) {
            throw new IllegalStateException("The component runtime is not as the specification says", e);
        }
    }

    /** Asks for all references: the framework would hide one whose classes are not the launcher's. */
    private @Nullable Object runtime() throws InvalidSyntaxException {
        ServiceReference<?>[] references = context.getAllServiceReferences(RUNTIME, null);
        return references == null ? null : context.getService(references[0]);
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
                    complaints.add("component " + field(component, "name") + " waits for "
                            + missing(component, configuration));
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

    private static String missing(Object component, Object configuration) throws ReflectiveOperationException {
        Object unsatisfied = field(configuration, "unsatisfiedReferences");
        List<String> services = new ArrayList<>();
        for (int i = 0; i < Array.getLength(unsatisfied); i++) {
            services.add(service(component, field(Array.get(unsatisfied, i), "name")));
        }
        return String.join(", ", services);
    }

    /** The service that a reference is to; the name of a reference in a constructor is a number only. */
    private static String service(Object component, Object name) throws ReflectiveOperationException {
        Object references = field(component, "references");
        for (int i = 0; i < Array.getLength(references); i++) {
            Object reference = Array.get(references, i);
            if (field(reference, "name").equals(name)) {
                return String.valueOf(field(reference, "interfaceName"));
            }
        }
        return name.toString();
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
