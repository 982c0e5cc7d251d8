package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ProvisioningAdministration.Sources;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.provisioning.ProvisioningService.UserLookup;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Found;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.dectory.testkit.ManualScheduler;
import org.dectory.testkit.fetch.FakeFetcher;
import org.osgi.framework.Constants;

/** A provisioning service with everything around it, on a clock that the test moves. */
final class ProvisioningHouse implements AutoCloseable {

    static final Actor ADMIN = Actor.account("admin", "test");
    static final Source SOURCE = new Source("http", "files.example", 0, "users", "");
    static final Duration PATIENCE = Duration.ofMillis(1500);

    final ManualClock clock;
    final ManualScheduler scheduler;
    final InMemoryStore store;
    final FakeFetcher server;
    final Provisioning service;
    volatile Optional<Source> kept = Optional.empty();

    ProvisioningHouse() {
        this(Optional.of(SOURCE));
    }

    ProvisioningHouse(Optional<Source> source) {
        this(source, new ManualClock(), new FakeFetcher(), Optional.empty());
    }

    /** After a restart: the same store, the same server. */
    ProvisioningHouse(ProvisioningHouse before) {
        this(Optional.of(SOURCE), before.clock, before.server, Optional.of(before.store));
    }

    private ProvisioningHouse(
            Optional<Source> source, ManualClock clock, FakeFetcher server, Optional<InMemoryStore> data) {
        this.clock = clock;
        this.server = server;
        scheduler = new ManualScheduler(clock);
        store = data.orElseGet(() -> new InMemoryStore(clock));
        Backoff retry = new Backoff(Duration.ofSeconds(30), Duration.ofHours(1));
        Settings settings =
                new Settings(new Sources(true, source, Optional.empty()), 10_000, Duration.ofSeconds(20), 8, 3, retry);
        service = new Provisioning(store, store, clock, scheduler, set -> kept = set.inUse(), settings);
        bind(server, 1);
    }

    void bind(Fetcher fetcher, long id) {
        service.bindFetcher(fetcher, properties(id));
    }

    void unbind(Fetcher fetcher, long id) {
        service.unbindFetcher(fetcher, properties(id));
    }

    private static Map<String, Object> properties(long id) {
        return Map.of(Constants.SERVICE_ID, id, FetchProtocol.NAME, new String[] {"http", "https"});
    }

    UserLookup lookUp(String login) {
        return get(service.lookUp(login, PATIENCE));
    }

    User logIn(String login) {
        UserLookup found = lookUp(login);
        assertThat(found).isInstanceOf(Found.class);
        return ((Found) found).user();
    }

    static <T> T get(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    <T> T write(Function<StoreTransaction, T> work) {
        return get(store.write(ADMIN, work));
    }

    Optional<User> find(String number) {
        return store.read(view -> view.findUser(new UserNumber(number)));
    }

    UserFile file(String number) {
        User user = find(number).orElseThrow();
        return store.read(view -> view.findUserFile(user.id())).orElseThrow();
    }

    Optional<Secret> secret(User user, SecretKind kind) {
        return store.find(SecretOwner.of(user.id()), kind);
    }

    Map<String, String> layer(User user) {
        return store.read(view -> view.layer(user.id(), Layer.USER_FILE));
    }

    Map<String, String> commonLayer() {
        return store.read(view -> view.commonLayer());
    }

    void use(LoginType type) {
        write(tx -> {
            tx.putState(LoginType.STATE, type.name());
            return true;
        });
    }

    /** Ties the user to a phone, as a login does. */
    Relation tie(User user, int psn) {
        return write(tx -> tx.link(
                tx.addDevice(new Ipei(12, psn), HandsetKind.UNKNOWN, false).id(), user.id(), Relation.Kind.DYNAMIC));
    }

    void untie(Relation relation) {
        write(tx -> {
            tx.unlink(relation.device());
            return true;
        });
    }

    /** Lets time pass in small steps, and each fetch that was begun in one come to its end. */
    void pass(Duration time, Duration step) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            scheduler.advance(step);
            settle();
        }
    }

    void start() {
        service.start();
        scheduler.runDue();
        settle();
    }

    void settle() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> service.status().inProgress() == 0);
    }

    @Override
    public void close() {
        server.goOn();
        service.close();
        store.close();
    }
}
