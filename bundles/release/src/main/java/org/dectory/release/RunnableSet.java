package org.dectory.release;

import java.nio.file.Path;
import java.util.List;

/**
 * A set of which every jar is there, and whole.
 *
 * @param id the set's name
 * @param set the set
 * @param jars where the jars of its bundles lie, in their order
 */
public record RunnableSet(String id, ReleaseSet set, List<Path> jars) {

    public RunnableSet {
        jars = List.copyOf(jars);
    }
}
