package org.dectory.sharing.internal;

import static org.awaitility.Awaitility.await;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.dectory.testkit.ManualScheduler;
import org.dectory.testkit.RadioCommand;
import org.dectory.testkit.ScriptedRadio;

/** All of this bundle over fakes, as tests need it. */
final class SharedPhones implements AutoCloseable {

    static final Actor OMM = Actor.account("omm", "192.0.2.1");

    final ManualClock clock;
    final ManualScheduler scheduler;
    final InMemoryStore store;
    final ScriptedRadio radio;
    final LivePolicy policy;
    final WrongPins pins;
    final PinProof proof;
    final Phones phones;
    final LoginAction login;
    final LogoutAction logout;
    final PhoneSharing sharing;
    final PhoneEvents events;
    private final TrackedFeed feed;
    private final FeedFollower follower;
    private final TimedSignOut signOut;

    SharedPhones() {
        this(new ManualClock());
    }

    private SharedPhones(ManualClock clock) {
        this(clock, new InMemoryStore(clock), ScriptedRadio.inline(), new LivePolicy(LivePolicy.DEFAULT));
    }

    SharedPhones(ManualClock clock, InMemoryStore store, ScriptedRadio radio, LivePolicy policy) {
        this.policy = policy;
        this.clock = clock;
        this.scheduler = new ManualScheduler(clock);
        this.store = store;
        this.radio = radio;
        pins = new WrongPins(store, clock, scheduler, policy);
        proof = new PinProof(store, radio, store, pins, scheduler, clock);
        bind(new PinAuthenticator(), 1);
        phones = new Phones(store, radio);
        login = new LoginAction(store, radio, proof, pins, phones, policy, scheduler, clock);
        logout = new LogoutAction(store, proof, phones);
        sharing = new PhoneSharing(store, policy, pins);
        feed = new TrackedFeed(store);
        follower = new FeedFollower(store, feed, radio, phones, pins);
        events = new PhoneEvents(
                store, radio, phones, login, logout, new PinChange(store, radio, proof, phones), follower);
        signOut = new TimedSignOut(store, feed, radio, clock, scheduler, policy, follower);
    }

    /** The same data after a restart. */
    SharedPhones restart() {
        powerOff();
        return new SharedPhones(clock, store, radio, policy);
    }

    void powerOff() {
        signOut.close();
        follower.close();
        pins.close();
    }

    @Override
    public void close() {
        powerOff();
        store.close();
    }

    /** Waits until all that was begun is written and followed. Writes run one after the other. */
    void settle() {
        for (int i = 0; i < 3; i++) {
            done(store.write(OMM, tx -> true));
            feed.awaitFollowers();
        }
    }

    void bind(Authenticator authenticator, long id) {
        proof.bindAuthenticator(authenticator, properties(id));
    }

    void unbind(Authenticator authenticator, long id) {
        proof.unbindAuthenticator(authenticator, properties(id));
    }

    private static Map<String, Object> properties(long id) {
        return Map.of("service.id", id, AuthenticationAlgorithm.NAME, AuthenticationAlgorithm.DSAA);
    }

    /** A subscribed 600/700; its person types the PIN that {@link #types} says, or waits for the test. */
    Device phone(int psn) {
        return phone(psn, HandsetKind.PHONE_600_700);
    }

    Device phone(int psn, HandsetKind kind) {
        Ipei ipei = new Ipei(3586, psn);
        radio.ofKind(ipei, kind);
        return done(store.write(OMM, tx -> {
            Device device = tx.addDevice(ipei, kind, false);
            tx.secrets().put(SecretOwner.of(device.id()), SecretKind.UAK, uak(psn));
            return tx.update(device.with(Device.SubscriptionState.SUBSCRIBED));
        }));
    }

    static Secret uak(int psn) {
        return Secret.of("key of phone %5d".formatted(psn));
    }

    void types(Device phone, String pin) {
        radio.answering(phone.ipei(), PinAuthenticator.person(uak(phone.ipei().psn()), pin));
    }

    /** Answers the PIN prompt that waits. */
    void typesNow(Device phone, String pin) {
        radio.answer(phone.ipei(), new Answer.Response(Octets.of(Secret.of(pin).bytes())));
    }

    /** From now on its link is to be encrypted. */
    Device encrypted(Device phone) {
        return done(store.write(
                OMM, tx -> tx.update(tx.findDevice(phone.id()).orElseThrow().withEncryption(true))));
    }

