package org.dectory.valuekeys.internal;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dectory.api.identity.Secret;
import org.dectory.api.replaceable.OwnThreads;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.time.Scheduler;
import org.dectory.api.valuekeys.ValueKey;
import org.dectory.api.valuekeys.ValueKeys;
import org.dectory.cfg.encrypted.ValueCipher;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the key pairs in the store: public halves as state, private halves as secrets.
 *
 * <p>Keys are made one after the other on a thread of its own, the first one some time after the first start, when
 * everything else has started.
 */
@Component(service = ValueKeys.class, configurationPid = "org.dectory.valuekeys", immediate = true)
public final class KeyCabinet implements ValueKeys, AutoCloseable {

    /** Time for everything else to start, and until the next try when a key could not be kept. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final int IDLE_SECONDS = 5;
    private static final Actor ACTOR = Actor.system("valuekeys");
    private static final Logger logger = LoggerFactory.getLogger(KeyCabinet.class);

    private final Store store;
    private final Secrets secrets;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Supplier<KeyPair> maker;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            OwnThreads.daemons(KeyCabinet.class, "valuekeys"));

    /** Private keys by ID: reading one takes longer than using it. */
    private final Map<String, PrivateKey> opened = new ConcurrentHashMap<>();

    /** The last new key that somebody asked for; none was at the beginning. */
    private CompletableFuture<ValueKey> rotation = CompletableFuture.failedFuture(new StoreException("Nobody asked"));

    private volatile Scheduler.Appointment first = () -> {};

    /** Takes the services. */
    @Activate
    public KeyCabinet(
            @Reference Store store,
            @Reference Secrets secrets,
            @Reference Clock clock,
            @Reference Scheduler scheduler) {
        this(store, secrets, clock, scheduler, KeyPairs::make);
    }

    KeyCabinet(Store store, Secrets secrets, Clock clock, Scheduler scheduler, Supplier<KeyPair> maker) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
        this.scheduler = scheduler;
        this.maker = maker;
        thread.allowCoreThreadTimeOut(true);
        if (stored().isEmpty()) {
            planFirst();
        }
    }

    private void planFirst() {
        first = scheduler.at(clock.instant().plus(PAUSE), () -> {
            CompletionStage<ValueKey> unused = current().whenComplete(this::reportFirst);
        });
    }

    private void reportFirst(@Nullable ValueKey made, @Nullable Throwable failure) {
        if (failure != null && !thread.isShutdown()) {
            logger.warn("No key for encrypted values could be made; it is tried again: {}", failure.getMessage());
            planFirst();
        }
    }

    private List<StoredKey> stored() {
        return store.read(StoredKey::all);
    }

    @Override
    public List<ValueKey> keys() {
        List<ValueKey> keys = new ArrayList<>();
        for (StoredKey key : stored()) {
            keys.add(key.shown(keys.isEmpty()));
        }
        return List.copyOf(keys);
    }

    @Override
    public CompletionStage<ValueKey> current() {
        Optional<ValueKey> known = known();
        return known.<CompletionStage<ValueKey>>map(CompletableFuture::completedStage)
                .orElseGet(() -> onThread(() -> known().orElseGet(() -> make(ACTOR))));
    }

    private Optional<ValueKey> known() {
        return stored().stream().findFirst().map(key -> key.shown(true));
    }

    /** Who asks while a new key is being made gets that one: nobody can keep the processor busy by asking often. */
    @Override
    public synchronized CompletionStage<ValueKey> rotate(Actor actor) {
        if (rotation.isDone()) {
            rotation = onThread(() -> make(actor));
        }
        return rotation.copy();
    }

    private CompletableFuture<ValueKey> onThread(Supplier<ValueKey> work) {
        try {
            return CompletableFuture.supplyAsync(work, thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new StoreException("The keys are being put away", e));
        }
    }

    private ValueKey make(Actor actor) {
        KeyPair pair = maker.get();
        try (Secret secret = KeyPairs.secret(pair.getPrivate())) {
            String pem = ValueCipher.pem(pair.getPublic());
            CompletionStage<StoredKey> kept = store.write(actor, tx -> put(tx, pem, secret));
            ValueKey made = kept.toCompletableFuture().join().shown(true);
            opened.put(made.id(), pair.getPrivate());
            logger.info("Key {} for encrypted values is made", made.id());
            return made;
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException cause ? cause : e;
        }
    }

    private static StoredKey put(StoreTransaction tx, String pem, Secret secret) {
        int last = StoredKey.all(tx).stream().findFirst().map(StoredKey::number).orElse(0);
        StoredKey key = new StoredKey(last + 1, tx.now(), pem);
        tx.putState(key.state(), key.text());
        tx.secrets().put(key.owner(), SecretKind.VALUE_KEY, secret);
        return key;
    }

    @Override
    public Optional<Secret> open(String keyId, byte[] encrypted) {
        return find(keyId.toLowerCase(Locale.ROOT))
                .flatMap(key -> ValueCipher.decrypt(key, encrypted))
                .map(plain -> {
                    try {
                        return Secret.ofBytes(plain);
                    } finally {
                        Arrays.fill(plain, (byte) 0);
                    }
                });
    }

    private Optional<PrivateKey> find(String id) {
        PrivateKey known = opened.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<PrivateKey> read = stored().stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .flatMap(key -> secrets.find(key.owner(), SecretKind.VALUE_KEY))
                .map(KeyCabinet::read);
        read.ifPresent(key -> opened.put(id, key));
        return read;
    }

    private static PrivateKey read(Secret secret) {
        try (secret) {
            return KeyPairs.privateKey(secret);
        }
    }

    /** A key that is being made is given up. */
    @Deactivate
    @Override
    public void close() {
        thread.shutdownNow();
        first.cancel();
        opened.clear();
    }
}
