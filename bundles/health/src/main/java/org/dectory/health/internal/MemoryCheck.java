package org.dectory.health.internal;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.dectory.api.health.HealthService;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the heap has room: what was left in use by the last full collection counts, for garbage is no sign of need. */
@Component(
        service = HealthCheck.class,
        configurationPid = "org.dectory.health.memory",
        property = {HealthCheck.NAME + "=memory", HealthCheck.TAGS + "=" + HealthService.UPDATE})
public final class MemoryCheck implements HealthCheck {

    private static final int SCARCE_PERCENT = 85;
    private static final int ALMOST_NONE_PERCENT = 97;

    private final Supplier<Optional<MemoryUsage>> usage;

    @Activate
    public MemoryCheck() {
        this(MemoryCheck::afterLastCollection);
    }

    MemoryCheck(Supplier<Optional<MemoryUsage>> usage) {
        this.usage = usage;
    }

    /** Of the largest part of the heap: that is where objects stay. */
    private static Optional<MemoryUsage> afterLastCollection() {
        @Nullable MemoryUsage largest = null;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            @Nullable MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            if (left != null && (largest == null || left.getMax() > largest.getMax())) {
                largest = left;
            }
        }
        return Optional.ofNullable(largest).filter(left -> left.getMax() > 0);
    }

    @Override
    public Result execute() {
        long percent =
                usage.get().map(left -> left.getUsed() * 100 / left.getMax()).orElse(0L);
        Result.Status status = percent > ALMOST_NONE_PERCENT ? Result.Status.CRITICAL : Result.Status.WARN;
        List<String> causes = percent > SCARCE_PERCENT
                ? List.of("after the last collection " + percent + " % of the heap were still in use")
                : List.of();
        return Verdicts.of(status, causes, percent + " % of the heap are in use");
    }
}
