package org.dectory.health.internal;

import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;

/** Makes results of causes. */
final class Verdicts {

    private Verdicts() {}

    /**
     * A result with one entry for each cause.
     *
     * @param status how bad a cause is
     * @param causes the causes
     * @param well what is said when there is none
     */
    static Result of(Result.Status status, List<String> causes, String well) {
        FormattingResultLog log = new FormattingResultLog();
        if (causes.isEmpty()) {
            log.debug("{}", well);
        }
        for (String cause : causes) {
            if (status == Result.Status.CRITICAL) {
                log.critical("{}", cause);
            } else {
                log.warn("{}", cause);
            }
        }
        return new Result(log);
    }
}
