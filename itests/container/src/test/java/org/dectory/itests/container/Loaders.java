package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;

/** The class loaders of bundles that were replaced: nothing may keep them alive. */
final class Loaders {

    private final List<Old> old = new ArrayList<>();

    /** One of them. */
    private record Old(String bundle, int number, WeakReference<ClassLoader> loader) {

        boolean isAlive() {
            return loader.get() != null;
        }
    }

    /** Notes the one that loads a bundle's classes now: it is about to be replaced. */
    void note(Bundle bundle) {
        old.add(new Old(bundle.getSymbolicName(), old.size(), new WeakReference<>(Platform.loader(bundle))));
    }

    /** Collects garbage until none is left. */
    void awaitNone() {
        await("old class loaders")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    System.gc();
                    assertThat(alive()).isEmpty();
                });
        old.clear();
    }

    private List<String> alive() {
        return old.stream()
                .filter(Old::isAlive)
                .map(each -> each.bundle() + " #" + each.number())
                .toList();
    }
}
