package org.dectory.cfg;

import java.util.ArrayList;
import java.util.List;
import org.dectory.cfg.Finding.Severity;

/** Collects findings, the first hundred of them: a broken file must not fill memory or pages. */
final class Findings {

    private static final int MOST = 100;

    private final List<Finding> kept = new ArrayList<>();
    private int errors;

    void error(int line, String text) {
        errors++;
        keep(new Finding(line, Severity.ERROR, text));
    }

    void warning(int line, String text) {
        keep(new Finding(line, Severity.WARNING, text));
    }

    private void keep(Finding finding) {
        if (kept.size() < MOST) {
            kept.add(finding);
        }
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }

    /** All errors, those that were not kept included. */
    int errors() {
        return errors;
    }
}
