package org.dectory.itests.product;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** What may be wrong with a new bundle: the header {@code Mischief} of its manifest says. Copied into its jar. */
public final class Mischief implements BundleActivator, Runnable {

    private static final int SOON_MILLIS = 1500;

    private volatile String kind = "";
    private volatile Bundle bundle;
    private volatile Thread thread;

    /** Made by the framework. */
    public Mischief() {}

    @Override
    public void start(BundleContext context) throws Exception {
        bundle = context.getBundle();
        kind = String.valueOf(bundle.getHeaders("").get("Mischief"));
        switch (kind) {
            case "throws" -> throw new IllegalStateException("no good");
            case "slow" -> Thread.sleep(60_000);
            case "thread", "sick" -> {
                thread = new Thread(this, "mischief");
                thread.setDaemon(true);
                thread.start();
            }
            default -> {
                // Behaves for now.
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        if (kind.equals("sick")) {
            thread.interrupt();
        }
        if (kind.equals("deadlock")) {
            hang();
        }
    }

    @Override
    public void run() {
        if (kind.equals("thread")) {
            hang();
        }
        try {
            Thread.sleep(SOON_MILLIS);
            bundle.stop();
        } catch (InterruptedException | BundleException e) {
            // Stopped before it fell ill.
        }
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
