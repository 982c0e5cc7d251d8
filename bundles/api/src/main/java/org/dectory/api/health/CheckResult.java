package org.dectory.api.health;

import java.util.List;
import java.util.Set;

/**
 * What a health check says.
 *
 * @param name the name of the check; that of a capability is the name of its feature, such as {@code fetch-http}
 * @param severity how bad it is
 * @param causes what is wrong, a sentence each, the root first; empty if nothing is
 * @param tags what kind of check it is: {@link HealthService#CAPABILITY}, {@link HealthService#VITAL} and others
 */
public record CheckResult(String name, Severity severity, List<String> causes, Set<String> tags) {

    /**
     * Makes a result.
     *
     * @param name the name of the check
     * @param severity how bad it is
     * @param causes what is wrong
     * @param tags what kind of check it is
     */
    public CheckResult {
        causes = List.copyOf(causes);
        tags = Set.copyOf(tags);
    }

    /** How bad it is, the worst last. */
    public enum Severity {
        /** Nothing is wrong. */
        OK,

        /** It works, and somebody should look. */
        WARNING,

        /** It does not work now, and is expected to within a while. */
        UNAVAILABLE,

        /** It does not work. */
        CRITICAL
    }

    /**
     * Whether what was checked works.
     *
     * @return true for {@link Severity#OK} and {@link Severity#WARNING}
     */
    public boolean works() {
        return severity.compareTo(Severity.WARNING) <= 0;
    }
}
