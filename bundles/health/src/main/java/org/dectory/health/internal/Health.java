package org.dectory.health.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.felix.hc.api.HealthCheck;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.HealthService;
import org.dectory.api.replaceable.OwnThreads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Asks all checks, on two threads that are there only while they are needed, and gives each two seconds.
 *
 * <p>Felix has an engine for this, too, but it wants a web server's classes and the bus of events, which not every image has.
 */
@Component(
        configurationPid = "org.dectory.health",
        reference =
                @Reference(
                        name = "checks",
                        service = HealthCheck.class,
                        cardinality = ReferenceCardinality.MULTIPLE,
                        policy = ReferencePolicy.DYNAMIC,
                        bind = "add",
                        unbind = "remove"))
public final class Health implements HealthService {

    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final ConcurrentMap<HealthCheck, AskedCheck> checks = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;
    private List<CheckResult> last = List.of();
    private long asked = System.nanoTime() - FRESH_NANOS;

    @Activate
    public Health() {
        threads = new ThreadPoolExecutor(
                2, 2, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), OwnThreads.daemons(Health.class, "health"));
        threads.allowCoreThreadTimeOut(true);
    }

    void add(HealthCheck check, Map<String, ?> properties) {
        checks.put(check, AskedCheck.of(check, properties));
    }

    void remove(HealthCheck check) {
        checks.remove(check);
    }

    @Deactivate
    public void close() {
        threads.shutdownNow();
    }

    @Override
    public synchronized List<CheckResult> results() {
        if (System.nanoTime() - asked >= FRESH_NANOS) {
            long deadline = System.nanoTime() + FRESH_NANOS;
            List<AskedCheck> all = List.copyOf(checks.values());
            all.forEach(check -> check.ask(threads));
            List<CheckResult> results = new ArrayList<>();
            for (AskedCheck check : all) {
                results.add(check.await(deadline - System.nanoTime()));
            }
            results.sort(Comparator.comparing(CheckResult::name));
            last = List.copyOf(results);
            asked = System.nanoTime();
        }
        return last;
    }
}
