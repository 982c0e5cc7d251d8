package org.dectory.itests.probe;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;

/**
 * Tells when a framework has come to rest: nothing has happened to a bundle or a start level for {@code probe.quiet}
 * milliseconds, and the service {@code probe.awaits}, if that is given, is there. Then it reports {@code ready}, the time of the last event in milliseconds since 1970 and the number of
 * bundles but itself; and installs the bundle {@code probe.then}, if that is given.
 *
 * <p>It needs nothing but the framework, so that it costs all of them the same.
 */
public final class Probe implements BundleActivator {

    private final AtomicLong last = new AtomicLong(System.currentTimeMillis());

    /** Makes a probe. */
    public Probe() {}

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        context.addBundleListener(event -> last.set(System.currentTimeMillis()));
        context.addFrameworkListener(event -> last.set(System.currentTimeMillis()));
        String awaited = context.getProperty("probe.awaits");
        if (awaited != null) {
            // One of all: the probe does not see its class, and would not be told.
            AllServiceListener listener = event -> last.set(System.currentTimeMillis());
            context.addServiceListener(listener, "(objectClass=" + awaited + ")");
        }
        Thread thread = new Thread(() -> watch(context), "probe");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(BundleContext context) {
        Report report = new Report(context);
        long quiet = Long.parseLong(context.getProperty("probe.quiet"));
        try {
            for (long left = quiet; left > 0; left = missing(context, quiet)) {
                TimeUnit.MILLISECONDS.sleep(left);
            }
            report.line("ready " + last.get() + " " + (context.getBundles().length - 1));
            String then = context.getProperty("probe.then");
            if (then != null) {
                context.installBundle(Path.of(then).toUri().toString()).start();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BundleException | InvalidSyntaxException e) {
            report.line("failed " + e);
        }
    }

    /** How much longer nothing must happen, in milliseconds. */
    private long missing(BundleContext context, long quiet) throws InvalidSyntaxException {
        String awaited = context.getProperty("probe.awaits");
        if (awaited != null && context.getAllServiceReferences(awaited, null) == null) {
            return quiet;
        }
        return last.get() + quiet - System.currentTimeMillis();
    }

    @Override
    public void stop(BundleContext context) {
        // The thread is a daemon, and soon ends by itself.
    }
}
