package org.dectory.itests.harness;

import java.util.Map;
import org.ops4j.pax.exam.ProbeInvokerFactory;
import org.ops4j.pax.exam.util.Injector;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** The inner half: offers Pax Exam a way to run probes, under the name that {@code pax.exam.invoker} gives. */
public final class InvokerActivator implements BundleActivator {

    /** The value of the system property {@code pax.exam.invoker}. */
    public static final String INVOKER = "junit5";

    /** Made by the framework. */
    public InvokerActivator() {}

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ProbeInvokerFactory.class,
                (probe, expression) -> new JupiterInvoker(((BundleContext) probe).getBundle(), expression),
                FrameworkUtil.asDictionary(Map.of("driver", INVOKER)));
    }

    @Override
    public void stop(BundleContext context) {}

    /** Fills the {@code @Inject} fields of a test. */
    static void inject(Object test) {
        BundleContext context = FrameworkUtil.getBundle(InvokerActivator.class).getBundleContext();
        ServiceReference<Injector> reference = context.getServiceReference(Injector.class);
        if (reference == null) {
            throw new IllegalStateException("Pax Exam's injector is not there");
        }
        context.getService(reference).injectFields(test);
    }
}
