package org.dectory.launcher;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The way into the appliance's log, which also shows warnings at the terminal; the terminal alone, while nothing keeps a log.
 *
 * <p>By reflection: the log is a bundle's, and its classes are not the launcher's.
 */
final class SystemLog {

    private static final String SERVICE = "org.osgi.service.log.LogService";

    /** LogService.LOG_WARNING. */
    private static final int WARNING = 2;

    private SystemLog() {}

    /** Writes a warning. */
    static void warn(BundleContext context, String text) {
        try {
            Object log = find(context);
            if (log != null) {
                Class.forName(SERVICE, false, log.getClass().getClassLoader())
                        .getMethod("log", int.class, String.class)
                        .invoke(log, WARNING, text);
                return;
            }
        } catch (ReflectiveOperationException | InvalidSyntaxException | IllegalStateException e) {
            // The terminal is always there.
        }
        System.err.println("dectory: " + text);
    }

    private static @Nullable Object find(BundleContext context) throws InvalidSyntaxException {
        ServiceReference<?>[] references = context.getAllServiceReferences(SERVICE, null);
        return references == null ? null : context.getService(references[0]);
    }
}
