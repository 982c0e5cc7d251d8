package org.dectory.health.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.dectory.api.health.HealthService;
import org.dectory.api.time.Scheduler;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Whether what is due is done: a task handed to the scheduler at one check has run by a later one. */
@Component(
        service = HealthCheck.class,
        configurationPid = "org.dectory.health.pulse",
        property = {
            HealthCheck.NAME + "=pulse",
            HealthCheck.TAGS + "=" + HealthService.VITAL,
            HealthCheck.TAGS + "=" + HealthService.UPDATE
        })
public final class PulseCheck implements HealthCheck {

    private static final Duration TOO_LONG = Duration.ofSeconds(30);

    private final @Nullable Scheduler scheduler;
    private final Clock clock;
    private @Nullable Instant waitingSince;

    /** Takes the scheduler, if it is there: its absence is told by the check of its capability. */
    @Activate
    public PulseCheck(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Scheduler scheduler) {
        // A clock that jumps must not look like a pause.
        this(scheduler, new MonotonicClock());
    }

    PulseCheck(@Nullable Scheduler scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public synchronized Result execute() {
        if (scheduler == null) {
            return Verdicts.of(Result.Status.CRITICAL, List.of(), "there is no scheduler to ask");
        }
        Instant now = clock.instant();
        Instant since = waitingSince;
        if (since == null) {
            waitingSince = now;
            scheduler.at(Instant.EPOCH, this::beat);
        }
        Duration pause = since == null ? Duration.ZERO : Duration.between(since, now);
        List<String> causes = pause.compareTo(TOO_LONG) > 0
                ? List.of("nothing that is due has been done for " + pause.toSeconds() + " s")
                : List.of();
        return Verdicts.of(Result.Status.CRITICAL, causes, "what is due is done");
    }

    private synchronized void beat() {
        waitingSince = null;
    }
}
