package org.dectory.api.replaceable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReplaceableServicesTest {

    private static final Duration FOREVER = Duration.ofMinutes(5);
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private static final Speaker ANNA = new Speaker("anna");
    private static final Speaker BERT = new Speaker("bert");
    private static final Speaker CARL = new Speaker("carl");

    /** Waits as long as it takes; a test that hangs has failed. */
    private final ReplaceableServices<Speaker> services = new ReplaceableServices<>("speaks", FOREVER, FOREVER);

    private final ReplaceableServices<Speaker> impatient = new ReplaceableServices<>("speaks", A_MOMENT, A_MOMENT);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void callsTheServiceOfTheKey() throws Exception {
        services.bind(ANNA, properties(1, 0, "http"));
        services.bind(BERT, properties(2, 0, "ftp"));

        assertThat(services.call("http", Speaker::name)).isEqualTo("anna");
        assertThat(services.call("ftp", Speaker::name)).isEqualTo("bert");
    }

    @Test
    void takesAServiceUnderSeveralKeys() throws Exception {
        services.bind(ANNA, properties(1, 0, "http", "https"));

        assertThat(services.keys()).containsExactlyInAnyOrder("http", "https");
        assertThat(services.call("http", Speaker::name)).isEqualTo("anna");
        assertThat(services.call("https", Speaker::name)).isEqualTo("anna");
    }

    @Test
    void takesAServiceWhoseKeysAreACollection() {
        services.bind(ANNA, Map.of("service.id", 1L, "speaks", List.of("http", "https")));

        assertThat(services.keys()).containsExactlyInAnyOrder("http", "https");
    }

    @Test
    void refusesAServiceWithoutKey() {
        assertThatThrownBy(() -> services.bind(ANNA, Map.of("service.id", 1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("speaks");

        assertThat(services.keys()).isEmpty();
    }

    @Test
    void refusesPropertiesThatAreNotOfAService() {
        assertThatThrownBy(() -> services.bind(ANNA, Map.of("speaks", "http")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("service.id");
    }

    @Test
    @Tag("LOG-13")
    void prefersTheHighestRankingAndFallsBackToTheNext() throws Exception {
        services.bind(ANNA, properties(1, 0, "DSAA"));
        services.bind(BERT, properties(2, 20, "DSAA"));
        services.bind(CARL, properties(3, 10, "DSAA"));

        assertThat(services.call("DSAA", Speaker::name)).isEqualTo("bert");
        services.unbind(BERT, properties(2, 20, "DSAA"));
        assertThat(services.call("DSAA", Speaker::name)).isEqualTo("carl");
        services.unbind(CARL, properties(3, 10, "DSAA"));
        assertThat(services.call("DSAA", Speaker::name)).isEqualTo("anna");
    }

    @Test
    void prefersTheOlderOfEqualRankings() throws Exception {
        services.bind(BERT, properties(2, 5, "http"));
        services.bind(ANNA, properties(1, 5, "http"));
        services.bind(CARL, properties(3, 5, "http"));

        assertThat(services.call("http", Speaker::name)).isEqualTo("anna");
    }

    @Test
    void countsARankingThatIsNoIntegerAsZero() throws Exception {
        services.bind(ANNA, Map.of("service.id", 1L, "speaks", "http", "service.ranking", "100"));
        services.bind(BERT, properties(2, 1, "http"));

        assertThat(services.call("http", Speaker::name)).isEqualTo("bert");
    }

    @Test
    void followsAChangedRankingAndChangedKeys() throws Exception {
        services.bind(ANNA, properties(1, 0, "http"));
        services.bind(BERT, properties(2, 10, "http"));

        services.bind(ANNA, properties(1, 20, "http", "https"));

        assertThat(services.call("http", Speaker::name)).isEqualTo("anna");
        assertThat(services.keys()).containsExactlyInAnyOrder("http", "https");
        services.bind(ANNA, properties(1, 20, "ftp"));
        assertThat(services.call("http", Speaker::name)).isEqualTo("bert");
        assertThat(services.keys()).containsExactlyInAnyOrder("http", "ftp");
    }

    @Test
    void remembersTheCallsInProgressOfAServiceThatChanged() throws Exception {
        services.bind(ANNA, properties(1, 0, "http"));
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletionStage<String> call = services.callAsync("http", anna -> answer, threads);

        services.bind(ANNA, properties(1, 7, "http"));

        Future<Integer> unbind = threads.submit(() -> services.unbind(ANNA, properties(1, 7, "http")));
        await().until(() -> services.keys().isEmpty());
        assertThat(unbind).isNotDone();
        answer.complete("done");
        assertThat(unbind.get()).isZero();
        assertThat(call.toCompletableFuture()).isCompletedWithValue("done");
    }

    @Test
    void ignoresTheEndOfAServiceItDoesNotHave() throws Exception {
        services.bind(ANNA, properties(1, 0, "http"));

        assertThat(services.unbind(BERT, properties(2, 0, "http"))).isZero();
        assertThat(services.unbind(BERT, properties(1, 0, "http"))).isZero();

        assertThat(services.call("http", Speaker::name)).isEqualTo("anna");
    }

    @Test
    void letsExceptionsOfTheCallThroughAndCountsTheCallAsEnded() {
        services.bind(ANNA, properties(1, 0, "http"));

        assertThatThrownBy(() -> services.call("http", anna -> {
                    throw new IOException("line is dead");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("line is dead");

        assertThat(services.callsInProgress("http")).isZero();
        assertThat(services.unbind(ANNA, properties(1, 0, "http"))).isZero();
    }

    @Test
    void givesAFailedStageWhenAnAsynchronousCallThrows() {
        services.bind(ANNA, properties(1, 0, "http"));

        CompletionStage<String> call = services.callAsync(
                "http",
                anna -> {
                    throw new NoClassDefFoundError("org/example/Gone");
                },
                threads);

        assertThatThrownBy(() -> call.toCompletableFuture().join()).hasCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(services.callsInProgress("http")).isZero();
        assertThat(services.unbind(ANNA, properties(1, 0, "http"))).isZero();
    }

    @Test
    void givesAFailedStageWhenAnAsynchronousCallReturnsNone() {
        services.bind(ANNA, properties(1, 0, "http"));

        CompletionStage<String> call = services.callAsync("http", Speaker::forgetfulAnswer, threads);

        assertThatThrownBy(() -> call.toCompletableFuture().join()).hasMessageContaining("must return a stage");
        assertThat(services.unbind(ANNA, properties(1, 0, "http"))).isZero();
    }

    @Test
    void countsCallsInProgressByKeyAndService() throws Exception {
        services.bind(ANNA, properties(1, 0, "http", "https"));
        services.bind(BERT, properties(2, 0, "ftp"));
        CompletableFuture<String> answer = new CompletableFuture<>();
        Future<?> first = threads.submit(() -> services.call("http", anna -> answer.join()));
        CompletionStage<String> second = services.callAsync("https", anna -> answer, threads);
        CompletionStage<String> third = services.callAsync("https", anna -> answer, threads);

        await().until(() -> services.callsInProgress("http") == 1);
        assertThat(services.callsInProgress("https")).isEqualTo(2);
        assertThat(services.callsInProgress("ftp")).isZero();
        assertThat(services.callsInProgress()).isEqualTo(Map.of(1L, 3, 2L, 0));

        answer.complete("done");
        first.get();
        CompletableFuture.allOf(second.toCompletableFuture(), third.toCompletableFuture())
                .get();
        assertThat(services.callsInProgress("http")).isZero();
        assertThat(services.callsInProgress("https")).isZero();
        assertThat(services.callsInProgress()).isEqualTo(Map.of(1L, 0, 2L, 0));
    }

    @Test
    @Tag("OSG-04")
    void unbindTurnsNewCallsAwayThenWaitsForThoseInProgress() throws Exception {
        services.bind(ANNA, properties(1, 0, "http"));
        services.bind(BERT, properties(2, 0, "http"));
        CountDownLatch finish = new CountDownLatch(1);
        Future<String> slowCall = threads.submit(() -> services.call("http", anna -> {
            finish.await();
            return anna.name();
        }));
        await().until(() -> services.callsInProgress("http") == 1);

        AtomicReference<Thread> unbinder = new AtomicReference<>();
        Future<Integer> unbind = threads.submit(() -> {
            unbinder.set(Thread.currentThread());
            return services.unbind(ANNA, properties(1, 0, "http"));
        });
        await().until(() -> waits(unbinder));

        assertThat(services.call("http", Speaker::name)).isEqualTo("bert");
        assertThat(unbind).isNotDone();
        finish.countDown();
        assertThat(unbind.get()).isZero();
        assertThat(slowCall.get()).isEqualTo("anna");
    }

    @Test
    @Tag("OSG-04")
    void unbindWaitsUntilTheStageOfAnAsynchronousCallCompletes() throws Exception {
        services.bind(ANNA, properties(1, 0, "DSAA"));
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletionStage<String> call = services.callAsync("DSAA", anna -> answer, threads);

        AtomicReference<Thread> unbinder = new AtomicReference<>();
        Future<Integer> unbind = threads.submit(() -> {
            unbinder.set(Thread.currentThread());
            return services.unbind(ANNA, properties(1, 0, "DSAA"));
        });
        await().until(() -> waits(unbinder));

        answer.completeExceptionally(new IOException("line is dead"));
        assertThat(unbind.get()).isZero();
        assertThat(call.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    @Tag("OSG-05")
    void unbindLeavesACallAloneThatTakesTooLong() throws Exception {
        impatient.bind(ANNA, properties(1, 0, "http"));
        CountDownLatch finish = new CountDownLatch(1);
        Future<String> endlessCall = threads.submit(() -> impatient.call("http", anna -> {
            finish.await();
            return anna.name();
        }));
        await().until(() -> impatient.callsInProgress("http") == 1);

        assertThat(impatient.unbind(ANNA, properties(1, 0, "http"))).isEqualTo(1);

        assertThat(impatient.callsInProgress("http")).isEqualTo(1);
        assertThat(impatient.callsInProgress()).isEmpty();
        finish.countDown();
        assertThat(endlessCall.get()).isEqualTo("anna");
        assertThat(impatient.callsInProgress("http")).isZero();
    }

    @Test
    @Tag("OSG-04")
    void repeatsACallOnTheSuccessorThatFailedWhenItsServiceWasWithdrawn() throws Exception {
        assertThat(callWhileAnnaIsReplacedByBert(name -> name.equals("anna"))).isEqualTo("bert");
    }

    @Test
    @Tag("OSG-04")
    void doesNotRepeatACallThatWentWellThoughItsServiceWasWithdrawn() throws Exception {
        assertThat(callWhileAnnaIsReplacedByBert(name -> false)).isEqualTo("anna");
    }

    private String callWhileAnnaIsReplacedByBert(Predicate<String> failed) throws NoServiceException {
        services.bind(ANNA, properties(1, 0, "http"));
        return services.callRepeatable(
                "http",
                speaker -> {
                    services.bind(BERT, properties(2, 0, "http"));
                    services.unbind(ANNA, properties(1, 0, "http"));
                    return speaker.name();
                },
                failed);
    }

    @Test
    @Tag("OSG-04")
    void repeatsACallOnTheSuccessorThatThrewWhenItsServiceWasWithdrawn() throws Exception {
        services.bind(ANNA, properties(1, 0, "http"));

        String answer = services.<String, IOException>callRepeatable(
                "http",
                speaker -> {
                    if (speaker.equals(ANNA)) {
                        services.bind(BERT, properties(2, 0, "http"));
                        services.unbind(ANNA, properties(1, 0, "http"));
                        throw new IOException("connection closed");
                    }
                    return speaker.name();
                },
                name -> false);

        assertThat(answer).isEqualTo("bert");
    }

    @Test
    void repeatsNothingWhenTheServiceIsStillThere() {
        services.bind(ANNA, properties(1, 0, "http"));
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> services.callRepeatable(
                        "http",
                        speaker -> {
                            calls.incrementAndGet();
                            throw new IOException("server is down");
                        },
                        result -> false))
                .hasMessage("server is down");

        assertThat(calls).hasValue(1);
    }

    @Test
    void repeatsNothingWhenTheThreadIsInterrupted() {
        services.bind(ANNA, properties(1, 0, "http"));

        assertThatThrownBy(() -> services.callRepeatable(
                        "http",
                        speaker -> {
                            services.unbind(ANNA, properties(1, 0, "http"));
                            throw new InterruptedException("stop");
                        },
                        result -> false))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    @Tag("OSG-05")
    void unbindDoesNotWaitForCallsOfItsOwnThread() throws Exception {
        services.bind(ANNA, properties(1, 0, "http", "https"));

        int others = services.call(
                "http", outer -> services.call("https", inner -> services.unbind(ANNA, properties(1, 0, "http"))));

        assertThat(others).isZero();
        assertThat(services.keys()).isEmpty();
        assertThat(services.callsInProgress("http")).isZero();
    }

    @Test
    @Tag("OSG-05")
    void unbindDoesNotWaitForAnAsynchronousCallThatItsOwnThreadIsStarting() throws Exception {
        services.bind(ANNA, properties(1, 0, "DSAA"));
        AtomicInteger others = new AtomicInteger(-1);

        CompletionStage<String> call = services.callAsync(
                "DSAA",
                anna -> {
                    others.set(services.unbind(ANNA, properties(1, 0, "DSAA")));
                    return CompletableFuture.completedStage("done");
                },
                threads);

        assertThat(call.toCompletableFuture().get()).isEqualTo("done");
        assertThat(others).hasValue(0);
    }

    @Test
    void unbindFromInsideStillWaitsForCallsOfOtherThreads() throws Exception {
        services.bind(ANNA, properties(1, 0, "http"));
        CountDownLatch finish = new CountDownLatch(1);
        Future<?> otherCall = threads.submit(() -> services.call("http", anna -> {
            finish.await();
            return "done";
        }));
        await().until(() -> services.callsInProgress("http") == 1);

        AtomicReference<Thread> unbinder = new AtomicReference<>();
        Future<Integer> unbind = threads.submit(() -> services.call("http", anna -> {
            unbinder.set(Thread.currentThread());
            return services.unbind(ANNA, properties(1, 0, "http"));
        }));
        await().until(() -> waits(unbinder));

        finish.countDown();
        assertThat(unbind.get()).isZero();
        otherCall.get();
    }

    @Test
    void anInterruptedUnbindWaitsNoLongerAndStaysInterrupted() throws Exception {
        services.bind(ANNA, properties(1, 0, "http"));
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletionStage<String> call = services.callAsync("http", anna -> answer, threads);

        Thread.currentThread().interrupt();

        assertThat(services.unbind(ANNA, properties(1, 0, "http"))).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
        answer.complete("done");
        assertThat(call.toCompletableFuture().get()).isEqualTo("done");
    }

    @Test
    @Tag("OSG-05")
    void aCallWaitsForAServiceToCome() throws Exception {
        services.bind(BERT, properties(2, 0, "ftp"));
        AtomicReference<Thread> caller = new AtomicReference<>();
        Future<String> call = threads.submit(() -> {
            caller.set(Thread.currentThread());
            return services.call("http", Speaker::name);
        });
        await().until(() -> waits(caller));

        services.bind(CARL, properties(3, 0, "tftp"));
        assertThat(call).isNotDone();
        services.bind(ANNA, properties(1, 0, "http"));

        assertThat(call.get()).isEqualTo("anna");
    }

    @Test
    @Tag("OSG-05")
    void aCallGivesUpAndNamesWhatIsMissing() {
        impatient.bind(BERT, properties(2, 0, "ftp"));

        assertThatThrownBy(() -> impatient.call("http", Speaker::name))
                .isInstanceOfSatisfying(
                        NoServiceException.class, e -> assertThat(e.key()).isEqualTo("http"))
                .hasMessageContaining("http");
    }

    @Test
    void anInterruptedCallWaitsNoLongerAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> services.call("http", Speaker::name))
                .isInstanceOf(NoServiceException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anAsynchronousCallRunsAtOnceOnTheCallersThread() throws Exception {
        services.bind(ANNA, properties(1, 0, "DSAA"));

        CompletionStage<Thread> call = services.callAsync("DSAA", Speaker::thread, threads);

        assertThat(call.toCompletableFuture().get()).isSameAs(Thread.currentThread());
    }

    @Test
    @Tag("OSG-05")
    void anAsynchronousCallWaitsWithoutAThreadAndThenRunsOnItsExecutor() throws Exception {
        Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
        CompletionStage<String> call =
                services.callAsync("DSAA", anna -> CompletableFuture.completedStage(anna.name()), mailbox::add);
        assertThat(mailbox).isEmpty();

        services.bind(ANNA, properties(1, 0, "DSAA"));

        assertThat(call.toCompletableFuture()).isNotDone();
        assertThat(mailbox).hasSize(1);
        mailbox.remove().run();
        assertThat(call.toCompletableFuture().get()).isEqualTo("anna");
    }

    @Test
    @Tag("OSG-05")
    void anAsynchronousCallWaitsOnWhenTheServiceIsGoneBeforeItsTurn() throws Exception {
        Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
        CompletionStage<String> call =
                services.callAsync("DSAA", anna -> CompletableFuture.completedStage(anna.name()), mailbox::add);
        services.bind(ANNA, properties(1, 0, "DSAA"));
        services.unbind(ANNA, properties(1, 0, "DSAA"));
        mailbox.remove().run();
        assertThat(call.toCompletableFuture()).isNotDone();

        services.bind(BERT, properties(2, 0, "DSAA"));
        mailbox.remove().run();

        assertThat(call.toCompletableFuture().get()).isEqualTo("bert");
    }

    @Test
    @Tag("OSG-05")
    void anAsynchronousCallGivesUpOnItsExecutorAndNamesWhatIsMissing() throws Exception {
        Thread[] reporter = new Thread[1];

        CompletionStage<String> call =
                impatient.callAsync("DSAA", anna -> CompletableFuture.completedStage(""), task -> {
                    Thread thread = new Thread(task, "mailbox");
                    reporter[0] = thread;
                    thread.start();
                });
        CompletionStage<Thread> dependent = call.handle((result, failure) -> Thread.currentThread());

        assertThatThrownBy(() -> call.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        NoServiceException.class, e -> assertThat(e.key()).isEqualTo("DSAA"));
        assertThat(dependent.toCompletableFuture().get()).isSameAs(reporter[0]);
    }

    @Test
    void anAsynchronousCallFailsWhenItsExecutorIsShut() {
        Executor shut = task -> {
            throw new RejectedExecutionException("shut");
        };
        CompletionStage<String> call = services.callAsync("DSAA", anna -> CompletableFuture.completedStage(""), shut);

        services.bind(ANNA, properties(1, 0, "DSAA"));

        assertThatThrownBy(() -> call.toCompletableFuture().join())
                .hasCauseInstanceOf(RejectedExecutionException.class);
        assertThat(services.callsInProgress("DSAA")).isZero();
    }

    @Test
    void holdsNoLockWhileAServiceIsCalled() throws Exception {
        services.bind(ANNA, properties(1, 0, "http"));

        String answer = services.call(
                "http",
                anna -> inAnotherThread(() -> {
                    services.bind(BERT, properties(2, 9, "http"));
                    services.unbind(BERT, properties(2, 9, "http"));
                    return services.call("http", Speaker::name) + services.callsInProgress("http");
                }));

        assertThat(answer).isEqualTo("anna1");
    }

    private <T> T inAnotherThread(Callable<T> task) throws Exception {
        return threads.submit(task).get();
    }

    private static boolean waits(AtomicReference<Thread> thread) {
        return thread.get() != null && thread.get().getState() == Thread.State.TIMED_WAITING;
    }

    private static Map<String, Object> properties(long id, int ranking, String... keys) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.id", id);
        properties.put("service.ranking", ranking);
        properties.put("speaks", keys.length == 1 ? keys[0] : keys);
        return properties;
    }

    private record Speaker(String name) {

        CompletionStage<Thread> thread() {
            return CompletableFuture.completedStage(Thread.currentThread());
        }

        /** A plug-in of another maker, compiled without null checks. */
        @SuppressWarnings("NullAway")
        CompletionStage<String> forgetfulAnswer() {
            return null;
        }
    }
}
