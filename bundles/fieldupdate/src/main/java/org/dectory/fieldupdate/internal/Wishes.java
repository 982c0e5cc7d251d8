package org.dectory.fieldupdate.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.jspecify.annotations.Nullable;

/** What people want of the trial in progress: that it ends, or that it is kept at once. One wish of each kind counts. Thread-safe. */
final class Wishes {

    private final BooleanSupplier open;
    private final AtomicReference<@Nullable Wish> end = new AtomicReference<>();
    private final AtomicReference<@Nullable Wish> keep = new AtomicReference<>();

    /**
     * Makes a place for them.
     *
     * @param open whether wishes can still be heard
     */
    Wishes(BooleanSupplier open) {
        this.open = open;
    }

    /**
     * A wish.
     *
     * @param by whose it is
     * @param written completes when it is granted, and that is written down; fails if it is not
     */
    record Wish(String by, CompletableFuture<Long> written) {}

    /** Begins anew, for the next trial. */
    void clear() {
        end.set(null);
        keep.set(null);
    }

    CompletableFuture<Long> wishEnd(String by) {
        return wish(by, end);
    }

    CompletableFuture<Long> wishKeep(String by) {
        return wish(by, keep);
    }

    private CompletableFuture<Long> wish(String by, AtomicReference<@Nullable Wish> place) {
        Wish wish = new Wish(by, new CompletableFuture<>());
        if (!place.compareAndSet(null, wish) || !open.getAsBoolean()) {
            wish.written().completeExceptionally(tooLate());
        }
        return wish.written();
    }

    /** Whether somebody wants the trial to end. */
    Optional<Wish> end() {
        return Optional.ofNullable(end.get());
    }

    /** Whether somebody wants it to be kept. */
    Optional<Wish> keep() {
        return Optional.ofNullable(keep.get());
    }

    /** No wish is heard any more; those that were not granted fail. */
    void close() {
        end().ifPresent(wish -> wish.written().completeExceptionally(tooLate()));
        keep().ifPresent(wish -> wish.written().completeExceptionally(tooLate()));
    }

    private static UpdateRefusedException tooLate() {
        return new UpdateRefusedException(
                UpdateRefusedException.BUSY, "The trial ends by itself; the history says how it ended.");
    }
}
