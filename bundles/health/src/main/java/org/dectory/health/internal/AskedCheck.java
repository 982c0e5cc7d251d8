package org.dectory.health.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.CheckResult.Severity;

/** A check, and the answer that is waited for. Used by one thread at a time. */
final class AskedCheck {

    private final HealthCheck check;
    private final String name;
    private final Set<String> tags;
    private CompletableFuture<Result> answer = new CompletableFuture<>();
    private boolean waiting;

    private AskedCheck(HealthCheck check, String name, Set<String> tags) {
        this.check = check;
        this.name = name;
        this.tags = tags;
    }

    /** Takes name and tags from the properties of the service. */
    static AskedCheck of(HealthCheck check, Map<String, ?> properties) {
        Object name = properties.get(HealthCheck.NAME);
        Object tags = properties.get(HealthCheck.TAGS);
        return new AskedCheck(
                check,
                name == null ? check.getClass().getName() : name.toString(),
                tags instanceof String[] many ? Set.of(many) : tags == null ? Set.of() : Set.of(tags.toString()));
    }

    /** Asks, unless it still owes an answer: a check that hangs holds one thread, not one for each time that it is asked. */
    void ask(Executor threads) {
        if (!waiting) {
            answer = CompletableFuture.supplyAsync(check::execute, threads);
            waiting = true;
        }
    }

    /** Waits for the answer, and says so if there is none in time. */
    CheckResult await(long nanos) {
        try {
            Result result = answer.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
            waiting = false;
            return translate(result);
        } catch (ExecutionException failed) {
            waiting = false;
            return new CheckResult(name, Severity.CRITICAL, List.of("the check failed: " + failed.getCause()), tags);
        } catch (TimeoutException late) {
            return new CheckResult(name, Severity.UNAVAILABLE, List.of("the check does not answer"), tags);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new CheckResult(name, Severity.UNAVAILABLE, List.of("nobody waited for the answer"), tags);
        }
    }

    private CheckResult translate(Result result) {
        List<String> causes = new ArrayList<>();
        for (ResultLog.Entry entry : result) {
            if (severity(entry.getStatus()) != Severity.OK) {
                causes.add(entry.getMessage());
            }
        }
        return new CheckResult(name, severity(result.getStatus()), causes, tags);
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
