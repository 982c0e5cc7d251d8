package org.dectory.itests.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dectory.itests.process.Shell;

/** Fetches the peers that are no part of the build; {@code peers/pom.xml} says which. */
final class Downloads {

    private final Path folder;

    private Downloads(Path folder) {
        this.folder = folder;
    }

    /** Has Maven fetch them. */
    static Downloads fetch(Path folder) throws IOException, InterruptedException {
        // The jar lies in the target folder of its module.
        Path pom = BundleJar.own().resolveSibling("../peers/pom.xml").normalize();
        Shell.run("mvn -B -ntp -q -f '" + pom + "' -Dpeers.folder='" + folder + "' dependency:copy-dependencies@karaf"
                + " dependency:copy-dependencies@sling-launcher dependency:copy-dependencies@sling-bundles");
        return new Downloads(folder);
    }

    Sling sling(Probes probes) throws IOException {
        return Sling.of(folder.resolve("sling"), probes);
    }

    /** Karaf, unpacked. */
    Karaf karaf(Probes probes) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("karaf-home"));
        Shell.run("tar -xzf '" + folder + "'/karaf/*.tar.gz --strip-components=1 -C '" + home + "'");
        return Karaf.of(home, probes);
    }
}
