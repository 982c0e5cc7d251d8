package org.dectory.api.replaceable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Swaps under load: no call fails, and nobody is in a service after its unbind has returned. */
@Timeout(300)
class ReplaceableServicesStressTest {

    private static final boolean THOROUGH = Boolean.getBoolean("dectory.thorough");
    private static final int SWAPS = THOROUGH ? 20_000 : 2_000;
    private static final int STEPS = THOROUGH ? 50_000 : 5_000;
    private static final int ROUNDS = THOROUGH ? 50_000 : 2_000;
    private static final int CALLERS = 4;

    private final ReplaceableServices<Service> services =
            new ReplaceableServices<>("key", Duration.ofMinutes(2), Duration.ofMinutes(2));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Semaphore calls = new Semaphore(0);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> callers = new ArrayList<>();

    @AfterEach
    void stopThreads() {
        stopped.set(true);
        threads.shutdownNow();
    }

    @Test
    @Tag("OSG-04")
    @Tag("LOG-13")
    void noCallFailsWhenServicesAreReplacedBesideEachOther() throws Exception {
        Service current = new Service(0, 0, "a");
        current.bind();
        startCallers("a");

        for (int swap = 1; swap <= SWAPS && failures.isEmpty(); swap++) {
            // Ranked higher, equal and lower: the old one must go in each case.
            Service next = new Service(swap, swap % 3, "a");
            next.bind();
            current.unbind();
            current = next;
            awaitSomeCalls(swap);
        }

        endCallers();
    }

    @Test
    @Tag("OSG-04")
    @Tag("OSG-05")
    void noCallFailsWhenThereIsNoServiceForAWhile() throws Exception {
        Service current = new Service(0, 0, "a");
        current.bind();
        startCallers("a");

        for (int swap = 1; swap <= SWAPS && failures.isEmpty(); swap++) {
            current.unbind();
            current = new Service(swap, 0, "a");
            current.bind();
            awaitSomeCalls(swap);
        }

        endCallers();
    }

    @Test
    @Tag("OSG-04")
    @Tag("OSG-05")
    void keepsItsPromisesThroughRandomSteps() throws Exception {
        long seed = THOROUGH ? System.nanoTime() : 20_240_501L;
        Random random = new Random(seed);
        List<Service> bound = new ArrayList<>();
        startCallers("a", "b", "c");

        for (int step = 0; step < STEPS && failures.isEmpty(); step++) {
            int what = random.nextInt(4);
            if (what == 0 || (what == 1 && bound.isEmpty())) {
                Service service = new Service(step, random.nextInt(3), randomKeys(random));
                service.bind();
                bound.add(service);
            } else if (what == 1 || bound.size() > 6) {
                bound.remove(random.nextInt(bound.size())).unbind();
            } else if (what == 2 && !bound.isEmpty()) {
                Service service = bound.get(random.nextInt(bound.size()));
                service.ranking = random.nextInt(3);
                service.keys = randomKeys(random);
                service.bind();
            }
            check(bound, "seed " + seed + ", step " + step);
        }
        // Whoever still waits gets what it waits for.
        new Service(STEPS, 0, "a", "b", "c").bind();

        endCallers();
    }

    /** The moment between a caller's look and its wait is short: many tries to let the service come just then. */
    @Test
    @Tag("OSG-05")
    void noCallSleepsThroughTheArrivalOfItsService() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ReplaceableServices<String> fresh = new ReplaceableServices<>("key", Duration.ofMinutes(2), Duration.ZERO);
            AtomicInteger ready = new AtomicInteger();
            Future<CompletionStage<String>> call = threads.submit(() -> {
                meet(ready);
                for (int delay = ThreadLocalRandom.current().nextInt(100); delay > 0; delay--) {
                    Thread.onSpinWait();
                }
                return fresh.callAsync("a", CompletableFuture::completedStage, Runnable::run);
            });
            meet(ready);
            fresh.bind("service", Map.of("service.id", 1L, "key", "a"));

