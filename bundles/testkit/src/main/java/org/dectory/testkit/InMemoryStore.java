package org.dectory.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps every promise of the contract but to survive: store, feed and secrets in one, for tests.
 *
 * <p>Writes run one after the other on a thread of its own, which also completes their stages.
 */
public final class InMemoryStore implements Store, ChangeFeed, Secrets, AutoCloseable {

    private final Clock clock;
    private final MemoryFeed feed = new MemoryFeed();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> daemon(task, "memory-writer"));
    private volatile MemoryTables committed = new MemoryTables();
    private Instant latest = Instant.MIN;

    /** An empty store that goes by the clock of the machine. */
    public InMemoryStore() {
        this(Clock.systemUTC());
    }

    /**
     * An empty store.
     *
     * @param clock gives the time of transactions
     */
    public InMemoryStore(Clock clock) {
        this.clock = clock;
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Lets the next write fail as if the disk were full: nothing is changed, the function does not run. Called twice, it
     * holds for the next two.
     */
    public void failNextWrite() {
        failNextWrite(new StoreException("The disk is full"));
    }

    /**
     * Lets the next write fail: nothing is changed, the function does not run.
     *
     * @param failure with what
     */
    public void failNextWrite(RuntimeException failure) {
        failures.add(failure);
    }

    @Override
    public <T> T read(Function<? super StoreView, T> query) {
        MemoryView view = new MemoryView(committed);
        try {
            return query.apply(view);
        } finally {
            view.end();
        }
    }

    @Override
    public <T> CompletionStage<T> write(Actor actor, Function<? super StoreTransaction, T> work) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        try {
            writer.execute(() -> run(actor, work, stage));
        } catch (RejectedExecutionException e) {
            stage.completeExceptionally(new StoreException("The store is closed", e));
        }
        return stage.minimalCompletionStage();
    }

    private <T> void run(Actor actor, Function<? super StoreTransaction, T> work, CompletableFuture<T> stage) {
        T result;
        try {
            @Nullable RuntimeException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            result = commit(actor, work);
        } catch (RuntimeException | Error e) {
            stage.completeExceptionally(e);
            return;
        }
        stage.complete(result);
    }

    private <T> T commit(Actor actor, Function<? super StoreTransaction, T> work) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (now.isBefore(latest)) {
            now = latest;
        }
        MemoryTables fork = new MemoryTables(committed);
        MemoryTransaction transaction = new MemoryTransaction(fork, actor, now);
        T result;
        try {
            result = work.apply(transaction);
        } finally {
            transaction.end();
        }
        latest = now;
        committed = fork;
        feed.append(transaction.changes());
        return result;
    }

    @Override
    public Optional<Secret> find(SecretOwner owner, SecretKind kind) {
        return find(committed, owner, kind);
    }

    @Override
    public Map<SecretKind, Secret> findAll(SecretOwner owner) {
        MemoryTables snapshot = committed;
        Map<SecretKind, Secret> found = new EnumMap<>(SecretKind.class);
        for (SecretKind kind : SecretKind.values()) {
            find(snapshot, owner, kind).ifPresent(secret -> found.put(kind, secret));
        }
        return found;
    }

    private static Optional<Secret> find(MemoryTables tables, SecretOwner owner, SecretKind kind) {
        // A copy: whoever asked may close it.
        return tables.secrets
                .find(new MemoryTables.SecretKey(owner, kind))
                .map(secret -> Secret.ofBytes(secret.bytes()));
    }

    @Override
    public long head() {
        return feed.head();
    }

    @Override
    public List<Change> after(long cursor, int max) {
        return feed.after(cursor, max);
    }

    @Override
    public Following follow(String name, long cursor, Consumer<List<Change>> listener) {
        return feed.follow(name, cursor, listener);
    }

    /** Ends the threads; writes that wait are still done. */
    @Override
    public void close() {
        writer.shutdown();
        feed.close();
    }
}
