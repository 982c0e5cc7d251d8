package org.dectory.itests.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Updates the leaf as frameworks do it: {@link Bundle#update(InputStream)}; callers look for the service at each call. */
public final class InPlace implements BundleActivator {

    private static final int TRIES = 5;

    private @Nullable Bundle leaf;

    /** Makes it. */
    public InPlace() {}

    @Override
    public void start(BundleContext context) {
        new Updates(context).begin(jar -> bring(context, jar), () -> call(context));
    }

    private void bring(BundleContext context, Path jar) throws Exception {
        Bundle known = leaf;
        if (known == null) {
            known = context.installBundle(jar.toUri().toString());
            known.start();
            leaf = known;
        } else {
            update(known, jar);
        }
        if (known.getState() != Bundle.ACTIVE) {
            throw new IllegalStateException("the leaf is not active but in state " + known.getState());
        }
    }

    /** Frameworks refuse an update while one of their own threads resolves something; then one tries again. */
    private static void update(Bundle bundle, Path jar) throws IOException, BundleException, InterruptedException {
        for (int i = 1; ; i++) {
            try (InputStream bytes = Files.newInputStream(jar)) {
                bundle.update(bytes);
                return;
            } catch (BundleException e) {
                if (i == TRIES) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
    }

    private static boolean call(BundleContext context) {
        try {
            @SuppressWarnings("rawtypes") // a class has no type arguments
            Collection<ServiceReference<Supplier>> found =
                    context.getServiceReferences(Supplier.class, "(" + Leaf.KEY + "=*)");
            for (ServiceReference<?> reference : found) {
                if (context.getService(reference) instanceof Supplier<?> service) {
                    Object answer = service.get();
                    context.ungetService(reference);
                    return answer != null;
                }
            }
            return false;
        } catch (InvalidSyntaxException | RuntimeException gone) {
            return false;
        }
    }

    @Override
    public void stop(BundleContext context) {
        // The process ends with the benchmark.
    }
}
