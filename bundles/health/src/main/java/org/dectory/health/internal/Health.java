package org.dectory.health.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.CheckResult.Severity;
import org.dectory.api.health.HealthService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Has Felix run the checks, each within a time limit, and puts what they say into the words of the house. */
@Component(configurationPid = "org.dectory.health")
public final class Health implements HealthService {

    /** As a filter of services this is every check that has a tag. */
    private static final HealthCheckSelector ALL = HealthCheckSelector.tags("*");

    private final HealthCheckExecutor executor;

    @Activate
    public Health(@Reference HealthCheckExecutor executor) {
        this.executor = executor;
    }

    @Override
    public List<CheckResult> results() {
        return executor.execute(ALL).stream()
                .map(Health::translate)
                .sorted(Comparator.comparing(CheckResult::name))
                .toList();
    }

    private static CheckResult translate(HealthCheckExecutionResult result) {
        List<String> causes = new ArrayList<>();
        for (ResultLog.Entry entry : result.getHealthCheckResult()) {
            if (severity(entry.getStatus()) != Severity.OK) {
                causes.add(entry.getMessage());
            }
        }
        return new CheckResult(
                result.getHealthCheckMetadata().getName(),
                severity(result.getHealthCheckResult().getStatus()),
                causes,
                new HashSet<>(result.getHealthCheckMetadata().getTags()));
    }

    private static Severity severity(Result.Status status) {
        return switch (status) {
            case OK -> Severity.OK;
            case WARN -> Severity.WARNING;
            case TEMPORARILY_UNAVAILABLE -> Severity.UNAVAILABLE;
            case CRITICAL, HEALTH_CHECK_ERROR -> Severity.CRITICAL;
        };
    }
}
