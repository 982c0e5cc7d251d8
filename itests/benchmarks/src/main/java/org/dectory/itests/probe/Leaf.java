package org.dectory.itests.probe;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** A bundle that nobody imports: it gives its version as a service, and the later one of two is preferred. */
public final class Leaf implements BundleActivator {

    /** The service property by which it is found. */
    static final String KEY = "leaf";

    /** Makes a leaf. */
    public Leaf() {}

    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(KEY, KEY);
        properties.put(
                Constants.SERVICE_RANKING, context.getBundle().getVersion().getMicro());
        String version = context.getBundle().getVersion().toString();
        Supplier<String> service = () -> version;
        context.registerService(Supplier.class, service, properties);
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }
}
