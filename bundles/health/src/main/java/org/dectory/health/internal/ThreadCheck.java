package org.dectory.health.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.dectory.api.health.HealthService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether threads wait for each other for ever, which only a restart heals, or become too many. */
@Component(
        service = HealthCheck.class,
        configurationPid = "org.dectory.health.threads",
        property = {
            HealthCheck.NAME + "=threads",
            HealthCheck.TAGS + "=" + HealthService.VITAL,
            HealthCheck.TAGS + "=" + HealthService.UPDATE,
            HealthCheck.RESULT_CACHE_TTL_IN_MS + ":Long=5000"
        })
public final class ThreadCheck implements HealthCheck {

    private static final int MANY = 250;

    private final ThreadMXBean threads;

    @Activate
    public ThreadCheck() {
        this(ManagementFactory.getThreadMXBean());
    }

    ThreadCheck(ThreadMXBean threads) {
        this.threads = threads;
    }

    @Override
    public Result execute() {
        List<String> stuck = new ArrayList<>();
        long @Nullable [] ids = threads.findDeadlockedThreads();
        if (ids != null) {
            for (@Nullable ThreadInfo thread : threads.getThreadInfo(ids)) {
                if (thread != null) {
                    stuck.add("thread " + thread.getThreadName() + " waits for " + thread.getLockOwnerName()
                            + " for ever");
                }
            }
            return Verdicts.of(Result.Status.CRITICAL, stuck, "");
        }
        int count = threads.getThreadCount();
        List<String> causes = count > MANY ? List.of(count + " threads live") : List.of();
        return Verdicts.of(Result.Status.WARN, causes, count + " threads live");
    }
}
