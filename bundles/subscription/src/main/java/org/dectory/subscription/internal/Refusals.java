package org.dectory.subscription.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dectory.api.identity.Ipei;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.subscription.RefusedSubscription;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.dectory.api.time.Scheduler;
import org.dectory.api.time.Scheduler.Appointment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the failed attempts for administrators. They are written some seconds later and all at once, so that a phone that
 * tries and tries does not reach the disk. Thread-safe.
 */
final class Refusals implements AutoCloseable {

    static final Duration DELAY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String KEY = "subscription.refusals";

    private final Store store;
    private final Scheduler scheduler;
    private final Clock clock;
    private final RefusalBook book = new RefusalBook();

    /** Present while something is not written yet. */
    private Optional<Appointment> writing = Optional.empty();

    private boolean closed;

    Refusals(Store store, Scheduler scheduler, Clock clock) {
        this.store = store;
        this.scheduler = scheduler;
        this.clock = clock;
        store.read(view -> view.findState(KEY)).ifPresent(book::load);
    }

    void add(Ipei phone, Reason reason, Optional<String> additionalId) {
        book.add(phone, reason, clock.instant(), additionalId);
        arrangeWriting();
    }

    void forget(Ipei phone) {
        if (book.forget(phone)) {
            arrangeWriting();
        }
    }

    List<RefusedSubscription> latestFirst() {
        return book.latestFirst();
    }

    private synchronized void arrangeWriting() {
        if (writing.isEmpty() && !closed) {
            writing = Optional.of(scheduler.at(clock.instant().plus(DELAY), () -> write()));
        }
    }

    private CompletionStage<Integer> write() {
        synchronized (this) {
            writing = Optional.empty();
        }
        String text = book.text();
        return store.write(Actor.system("subscription"), transaction -> {
                    transaction.putState(KEY, text);
                    return text.length();
                })
                .whenComplete((length, failure) -> {
                    if (failure != null) {
                        LOG.warn("The list of refused phones could not be stored: {}", failure.getMessage());
                    }
                });
    }

    /** Writes what is not written yet, and waits a moment for it, so that a successor of this bundle reads it. */
    @Override
    public void close() {
        Optional<Appointment> unwritten;
        synchronized (this) {
            closed = true;
            unwritten = writing;
        }
        unwritten.ifPresent(appointment -> {
            appointment.cancel();
            awaitEnd(write());
        });
    }

    private static void awaitEnd(CompletionStage<Integer> writing) {
        try {
            writing.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The list of refused phones may lack the last ones", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
