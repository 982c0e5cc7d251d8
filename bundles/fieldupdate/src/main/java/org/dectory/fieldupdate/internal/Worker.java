package org.dectory.fieldupdate.internal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.replaceable.OwnThreads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing at a time, on a thread of its own; whoever comes meanwhile is told so. Thread-safe. */
final class Worker implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Worker.class);

    private final AtomicBoolean busy = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread;
    private final String occupied;

    /**
     * Makes one.
     *
     * @param name of its thread
     * @param occupied what who comes meanwhile is told, a sentence
     */
    Worker(String name, String occupied) {
        this.occupied = occupied;
        thread = new ScheduledThreadPoolExecutor(1, OwnThreads.daemons(FieldUpdates.class, name));
        thread.setKeepAliveTime(5, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Work with updates. It may give its result early, and go on. */
    interface Work<T extends @Nullable Object> {

        T doIt(CompletableFuture<T> early) throws IOException, UpdateRefusedException, InterruptedException;
    }

    /** Does something, unless something else is being done. */
    <T extends @Nullable Object> CompletionStage<T> work(Work<T> work) {
        if (!busy.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(refusal(occupied));
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            thread.execute(() -> run(work, result));
        } catch (RejectedExecutionException e) {
            busy.set(false);
            result.completeExceptionally(refusal("This part of the appliance stops."));
        }
        return result;
    }

    /** Does something after a while, as soon as nothing else is being done; not if it is closed before. */
    void later(long seconds, Runnable work) {
        try {
            ScheduledFuture<?> unused = thread.schedule(() -> runAlone(seconds, work), seconds, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            logger.debug("It is closed; what was to be done later is not done");
        }
    }

    private void runAlone(long seconds, Runnable work) {
        if (!busy.compareAndSet(false, true)) {
            later(seconds, work);
            return;
        }
        try {
            work.run();
        } finally {
            busy.set(false);
        }
    }

    private <T extends @Nullable Object> void run(Work<T> work, CompletableFuture<T> result) {
        try {
            T value = work.doIt(result);
            busy.set(false);
            result.complete(value);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(result, refusal("This part of the appliance stops."));
        } catch (IOException | UpdateRefusedException | RuntimeException e) {
            fail(result, e);
        } catch (Error e) {
            // Whatever it is, for want of memory perhaps: who comes next must be able to mend it.
            fail(result, e);
            throw e;
        }
    }

    private void fail(CompletableFuture<?> result, Throwable failure) {
        busy.set(false);
        if (!result.completeExceptionally(failure)) {
            logger.error("Work with updates broke off", failure);
        }
    }

    private static UpdateRefusedException refusal(String message) {
        return new UpdateRefusedException(UpdateRefusedException.BUSY, message);
    }

    /** Interrupts what is being done, and does nothing any more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
