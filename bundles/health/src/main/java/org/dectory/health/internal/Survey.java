package org.dectory.health.internal;

import java.util.List;
import java.util.Set;

/**
 * All bundles and components at one moment.
 *
 * @param bundles those that are installed
 * @param components those of bundles that run
 */
record Survey(List<Placed> bundles, List<Part> components) {

    Survey {
        bundles = List.copyOf(bundles);
        components = List.copyOf(components);
    }

    /**
     * An installed bundle.
     *
     * @param name its symbolic name
     * @param runs whether it runs, or waits to be needed, or is a resolved fragment
     * @param state what it does instead, for people
     * @param offers the services that its manifest says it provides
     */
    record Placed(String name, boolean runs, String state, Set<String> offers) {

        Placed {
            offers = Set.copyOf(offers);
        }
    }

    /**
     * A component of a running bundle, in one of its configurations.
     *
     * @param bundle the symbolic name of its bundle
     * @param name its name
     * @param lacks the services that it waits for
     * @param failure why it could not be activated; empty if it did not fail
     * @param offers the services that it provides
     */
    record Part(String bundle, String name, List<String> lacks, String failure, Set<String> offers) {

        Part {
            lacks = List.copyOf(lacks);
            offers = Set.copyOf(offers);
        }

        boolean works() {
            return lacks.isEmpty() && failure.isEmpty();
        }
    }
}
