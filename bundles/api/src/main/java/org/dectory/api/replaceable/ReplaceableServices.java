package org.dectory.api.replaceable;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds services of one kind that are replaced while calls are made, each under one or several keys, such as the protocols it
 * speaks.
 *
 * <p>Of several services with the same key the one with the highest {@code service.ranking} is called, among equals the one
 * with the lowest {@code service.id}, as everywhere in OSGi; when it goes, the next one.
 *
 * <p>A service is withdrawn in two steps: {@link #unbind} first turns new calls to the next service, then waits a bounded time
 * for the calls in progress. A call that finds no service waits a bounded time for one to come. So a caller notices nothing,
 * whether the new service comes before the old one goes or shortly after.
 *
 * <p>All methods may be called by any thread. No lock is held while a service is called or waited for.
 *
 * @param <S> the type of the services
 */
public final class ReplaceableServices<S> {

    /** How long a call waits for a service to come, unless told otherwise. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(2);

    /**
     * How long {@link #unbind} waits for the calls in progress, unless told otherwise. It stays well below the 5 seconds after
     * which the service component runtime stops waiting for one of its locks.
     */
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(2);

    private final Roster<S> roster;
    private final long patienceNanos;
    private final long drainNanos;
    private final ConcurrentMap<String, Integer> callsByKey = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor impatience = OwnThreads.timer(ReplaceableServices.class, "api-patience");

    /**
     * Makes an empty holder with the default times.
     *
     * @param keyProperty the service property with the keys: a {@code String}, {@code String[]} or collection of strings
     */
    public ReplaceableServices(String keyProperty) {
        this(keyProperty, DEFAULT_PATIENCE, DEFAULT_DRAIN);
    }

    /**
     * Makes an empty holder.
     *
     * @param keyProperty the service property with the keys: a {@code String}, {@code String[]} or collection of strings
     * @param patience how long a call waits for a service to come; zero: not at all
     * @param drain how long {@link #unbind} waits for the calls in progress; zero: not at all
     */
    public ReplaceableServices(String keyProperty, Duration patience, Duration drain) {
        roster = new Roster<>(keyProperty);
        this.patienceNanos = patience.toNanos();
        this.drainNanos = drain.toNanos();
    }

    /**
     * Takes a service in; or, if it is here already, its changed properties. Meant to be called by a component's bind and
     * updated methods.
     *
     * <p>Returns at once. Calls which waited for such a service go on, in their own threads.
     *
     * @param service the service
     * @param properties its service properties
     * @throws IllegalArgumentException if the properties have no {@code service.id} or no key; nothing has changed then
     */
    public void bind(S service, Map<String, ?> properties) {
        roster.add(service, properties);
    }

    /**
     * Withdraws a service: no new call reaches it, and when this method returns none is in progress, unless it took too long.
     * Meant to be called by a component's unbind method. A service which is not here is ignored.
     *
     * <p>Waits at most for the time given at construction. A thread which is itself inside a call of this service does not wait for
     * its own calls, only for those of others; it is inside while the function given to {@code call} or {@code callAsync} runs. If the
     * thread is interrupted, it stops waiting and stays interrupted.
     *
     * @param service the service
     * @param properties its service properties, of which only {@code service.id} matters
     * @return how many calls of others are still in progress, on a service that is about to stop: 0, or something to log
     * @throws IllegalArgumentException if the properties have no {@code service.id}
     */
    public int unbind(S service, Map<String, ?> properties) {
        return roster.remove(service, properties)
                .map(held -> held.withdraw(drainNanos))
                .orElse(0);
    }

    /**
     * Calls the best service for a key, on this thread. If none is there, waits for one.
     *
     * <p>Do not call this from a component's bind or activate method: while it waits, no service could come.
     *
     * @param key the key
     * @param call what to do with the service; the service must not be used after it has returned
     * @param <T> the type of the result
     * @param <X> what the call throws
     * @return what the call returned
     * @throws NoServiceException if no service came in time, or the thread was interrupted while it waited (and stays interrupted);
     *     nothing has been called then
     * @throws X if the call threw it
     */
    public <T extends @Nullable Object, X extends Exception> T call(
            String key, ServiceCall<? super S, ? extends T, X> call) throws NoServiceException, X {
        return run(key, enterPatiently(key), call);
    }

    /**
     * Calls as {@link #call} does, and if the call fails because its service was withdrawn meanwhile, once more on the successor.
     * Made for calls that may take longer than {@link #unbind} waits, and may be repeated.
     *
     * @param key the key
     * @param call what to do with the service; the service must not be used after it has returned
     * @param failed tells a result that is a failure, for services that do not throw
     * @param <T> the type of the result
     * @param <X> what the call throws; {@code InterruptedException} is a wish of this thread's owner and repeats nothing
     * @return what the call returned, the first time or the second
     * @throws NoServiceException if no service came in time, for the first call or the second
     * @throws X if the call threw it
     */
    public <T extends @Nullable Object, X extends Exception> T callRepeatable(
            String key, ServiceCall<? super S, ? extends T, X> call, Predicate<? super T> failed)
            throws NoServiceException, X {
        Held<S> held = enterPatiently(key);
        try {
            T result = run(key, held, call);
            if (!held.isWithdrawn() || !failed.test(result)) {
                return result;
            }
        } catch (Exception e) {
            if (!held.isWithdrawn() || e instanceof InterruptedException) {
                throw e;
            }
        }
        return call(key, call);
    }

    /**
     * Calls the best service for a key asynchronously; the call is in progress until the stage which the service gave completes.
     *
     * <p>If a service is there, it is called at once and on this thread. If none is there, no thread waits: the function runs on the
     * given executor as soon as a service comes. Nothing is ever run on the thread that binds the service nor on a shared pool.
     *
     * @param key the key
     * @param call what to do with the service; must not block for long, and the service must not be used after its stage has completed
     * @param later where the function runs, or the failure is reported, if no service is there at once
     * @param <T> the type of the result
     * @return completes as the service's stage does; fails with what the function threw, with {@link NoServiceException} if no
     *     service came in time, or with the executor's {@link java.util.concurrent.RejectedExecutionException}; as usual, stages
     *     that depend on it see the cause inside a {@link java.util.concurrent.CompletionException}
     */
    public <T extends @Nullable Object> CompletionStage<T> callAsync(
            String key, Function<? super S, ? extends CompletionStage<T>> call, Executor later) {
        return callAsync(key, call, later, System.nanoTime() + patienceNanos);
    }

    /**
     * The keys for which a service is there now.
     *
     * @return the keys; does not change
     */
    public Set<String> keys() {
        return roster.keys();
    }

    /**
     * How many calls are in progress for a key, those included which are in a service that has been withdrawn meanwhile.
     *
     * @param key the key
     * @return the number of calls
     */
    public int callsInProgress(String key) {
        return callsByKey.getOrDefault(key, 0);
    }

    /**
     * How many calls are in progress in each service that is here now.
     *
     * @return the number of calls by {@code service.id}
     */
    public Map<Long, Integer> callsInProgress() {
        return roster.callsInProgress();
    }

    private Optional<Held<S>> enter(String key) {
        Optional<Held<S>> entered = roster.enter(key);
        entered.ifPresent(held -> callsByKey.merge(key, 1, Integer::sum));
        return entered;
    }

    private <T extends @Nullable Object, X extends Exception> T run(
            String key, Held<S> held, ServiceCall<? super S, ? extends T, X> call) throws X {
        try {
            return call.on(held.service());
        } finally {
            held.left();
            ended(key, held);
        }
    }

    private void ended(String key, Held<S> held) {
        callsByKey.computeIfPresent(key, (same, calls) -> calls == 1 ? null : calls - 1);
        held.ended();
    }

    private Held<S> enterPatiently(String key) throws NoServiceException {
        long deadline = System.nanoTime() + patienceNanos;
        Optional<Held<S>> entered = enter(key);
        while (entered.isEmpty()) {
            awaitArrival(key, deadline - System.nanoTime());
            entered = enter(key);
        }
        return entered.get();
    }

    private void awaitArrival(String key, long nanos) throws NoServiceException {
        Waiter waiter = roster.startWaiting(key);
        try {
            waiter.arrival().get(nanos, NANOSECONDS);
        } catch (TimeoutException e) {
            throw new NoServiceException(key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoServiceException(key, e);
        } catch (ExecutionException e) {
            throw new AssertionError("an arrival never fails", e);
        } finally {
            roster.stopWaiting(waiter);
        }
    }

    private <T extends @Nullable Object> CompletionStage<T> callAsync(
            String key, Function<? super S, ? extends CompletionStage<T>> call, Executor later, long deadline) {
        Optional<Held<S>> entered = enter(key);
        if (entered.isPresent()) {
            return start(key, entered.get(), call);
        }
        Waiter waiter = roster.startWaiting(key);
        Future<?> limit = impatience.schedule(
                () -> waiter.arrival().completeExceptionally(new TimeoutException()),
                deadline - System.nanoTime(),
                NANOSECONDS);
        return waiter.arrival()
                .whenComplete((arrived, timeout) -> {
                    limit.cancel(false);
                    roster.stopWaiting(waiter);
                })
                .handleAsync(
                        (arrived, timeout) -> timeout == null
                                ? callAsync(key, call, later, deadline)
                                : CompletableFuture.<T>failedStage(new NoServiceException(key)),
                        later)
                .thenCompose(Function.identity());
    }

    private <T extends @Nullable Object> CompletionStage<T> start(
            String key, Held<S> held, Function<? super S, ? extends CompletionStage<T>> call) {
        CompletionStage<T> started;
        try {
            started = Objects.requireNonNull(call.apply(held.service()), "a call must return a stage");
        } catch (Throwable e) { // whatever a plug-in throws, an Error too, is the outcome of the call
            started = CompletableFuture.failedStage(e);
        } finally {
            held.left();
        }
        return started.whenComplete((result, failure) -> ended(key, held));
    }
}
