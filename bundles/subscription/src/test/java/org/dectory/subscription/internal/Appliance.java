package org.dectory.subscription.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.identity.AuthenticationCode;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.radio.AccessRightsHandler.AccessRights;
import org.dectory.api.radio.AccessRightsHandler.AccessRightsRequest;
import org.dectory.api.radio.AccessRightsHandler.LocationRegistration;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.subscription.RefusedSubscription;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.dectory.api.time.Scheduler;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.dectory.testkit.ManualScheduler;
import org.dectory.testkit.ScriptedRadio;

/**
 * All that a subscription needs, with a toy cipher: a phone proves the authentication code by naming it, and its key by
 * naming that. What matters here is who is asked for what, and when something is stored.
 */
final class Appliance implements AutoCloseable {

    static final Actor ANNA = Actor.account("anna", "10.0.0.1");
    static final String CODE = "12345678";
    static final Ipei PHONE = new Ipei(16, 1);

    private static final Map<String, Object> DSAA =
            Map.of("service.id", 1L, AuthenticationAlgorithm.NAME, AuthenticationAlgorithm.DSAA);
    static final Octets NOTHING = Octets.of(new byte[8]);

    final ManualClock clock;
    final ManualScheduler scheduler;
    final InMemoryStore store;
    final ScriptedRadio radio = ScriptedRadio.inline();
    final ToyAllocator allocator = new ToyAllocator();
    final ToyAuthenticator authenticator = new ToyAuthenticator();

    SubscriptionDesk desk;

    /** How often the power came; what was arranged in an earlier life does not happen any more. */
    private int life;

    Appliance() {
        this(new ManualClock());
    }

    Appliance(ManualClock clock) {
        this.clock = clock;
        scheduler = new ManualScheduler(clock);
        store = new InMemoryStore(clock);
        desk = start();
        bindAuthentication();
        get(desk.authenticationCode(AuthenticationCode.of(CODE), ANNA));
    }

    /** The power goes and comes: nothing is said good-bye to. */
    void crashAndRestart() {
        desk = start();
        bindAuthentication();
    }

    /** The bundle is stopped and started. */
    void restart() {
        desk.close();
        crashAndRestart();
    }

    private SubscriptionDesk start() {
        int now = ++life;
        Scheduler powered = (when, task) -> scheduler.at(when, () -> {
            if (life == now) {
                task.run();
            }
        });
        SubscriptionDesk started =
                new SubscriptionDesk(store, store, radio, clock, powered, Runnable::run, SubscriptionSettings.DEFAULT);
        settle();
        return started;
    }

    void bindAuthentication() {
        desk.bindAllocator(allocator, DSAA);
        desk.bindAuthenticator(authenticator, DSAA);
    }

    void unbindAuthentication() {
        desk.unbindAllocator(allocator, DSAA);
        desk.unbindAuthenticator(authenticator, DSAA);
    }

    /** The person at the phone types an authentication code. */
    void typed(Ipei phone, String code) {
        radio.allocating(phone, challenge -> Optional.of(new KeyAllocator.Reply(octets(code), NOTHING)));
    }

    /** The phone holds a key. */
    void holds(Ipei phone, Secret key) {
        byte[] octets = key.bytes();
        radio.answering(phone, question -> new Answer.Response(Octets.of(octets)));
    }

    AccessRights request(Ipei phone) {
        return request(phone, Optional.empty());
    }

    AccessRights request(Ipei phone, Optional<String> additionalId) {
        return get(desk.requested(
                new AccessRightsRequest(phone, HandsetKind.PHONE_600_700, Optional.empty(), additionalId)));
    }

    boolean locate(Ipei phone) {
        return get(desk.located(new LocationRegistration(phone, HandsetKind.PHONE_600_700, 1)));
    }

    /** A phone subscribes from beginning to end. */
    boolean subscribe(Ipei phone) {
        return subscribe(phone, Optional.empty());
    }

    boolean subscribe(Ipei phone, String additionalId) {
        return subscribe(phone, Optional.of(additionalId));
    }

    private boolean subscribe(Ipei phone, Optional<String> additionalId) {
        typed(phone, CODE);
        if (!(request(phone, additionalId) instanceof AccessRights.Granted)) {
            return false;
        }
        holds(phone, key(phone).orElseThrow());
        return locate(phone);
    }

    Device add(Ipei phone) {
        return get(store.write(ANNA, transaction -> transaction.addDevice(phone, HandsetKind.UNKNOWN, false)));
    }

    Device addWithCode(Ipei phone, String code) {
        return get(store.write(ANNA, transaction -> {
            Device device = transaction.addDevice(phone, HandsetKind.UNKNOWN, false);
            transaction
                    .secrets()
                    .put(SecretOwner.of(device.id()), SecretKind.AUTHENTICATION_CODE, AuthenticationCode.of(code));
            return device;
        }));
    }

    void remove(Ipei phone) {
        get(store.write(ANNA, transaction -> {
            transaction.removeDevice(transaction.findDevice(phone).orElseThrow().id());
            return true;
        }));
    }

    User addUser(String number, String additionalId) {
        return get(store.write(
                ANNA,
                transaction -> transaction.addUser(
                        new UserNumber(number), Optional.of(new LoginId(additionalId)), "User " + number, false)));
    }

    void link(Ipei phone, User user, Relation.Kind kind) {
        get(store.write(
                ANNA,
                transaction -> transaction.link(
                        transaction.findDevice(phone).orElseThrow().id(), user.id(), kind)));
    }

    /** The phone that belongs to a user, and how. */
    Optional<String> phoneOf(User user) {
        return store.read(view -> view.findRelation(user.id())
                .map(relation -> relation.kind() + " "
                        + view.findDevice(relation.device()).orElseThrow().ipei()));
    }

    /** The latest reason for which a phone was refused. */
    Optional<Reason> lastReason() {
        return desk.refusals().stream().findFirst().map(RefusedSubscription::reason);
    }

    /** Waits until all that was to be written is, and the radio knows what comes of it. */
    void settle() {
        get(store.write(ANNA, transaction -> true));
    }

    /** Lets time pass; what a period's end brings about is done before time goes on. */
    void pass(Duration time) {
        Instant target = clock.instant().plus(time);
        Optional<Instant> next = scheduler.nextDue();
        while (next.isPresent() && !next.orElseThrow().isAfter(target)) {
            Instant due = next.orElseThrow();
            scheduler.advance(due.isAfter(clock.instant()) ? Duration.between(clock.instant(), due) : Duration.ZERO);
            settle();
            next = scheduler.nextDue();
        }
        clock.set(target);
    }

    Optional<Device> device(Ipei phone) {
        return store.read(view -> view.findDevice(phone));
    }

    Optional<Device.SubscriptionState> state(Ipei phone) {
        return device(phone).map(Device::subscription);
    }

    Optional<Secret> key(Ipei phone) {
        return device(phone).flatMap(device -> store.find(SecretOwner.of(device.id()), SecretKind.UAK));
    }

    Instant now() {
        return clock.instant();
    }

    static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        desk.close();
        store.close();
    }
}
