package org.dectory.cli;

import java.io.PrintStream;
import java.time.Instant;
import org.dectory.release.Inspection;
import org.dectory.release.ReleasedBundle;

/** An update in a few lines. */
final class Summary {

    private Summary() {}

    static void print(PrintStream out, Inspection update) {
        out.println("update of " + update.set().product() + " to version "
                + update.set().version() + ", for "
                + String.join(", ", update.set().hardware().stream().sorted().toList()) + ", made "
                + update.set().created()
                + update.set().expires().map(Summary::expiry).orElse(""));
        out.println("set " + update.id());
        if (!update.keyLists().isEmpty()) {
            out.println("brings lists of keys " + update.keyLists());
        }
        out.println(update.set().bundles().size() + " bundles, of which it brings "
                + update.brought().size() + ":");
        for (ReleasedBundle bundle : update.brought()) {
            out.println("  " + bundle + ", " + bundle.length() + " bytes");
        }
    }

    private static String expiry(Instant end) {
        return ", to be installed before " + end;
    }
}
