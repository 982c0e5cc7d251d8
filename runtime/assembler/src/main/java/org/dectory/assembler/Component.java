package org.dectory.assembler;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A piece of software in the image.
 *
 * @param group who makes it, as Maven says
 * @param name what it is called, as Maven says
 * @param version its version
 * @param licence its licence as an SPDX expression
 * @param file its jar; empty if it is inside another one
 * @param sha256 the digest of the jar; empty if it is inside another one
 * @param contains what is inside
 */
record Component(
        String group,
        String name,
        String version,
        String licence,
        Optional<Path> file,
        String sha256,
        List<Component> contains) {

    Component {
        contains = List.copyOf(contains);
    }

    /** Something inside a jar. */
    static Component inside(String id, String licence) {
        String[] parts = id.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(id + " (expected: group:name:version)");
        }
        return new Component(parts[0], parts[1], parts[2], licence, Optional.empty(), "", List.of());
    }

    /** Its name in lists of the whole world (package URL). */
    String purl() {
        return "pkg:maven/" + group + "/" + name + "@" + version;
    }

    boolean ours() {
        return group.equals("org.dectory");
    }
}
