package org.dectory.itests.product;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** What may be wrong with a new bundle: the header {@code Mischief} of its manifest says. Copied into its jar. */
public final class Mischief implements BundleActivator, Runnable {

    private static final int SOON_MILLIS = 1500;

    private volatile String kind = "";
    private volatile @Nullable Bundle bundle;
    private volatile @Nullable Thread thread;

    /** Made by the framework. */
    public Mischief() {}

    @Override
    public void start(BundleContext context) throws Exception {
        bundle = context.getBundle();
        kind = String.valueOf(context.getBundle().getHeaders("").get("Mischief"));
        switch (kind) {
            case "throws" -> throw new IllegalStateException("no good");
            case "slow" -> Thread.sleep(60_000);
            case "thread", "sick" -> {
                Thread started = new Thread(this, "mischief");
                started.setDaemon(true);
                started.start();
                thread = started;
            }
            default -> {
                // Behaves for now.
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        Thread started = thread;
        if (kind.equals("sick") && started != null) {
            started.interrupt();
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
            Objects.requireNonNull(bundle).stop();
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
