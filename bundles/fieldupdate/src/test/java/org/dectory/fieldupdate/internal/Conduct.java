package org.dectory.fieldupdate.internal;

import java.util.Map;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.Fetcher;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** How a bundle of these tests behaves: the header {@code Conduct} of its manifest says. Copied into its jar. */
public final class Conduct implements BundleActivator, Fetcher, Runnable {

    @Override
    public void start(BundleContext context) throws Exception {
        String conduct = String.valueOf(context.getBundle().getHeaders("").get("Conduct"));
        if (conduct.contains("throws")) {
            throw new IllegalStateException("no good");
        }
        if (conduct.contains("slow")) {
            Thread.sleep(60_000);
        }
        if (conduct.contains("thread")) {
            Thread thread = new Thread(this, "left behind");
            thread.setDaemon(true);
            thread.start();
        }
        if (conduct.contains("fetcher")) {
            context.registerService(
                    Fetcher.class, this, FrameworkUtil.asDictionary(Map.of("fetch.protocol", new String[] {"test"})));
        }
    }

    @Override
    public void stop(BundleContext context) {
        if (String.valueOf(context.getBundle().getHeaders("").get("Conduct")).contains("deadlock")) {
            hang();
        }
        if (String.valueOf(context.getBundle().getHeaders("").get("Conduct")).contains("grumbles")) {
            throw new IllegalStateException("no farewell");
        }
    }

    @Override
    public FetchResult fetch(FetchRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void run() {
        hang();
    }

    private static void hang() {
        while (true) {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException deaf) {
                // Nothing gets it out of here.
            }
        }
    }
}
