package org.dectory.fac.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.radio.CallHandler.CallSetup;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.fac.internal.FacSettings.Patience;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.dectory.testkit.ManualScheduler;
import org.dectory.testkit.ScriptedRadio;

/** A subscribed phone, codes and a scripted action. */
final class Exchange implements AutoCloseable {

    static final Actor ANNA = Actor.account("anna", "10.0.0.1");
    static final Ipei PHONE = new Ipei(16, 1);
    static final String[] CODES = {"UserLogin=1", "UserLogout=2", "ActivateSubscription=34567", "ActivateWildcard="};

    private static final int CALL = 7;

    final ManualClock clock = new ManualClock();
    final ManualScheduler scheduler = new ManualScheduler(clock);
    final InMemoryStore store = new InMemoryStore(clock);
    final ScriptedRadio radio = ScriptedRadio.inline();

    /** What was written to the configuration, the oldest first. */
    final List<FacSettings> written = new ArrayList<>();

    final FeatureAccessCodes codes;

    private long serviceId;

    Exchange() {
        this(3);
    }

    Exchange(int linger) {
        this(() -> read("*1", CODES, linger));
    }

    Exchange(FacSettings.Source source) {
        codes = new FeatureAccessCodes(written::add, store, radio, scheduler, clock, source);
        subscribe(PHONE, SubscriptionState.SUBSCRIBED);
    }

    static FacSettings settings(String number, String[] lines, int linger) {
        try {
            return read(number, lines, linger);
        } catch (FacRejectedException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static FacSettings read(String number, String[] lines, int linger) throws FacRejectedException {
        return FacSettings.of(FacSettings.plan(number, lines, new String[0]), linger, Patience.DEFAULT);
    }

    void subscribe(Ipei phone, SubscriptionState state) {
        get(store.write(
                ANNA,
                transaction -> transaction.update(
                        transaction.addDevice(phone, HandsetKind.GAP, false).with(state))));
    }

    void addUser(String number) {
        get(store.write(ANNA, tx -> tx.addUser(new UserNumber(number), Optional.empty(), "Anna", false)));
    }

    void dial(String digits) {
        dial(PHONE, digits, true);
    }

    void dial(Ipei phone, String digits, boolean enBloc) {
        radio.inCall(phone, CALL);
        codes.setUp(new CallSetup(phone, CALL, HandsetKind.GAP, digits, enBloc));
    }

    /** Offers an action; gives its service properties, with which it can be withdrawn. */
    Map<String, Object> offer(String name, int ranking, FacAction action) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "service.id",
                ++serviceId,
                "service.ranking",
                ranking,
                "fac.action",
                name,
                "fac.title",
                name + " " + ranking,
                "fac.rest",
                "number",
                "fac.critical",
                true));
        codes.bindAction(action, properties);
        return properties;
    }

    void pass(Duration time) {
        scheduler.advance(time);
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        store.close();
    }

    /** An action that remembers who dialled it, and ends when the test says. */
    static final class ScriptedAction implements FacAction {

        final List<Dialled> performed = new ArrayList<>();
        final CompletableFuture<Result> result = new CompletableFuture<>();
        private final Optional<String> refusal;

        ScriptedAction() {
            this(Optional.empty());
        }

        ScriptedAction(Optional<String> refusal) {
            this.refusal = refusal;
        }

        @Override
        public Optional<String> refuse(Dialled dialled) {
            return refusal;
        }

        @Override
        public CompletionStage<Result> perform(Dialled dialled) {
            performed.add(dialled);
            return result;
        }
    }
}