            // Both are through: whoever was later has seen the other.
            assertThat(call.get().toCompletableFuture()).as("round %d", round).isCompletedWithValue("service");
        }
    }

    private static void meet(AtomicInteger ready) {
        ready.incrementAndGet();
        while (ready.get() < 2) {
            Thread.onSpinWait();
        }
    }

    private static String[] randomKeys(Random random) {
        List<String> keys = new ArrayList<>(List.of("a", "b", "c"));
        while (keys.size() > 1 && random.nextBoolean()) {
            keys.remove(random.nextInt(keys.size()));
        }
        return keys.toArray(String[]::new);
    }

    /** Compares with the plainest model there is: look at all of them. */
    private void check(List<Service> bound, String where) throws NoServiceException {
        Set<String> keys = new HashSet<>();
        bound.forEach(service -> keys.addAll(List.of(service.keys)));
        assertThat(services.keys()).as(where).isEqualTo(keys);
        assertThat(services.callsInProgress()).as(where).hasSameSizeAs(bound);
        for (String key : keys) {
            Optional<Service> best = bound.stream()
                    .filter(service -> List.of(service.keys).contains(key))
                    .min(Comparator.<Service>comparingInt(service -> -service.ranking)
                            .thenComparingLong(service -> service.id));
            assertThat(Optional.of(services.call(key, service -> service)))
                    .as(where)
                    .isEqualTo(best);
        }
    }

    /** Half of them call synchronously, half asynchronously, some of these with an answer that comes from another thread. */
    private void startCallers(String... keys) {
        for (int caller = 0; caller < CALLERS; caller++) {
            boolean asynchronous = caller % 2 == 0;
            callers.add(threads.submit(() -> {
                while (!stopped.get()) {
                    String key = keys[ThreadLocalRandom.current().nextInt(keys.length)];
                    try {
                        if (asynchronous) {
                            services.callAsync(key, service -> service.answerLater(threads), threads)
                                    .toCompletableFuture()
                                    .get();
                        } else {
                            services.call(key, Service::answer);
                        }
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                    calls.release();
                }
            }));
        }
    }

    /** Lets the callers see every eighth generation for sure, and the others as it happens. */
    private void awaitSomeCalls(int swap) throws InterruptedException {
        if (swap % 8 == 0) {
            calls.drainPermits();
            calls.acquire(2);
        }
    }

    private void endCallers() throws Exception {
        stopped.set(true);
        for (Future<?> caller : callers) {
            caller.get();
        }
        assertThat(failures).isEmpty();
        assertThat(List.of("a", "b", "c"))
                .allSatisfy(key -> assertThat(services.callsInProgress(key)).isZero());
        assertThat(services.callsInProgress().values())
                .allSatisfy(inside -> assertThat(inside).isZero());
    }

    /** Notices when it is used after its unbind has returned. */
    private final class Service {

        private final long id;
        private int ranking;
        private String[] keys;
        private volatile boolean gone;

        Service(long id, int ranking, String... keys) {
            this.id = id;
            this.ranking = ranking;
            this.keys = keys;
        }

        void bind() {
            services.bind(this, Map.of("service.id", id, "service.ranking", ranking, "key", keys));
        }

        void unbind() {
            assertThat(services.unbind(this, Map.of("service.id", id))).isZero();
            gone = true;
        }

        boolean answer() {
            checkStillHere();
            for (int turn = 0; turn < 50; turn++) {
                Thread.onSpinWait();
            }
            checkStillHere();
            return true;
        }

        CompletionStage<Boolean> answerLater(ExecutorService elsewhere) {
            checkStillHere();
            return ThreadLocalRandom.current().nextInt(10) > 0
                    ? CompletableFuture.completedStage(answer())
                    : CompletableFuture.supplyAsync(this::answer, elsewhere);
        }

        private void checkStillHere() {
            if (gone) {
                throw new IllegalStateException("service " + id + " is used after its unbind");
            }
        }
    }
}
