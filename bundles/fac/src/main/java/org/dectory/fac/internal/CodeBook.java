package org.dectory.fac.internal;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that count, and who may change them to what. Whatever is refused leaves all as it was. Thread-safe: a change
 * is one at a time, and readers take one immutable snapshot.
 */
final class CodeBook {

    private static final Logger LOG = LoggerFactory.getLogger(CodeBook.class);

    /** For writers of the store before this one. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final FacConfiguration configuration;
    private final Store store;

    /** Own changes whose notice has not come yet, the oldest first. Guarded by this. */
    private final Deque<FacPlan> announced = new ArrayDeque<>();

    private volatile FacSettings settings;
    private volatile Optional<String> refusal = Optional.empty();

    /** Begins with what is configured, or with no codes at all if that is wrong. */
    CodeBook(FacConfiguration configuration, Store store, FacSettings.Source source) {
        this.configuration = configuration;
        this.store = store;
        FacSettings first = FacSettings.OFF;
        try {
            first = read(source);
        } catch (FacRejectedException e) {
            refuse(e.getMessage() + " All codes are switched off.");
        }
        settings = first;
        try {
            requireNoUser(first.plan().number());
        } catch (FacRejectedException e) {
            // Users that came while the codes were the same must not switch them off at the next start.
            LOG.warn("{}", e.getMessage());
        }
    }

    private static FacSettings read(FacSettings.Source source) throws FacRejectedException {
        try {
            return source.read();
        } catch (RuntimeException e) {
            LOG.debug("The configuration cannot be read", e);
            throw new FacRejectedException("configuration", "A value of the configuration is of the wrong kind.");
        }
    }

    /** One snapshot of what counts now. */
    FacSettings settings() {
        return settings;
    }

    /** Why the configuration was refused, as long as nothing better has come. */
    Optional<String> refusal() {
        return refusal;
    }

    /** Takes a changed configuration over as a whole, or puts the last good one back. */
    synchronized void configured(FacSettings.Source source) {
        FacSettings former = settings;
        FacSettings changed;
        try {
            changed = read(source);
            if (isOutdatedNotice(changed.plan())) {
                return;
            }
            if (!changed.plan().equals(settings.plan())) {
                requireNoUser(changed.plan().number());
                claim(changed);
            }
        } catch (FacRejectedException e) {
            refuse(e.getMessage() + " The former settings stay.");
            putBack();
            return;
        }
        boolean own = changed.plan().equals(former.plan());
        settings = changed;
        if (!own) {
            refusal = Optional.empty();
            LOG.info("The feature access codes are configured anew");
        }
    }

    /** Whether a plan is one of our own, and a later one counts already whose notice is yet to come. */
    private boolean isOutdatedNotice(FacPlan plan) {
        if (!announced.contains(plan)) {
            return false;
        }
        FacPlan noticed;
        do {
            // Notices of several changes may come as one.
            noticed = announced.removeFirst();
        } while (!noticed.equals(plan));
        return !announced.isEmpty();
    }

    private void refuse(String reason) {
        LOG.warn("The configuration of the feature access codes is refused as a whole: {}", reason);
        refusal = Optional.of("The configuration was refused: " + reason);
    }

    /** What is refused must not be what counts after the next start. */
    private void putBack() {
        try {
            announced.add(settings.plan());
            configuration.write(settings);
        } catch (UncheckedIOException | IllegalStateException e) {
            announced.removeLast();
            LOG.error("The refused configuration could not be replaced: {}", e.getMessage());
        }
    }

    /** Changes number and codes, durably. */
    synchronized void configure(String number, Map<String, String> codes, Actor actor) throws FacRejectedException {
        FacPlan changed = settings.plan().changed(number, codes);
        requireNoUser(number);
        take(changed, "fac.changed", actor);
    }

    /** Replaces the triggers, durably. */
    synchronized void configureTriggers(Map<String, String> triggers, Actor actor) throws FacRejectedException {
        take(settings.plan().withTriggers(triggers), "fac.triggers", actor);
    }

    private void take(FacPlan changed, String state, Actor actor) throws FacRejectedException {
        FacSettings former = settings;
        FacSettings all = former.with(changed);
        claim(all);
        announced.add(changed);
        try {
            configuration.writePlan(all);
        } catch (RuntimeException e) {
            announced.removeLast();
            settings = former;
            throw e;
        }
        refusal = Optional.empty();
        LOG.info("The feature access codes are changed by {}", actor.name());
        audit(state, actor);
    }

    /**
     * Lets the settings count, and makes sure that no user got the new number while it was not taken yet: who adds users looks
     * at the number within the transaction, and the question here waits for those that began before.
     */
    private void claim(FacSettings changed) throws FacRejectedException {
        FacSettings former = settings;
        settings = changed;
        String number = changed.plan().number();
        if (number.isEmpty() || number.equals(former.plan().number())) {
            return;
        }
        UserNumber claimed = new UserNumber(number);
        if (isTaken(claimed)) {
            settings = former;
            throw userNumber(number);
        }
    }

    private boolean isTaken(UserNumber number) {
        try {
            return store.write(
                            Actor.system("fac"),
                            transaction -> transaction.findUser(number).isPresent())
                    .toCompletableFuture()
                    .get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Nobody knows whether the FAC number is a user's: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static FacRejectedException userNumber(String number) {
        return new FacRejectedException("number", "The FAC number " + number + " is the number of a user.");
    }

    private void requireNoUser(String number) throws FacRejectedException {
        if (isUser(number)) {
            throw userNumber(number);
        }
    }

    private boolean isUser(String number) {
        try {
            return !number.isEmpty()
                    && store.read(view -> view.findUser(new UserNumber(number))).isPresent();
        } catch (StoreException e) {
            LOG.warn("Nobody knows whether the FAC number is a user's: {}", e.getMessage());
            return false;
        }
    }

    /** Tells the change feed who changed something, but not to what. */
    private void audit(String state, Actor actor) {
        store.write(actor, transaction -> {
                    transaction.putState(state, transaction.now().toString());
                    return true;
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "The change feed lacks that {} changed the codes: {}",
                                actor.name(),
                                failure.getMessage());
                    }
                });
    }
}
