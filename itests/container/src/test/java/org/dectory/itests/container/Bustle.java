package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** People who do the same things over and over, all at once, until the first of them fails or it is over. */
final class Bustle implements AutoCloseable {

    private final List<Runnable> deeds;
    private final ExecutorService people;
    private final AtomicLong done = new AtomicLong();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    private Bustle(List<Runnable> deeds) {
        this.deeds = List.copyOf(deeds);
        this.people = Executors.newFixedThreadPool(deeds.size());
    }

    static Bustle of(List<Runnable> deeds) {
        Bustle bustle = new Bustle(deeds);
        bustle.deeds.forEach(deed -> bustle.people.execute(() -> bustle.repeat(deed)));
        return bustle;
    }

    private void repeat(Runnable deed) {
        while (!over && failures.isEmpty()) {
            try {
                deed.run();
                done.incrementAndGet();
            } catch (RuntimeException | AssertionError failure) {
                failures.add(failure);
            }
        }
    }

    /** Waits until much was done, or something failed. */
    void awaitMore(int deedsMore) {
        long goal = done.get() + deedsMore;
        await("more deeds").atMost(Duration.ofMinutes(1)).until(() -> done.get() >= goal || !failures.isEmpty());
        assertThat(failures).isEmpty();
    }

    /** Lets everybody finish what they are at; fails if anything failed. */
    @Override
    public void close() {
        over = true;
        people.shutdown();
        await("everybody is at rest").atMost(Duration.ofMinutes(1)).until(people::isTerminated);
        assertThat(failures).isEmpty();
    }
}