    /** Types the PIN that is asked for, then digits to what is asked next, in turn. */
    void typesInTurn(Device phone, String pin, String... digits) {
        Function<Step.Question, Answer> person =
                PinAuthenticator.person(uak(phone.ipei().psn()), pin);
        Iterator<String> typed = List.of(digits).iterator();
        radio.answering(
                phone.ipei(),
                question -> question instanceof Step.Challenge
                        ? person.apply(question)
                        : new Answer.Digits(Secret.of(typed.next())));
    }

    /** Chooses an item of the menu; the result is what the phone shows then. */
    String menu(Device phone, PhoneHandler.MenuItem item, String digits) {
        events.menu(phone.ipei(), item, digits);
        return radio.displayed(phone.ipei());
    }

    boolean isAskedForPin(Device phone) {
        return radio.pendingQuestion(phone.ipei()).isPresent();
    }

    /** A local user without login ID whose PIN is the number. */
    User user(String number) {
        return user(number, "Name " + number, false);
    }

    User user(String number, String name, boolean external) {
        return done(store.write(OMM, tx -> {
            User user = tx.addUser(new UserNumber(number), Optional.of(new LoginId("id" + number)), name, external);
            tx.secrets().put(SecretOwner.of(user.id()), SecretKind.PIN_ADMINISTRATOR, Secret.of(number));
            return user;
        }));
    }

    void set(User user, String key, String value) {
        set(user, Layer.ADMINISTRATOR, key, value);
    }

    void set(User user, Layer layer, String key, String value) {
        done(store.write(OMM, tx -> {
            tx.putLayer(user.id(), layer, Map.of(key, value));
            return true;
        }));
    }

    Relation link(Device device, User user, Relation.Kind kind) {
        return done(store.write(OMM, tx -> tx.link(device.id(), user.id(), kind)));
    }

    /** A phone where a user has logged in. */
    Device phoneOf(User user, int psn) {
        Device phone = phone(psn);
        link(phone, user, Relation.Kind.DYNAMIC);
        phones.refresh(phone.ipei());
        return phone;
    }

    Optional<Relation> relation(Device device) {
        return store.read(view -> view.findRelation(device.id()));
    }

    Optional<Relation> relation(User user) {
        return store.read(view -> view.findRelation(user.id()));
    }

    CompletableFuture<String> dialLogin(Device phone, String digits) {
        return dial(login, phone, digits);
    }

    CompletableFuture<String> dialLogout(Device phone, String digits) {
        return dial(logout, phone, digits);
    }

    /** As a dispatcher does it; the result is the text, with {@code !} before it if it was refused or failed. */
    private CompletableFuture<String> dial(FacAction action, Device phone, String digits) {
        Dialled dialled = new Dialled(phone, store.read(view -> view.findRelation(phone.id())), phone.kind(), digits);
        Optional<String> refusal = action.refuse(dialled);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture("!" + refusal.get());
        }
        return action.perform(dialled)
                .thenApply(result -> result instanceof FacAction.Result.Done done
                        ? done.display()
                        : "!" + ((FacAction.Result.Failed) result).display())
                .toCompletableFuture();
    }

    /** How often a phone was asked anything. */
    int asked(Device phone) {
        return radio.commands(phone.ipei(), RadioCommand.Ask.class).size();
    }

    void awaitStates(String prefix, int number) {
        await().until(() -> store.read(view -> view.states(prefix)).size() == number);
    }

    void awaitUser(Device phone, User user) {
        await().until(() -> radio.shownUser(phone.ipei())
                .filter(shown -> shown.number().equals(user.number().value()))
                .isPresent());
    }

    void awaitPrompt(Device phone) {
        await().until(() -> radio.isLoginPromptShown(phone.ipei()));
    }

    /** How a phone was cleared: for each time, whether the local phone book stayed. */
    List<Boolean> clearings(Device phone) {
        return radio.commands(phone.ipei(), RadioCommand.ClearUserData.class).stream()
                .map(RadioCommand.ClearUserData::keepLocalDirectory)
                .toList();
    }

    /** Lets come to an end what was begun at a phone: mailbox, store and feed each do one thing after the other. */
    void settle(Device phone) {
        for (int round = 0; round < 3; round++) {
            CompletableFuture.runAsync(() -> {}, radio.mailbox(phone.ipei())).join();
            done(store.write(OMM, tx -> true));
        }
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
