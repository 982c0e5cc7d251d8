package org.dectory.itests.probe;

import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** A bundle that nobody imports: it gives its version as a service, and the later one of two is preferred. */
public final class Leaf implements BundleActivator {

    /** The service property by which it is found. */
    static final String KEY = "leaf";

    /** Makes a leaf. */
    public Leaf() {}

    @Override
    public void start(BundleContext context) {
        String version = context.getBundle().getVersion().toString();
        Supplier<String> service = () -> version;
        Map<String, Object> properties = Map.of(
                KEY,
                KEY,
                Constants.SERVICE_RANKING,
                context.getBundle().getVersion().getMicro());
        context.registerService(Supplier.class, service, FrameworkUtil.asDictionary(properties));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }
}
