package org.dectory.itests.container;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Witnesses who use the appliance all at once, whatever fails, until it is over. */
final class Hubbub implements AutoCloseable {

    private static final long BREATH = TimeUnit.MILLISECONDS.toNanos(10);

    private final List<AtomicInteger> acknowledged = new ArrayList<>();
    private final ExecutorService threads;
    private volatile boolean over;

    private Hubbub(int people) {
        threads = Executors.newFixedThreadPool(people);
    }

    static Hubbub of(List<Witness> witnesses) {
        Hubbub hubbub = new Hubbub(witnesses.size());
        for (Witness witness : witnesses) {
            AtomicInteger count = new AtomicInteger();
            hubbub.acknowledged.add(count);
            hubbub.threads.execute(() -> hubbub.repeat(witness, count));
        }
        return hubbub;
    }

    private void repeat(Witness witness, AtomicInteger count) {
        while (!over) {
            if (witness.act()) {
                count.incrementAndGet();
            } else {
                // Those who are refused leave the processor to the others.
                LockSupport.parkNanos(BREATH);
            }
        }
    }

    int acknowledged() {
        return acknowledged.stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Waits until everybody was successful so many times more. */
    void awaitEverybody(int times) {
        List<Integer> goals =
                acknowledged.stream().map(count -> count.get() + times).toList();
        await("everybody can do something").atMost(Duration.ofMinutes(1)).until(() -> {
            for (int i = 0; i < goals.size(); i++) {
                if (acknowledged.get(i).get() < goals.get(i)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Waits until something more was done. */
    void awaitMore(int more) {
        int goal = acknowledged() + more;
        await("more was done").atMost(Platform.PATIENCE).until(() -> acknowledged() >= goal);
    }

    /** Lets everybody finish. */
    @Override
    public void close() {
        over = true;
        threads.shutdown();
        await("everybody is at rest").atMost(Duration.ofMinutes(1)).until(threads::isTerminated);
    }
}
