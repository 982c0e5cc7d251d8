package org.dectory.radio.simulator.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the memories of phones on the disk.
 *
 * <p>A key is written at once, and the phone waits for it. The rest (name, redial list, place) follows within seconds,
 * many phones in one transaction, so that it does not compete with the system's own commits. Thread-safe.
 */
final class MemoryKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryKeeper.class);
    private static final Actor ACTOR = Actor.system("radio.simulator");
    private static final String PREFIX = "simulator.phone.";
    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final int BATCH = 100;

    private final Store store;
    private final Secrets secrets;
    private final Scheduler scheduler;
    private final Clock clock;

    private final Set<VirtualPhone> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean arranged = new AtomicBoolean();

    /** Held while a memory is put into words and given to the store: what is written later is newer. */
    private final Object order = new Object();

    MemoryKeeper(Store store, Secrets secrets, Scheduler scheduler, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** All memories; one that cannot be read is left out, with a line in the log. */
    Map<Ipei, PhoneMemory> load() {
        Map<Ipei, PhoneMemory> memories = new LinkedHashMap<>();
        store.read(view -> view.states(PREFIX)).forEach((key, text) -> {
            try {
                memories.put(Ipei.parse(key.substring(PREFIX.length())), PhoneMemory.ofText(text));
            } catch (IllegalArgumentException e) {
                LOG.error("The memory {} is damaged, the phone is left out: {}", key, e.getMessage());
            }
        });
        return memories;
    }

    /** Writes phones that are new; completes when they are durable. */
    CompletionStage<Void> add(List<VirtualPhone> phones) {
        CompletableFuture<?>[] batches = new CompletableFuture<?>[(phones.size() + BATCH - 1) / BATCH];
        for (int i = 0; i < batches.length; i++) {
            batches[i] = write(phones.subList(i * BATCH, Math.min(phones.size(), (i + 1) * BATCH)))
                    .toCompletableFuture();
        }
        return CompletableFuture.allOf(batches);
    }

    CompletionStage<Void> remove(Ipei phone, int number) {
        synchronized (order) {
            return store.write(ACTOR, transaction -> {
                        transaction.removeState(PREFIX + phone.compact());
                        transaction.secrets().erase(owner(number), SecretKind.SIMULATED_UAK);
                        return true;
                    })
                    .thenAccept(done -> {});
        }
    }

    /** Writes a phone's new key, with the rest of its memory; completes when it is durable. */
    CompletionStage<Void> putKey(VirtualPhone phone, int number, Secret key) {
        return write(phone, transaction -> transaction.secrets().put(owner(number), SecretKind.SIMULATED_UAK, key));
    }

    /** Erases a phone's key, and writes the rest of its memory. */
    CompletionStage<Void> eraseKey(VirtualPhone phone, int number) {
        return write(phone, transaction -> transaction.secrets().erase(owner(number), SecretKind.SIMULATED_UAK));
    }

    /** Reads a phone's key from the disk. */
    Optional<Secret> findKey(int number) {
        return secrets.find(owner(number), SecretKind.SIMULATED_UAK);
    }

    /** Takes note that a phone's memory has changed. */
    void hasChanged(VirtualPhone phone) {
        changed.add(phone);
        if (arranged.compareAndSet(false, true)) {
            scheduler.at(clock.instant().plus(DELAY), this::writeChanged);
        }
    }

    private void writeChanged() {
        arranged.set(false);
        // What changes after this line is either in the text that is made below, or noted again.
        List<VirtualPhone> batch = List.copyOf(changed);
        batch.forEach(changed::remove);
        for (int i = 0; i < batch.size(); i += BATCH) {
            write(batch.subList(i, Math.min(batch.size(), i + BATCH))).exceptionally(failure -> {
                LOG.warn("Memories of phones were not written: {}", failure.toString());
                return null;
            });
        }
    }

    /** Writes what has changed and waits for it, at most 2 s. */
    void close() {
        List<VirtualPhone> rest = List.copyOf(changed);
        changed.clear();
        try {
            add(rest).toCompletableFuture().get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Memories of {} phones were not written", rest.size(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletionStage<Void> write(List<VirtualPhone> phones) {
        synchronized (order) {
            Map<String, String> texts = new LinkedHashMap<>();
            phones.forEach(phone -> phone.memoryText().ifPresent(text -> texts.put(key(phone), text)));
            return store.write(ACTOR, transaction -> {
                        texts.forEach(transaction::putState);
                        return true;
                    })
                    .thenAccept(done -> {});
        }
    }

    private CompletionStage<Void> write(VirtualPhone phone, Consumer<StoreTransaction> also) {
        synchronized (order) {
            Optional<String> text = phone.memoryText();
            return store.write(ACTOR, transaction -> {
                        text.ifPresent(known -> transaction.putQuietState(key(phone), known));
                        also.accept(transaction);
                        return true;
                    })
                    .thenAccept(done -> {});
        }
    }

    private static String key(VirtualPhone phone) {
        return PREFIX + phone.ipei().compact();
    }

    private static SecretOwner owner(int number) {
        return new SecretOwner(SecretOwner.Type.SIMULATOR, number);
    }
}
