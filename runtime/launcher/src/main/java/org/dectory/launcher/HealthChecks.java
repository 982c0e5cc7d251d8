package org.dectory.launcher;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * What the health checks of the running appliance say that new code has to pass; nothing if nobody asks checks there.
 *
 * <p>By reflection: they are a bundle's, and its classes are not the launcher's.
 */
final class HealthChecks {

    private static final String SERVICE = "org.dectory.api.health.HealthService";

    /** HealthService.UPDATE. */
    private static final String UPDATE = "update";

    private final BundleContext context;

    HealthChecks(BundleContext context) {
        this.context = context;
    }

    /** Those that are critical, a sentence each. It may take two seconds to ask them. */
    List<String> complaints() {
        try {
            ServiceReference<?>[] references = context.getAllServiceReferences(SERVICE, null);
            Object service = references == null ? null : context.getService(references[0]);
            if (service == null) {
                return List.of();
            }
            Class<?> contract = Class.forName(SERVICE, false, service.getClass().getClassLoader());
            List<String> complaints = new ArrayList<>();
            for (Object result : (Collection<?>) contract.getMethod("results").invoke(service)) {
                if (value(result, "severity").toString().equals("CRITICAL")
                        && ((Collection<?>) value(result, "tags")).contains(UPDATE)) {
                    complaints.add(
                            "the health check " + value(result, "name") + " is critical: " + value(result, "causes"));
                }
            }
            return complaints;
        } catch (ReflectiveOperationException | InvalidSyntaxException e) {
            throw new IllegalStateException("The health checks cannot be asked", e);
        }
    }

    private static Object value(Object result, String name) throws ReflectiveOperationException {
        Method method = result.getClass().getMethod(name);
        return method.invoke(result);
    }
}
