package org.dectory.itests.container;

import static org.awaitility.Awaitility.await;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A bundle of the image and its successors, each of which takes over from the one before; at the end the first is back. */
final class Relay implements AutoCloseable {

    private final BundleContext context;
    private final Bundle shipped;
    private Bundle current;
    private int swaps;

    Relay(BundleContext context, Bundle shipped) {
        this.context = context;
        this.shipped = shipped;
        this.current = shipped;
    }

    /** The next one beside, now by a higher version, now under another name; then the old one goes. */
    void swap() throws BundleException {
        swaps++;
        boolean renamed = swaps % 2 == 0;
        Successor successor =
                new Successor(shipped.getSymbolicName() + (renamed ? ".other" : ""), "99.0." + swaps, swaps / 2);
        Bundle next = context.installBundle("successor:" + shipped.getSymbolicName() + swaps, successor.of(shipped));
        Platform.change(next::start);
        await("services of the next one")
                .atMost(House.PATIENCE)
                .until(() -> Optional.ofNullable(next.getRegisteredServices())
                        .filter(services -> services.length > 0)
                        .isPresent());
        Platform.change(current::uninstall);
        current = next;
    }

    @Override
    public void close() throws BundleException {
        if (current != shipped) {
            Bundle again = context.installBundle(shipped.getLocation());
            Platform.change(again::start);
            Platform.change(current::uninstall);
        }
    }
}
