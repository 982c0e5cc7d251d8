package org.dectory.provisioning.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.dectory.api.replaceable.OwnThreads;
import org.dectory.api.store.Actor;
import org.dectory.api.store.StoreTransaction;
import org.jspecify.annotations.Nullable;

/**
 * Writes what many files say in few transactions: as soon as enough are ready, or the first has waited for a moment. A write that
 * is {@linkplain ImportRefusedException refused} before it changed anything leaves the others be; if one fails in any other way, each
 * is done on its own. Thread-safe.
 */
final class GroupedWrites {

    private static final int MOST = 64;
    private static final int LONGEST_WAIT_MILLIS = 25;

    private final Writer writer;
    private final Executor answers;
    private final ScheduledThreadPoolExecutor timer = OwnThreads.timer(GroupedWrites.class, "provisioning-writes");

    private List<Item<?>> waiting = new ArrayList<>();
    private Actor actor = Actor.system("provisioning");

    /**
     * Waits for the first.
     *
     * @param answers where those who wait are told
     */
    GroupedWrites(Writer writer, Executor answers) {
        this.writer = writer;
        this.answers = answers;
    }

    /** Begins a write, soon; what it gives completes when it is on the disk. */
    <T> CompletableFuture<T> start(Actor by, Function<? super StoreTransaction, T> work) {
        Item<T> item = new Item<>(work);
        Group full = add(by, item);
        full.write();
        return item.done;
    }

    private synchronized Group add(Actor by, Item<?> item) {
        Group full = waiting.size() >= MOST || !by.equals(actor) ? take() : new Group(by, List.of());
        actor = by;
        waiting.add(item);
        if (waiting.size() == 1) {
            var unused = timer.schedule(
                    () -> answers.execute(() -> take().write()), LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        }
        return full;
    }

    private synchronized Group take() {
        Group group = new Group(actor, waiting);
        waiting = new ArrayList<>();
        return group;
    }

    /** What goes into one transaction. */
    private final class Group {

        private final Actor by;
        private final List<Item<?>> items;

        Group(Actor by, List<Item<?>> items) {
            this.by = by;
            this.items = items;
        }

        void write() {
            if (items.isEmpty()) {
                return;
            }
            var unused = writer.start(by, tx -> {
                        items.forEach(item -> item.run(tx));
                        return true;
                    })
                    .whenCompleteAsync((done, failure) -> settle(failure), answers);
        }

        private void settle(@Nullable Throwable failure) {
            if (failure == null) {
                items.forEach(item -> item.told.run());
            } else if (items.size() == 1) {
                items.get(0).done.completeExceptionally(failure);
            } else {
                items.forEach(item -> new Group(by, List.of(item)).write());
            }
        }
    }

    /** One write. */
    private static final class Item<T> {

        private final Function<? super StoreTransaction, T> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private volatile Runnable told = () -> {};

        Item(Function<? super StoreTransaction, T> work) {
            this.work = work;
        }

        void run(StoreTransaction tx) {
            try {
                T result = work.apply(tx);
                told = () -> done.complete(result);
            } catch (ImportRefusedException e) {
                told = () -> done.completeExceptionally(e);
            }
        }
    }
}
