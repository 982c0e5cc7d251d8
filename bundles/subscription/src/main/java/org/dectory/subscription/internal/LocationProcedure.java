package org.dectory.subscription.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler.LocationRegistration;
import org.dectory.api.radio.Radio;
import org.dectory.api.replaceable.NoServiceException;
import org.dectory.api.replaceable.ReplaceableServices;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a phone in that proves its key, and confirms the key if this is the first time: EN 300 175-5, clauses 13.4 and 13.6.
 * Thread-safe.
 */
final class LocationProcedure {

    private static final Logger LOG = LoggerFactory.getLogger(LocationProcedure.class);

    /** Timer MM_auth.1: the phone answers alone. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** More questions than any algorithm needs to know a phone. */
    private static final int MAX_QUESTIONS = 4;

    private final Radio radio;
    private final LocationRecords records;
    private final ReplaceableServices<Authenticator> authenticators;
    private final LinkEncryption encryption;
    private final Supplier<SubscriptionSettings> settings;
    private final Confirmed confirmed;

    /** The phones that were not let in since nobody was there who could ask for their keys. */
    private final Set<Ipei> notAsked = ConcurrentHashMap.newKeySet();

    LocationProcedure(
            Radio radio,
            LocationRecords records,
            ReplaceableServices<Authenticator> authenticators,
            LinkEncryption encryption,
            Supplier<SubscriptionSettings> settings,
            Confirmed confirmed) {
        this.radio = radio;
        this.records = records;
        this.authenticators = authenticators;
        this.encryption = encryption;
        this.settings = settings;
        this.confirmed = confirmed;
    }

    /** Hears of phones whose subscription has succeeded. */
    @FunctionalInterface
    interface Confirmed {

        void subscribed(Ipei phone);
    }

    CompletionStage<Boolean> located(LocationRegistration registration) {
        notAsked.remove(registration.phone());
        return located(registration, true).exceptionallyCompose(failure -> failed(registration, failure));
    }

    private CompletionStage<Boolean> failed(LocationRegistration registration, Throwable failure) {
        Ipei phone = registration.phone();
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.warn("Phone {} could not be asked for its key: {}", phone, cause.toString());
        if (!(cause instanceof NoServiceException missing)) {
            return completedStage(false);
        }
        notAsked.add(phone);
        // It may have come just now: then nobody else would call the phone back.
        return authenticators.keys().contains(missing.key()) ? located(registration) : completedStage(false);
    }

    /** Calls those back, by and by, who could not be asked: their phones would try again after minutes only. */
    void authenticatorCame() {
        for (Iterator<Ipei> phones = notAsked.iterator(); phones.hasNext(); ) {
            Ipei phone = phones.next();
            phones.remove();
            radio.suggestLocation(phone);
        }
    }

    /**
     * Judges a registration.
     *
     * @param again whether to begin anew, once, if the device is changed while its phone answers
     */
    private CompletionStage<Boolean> located(LocationRegistration registration, boolean again) {
        Ipei phone = registration.phone();
        try {
            Optional<Device> device = records.findDevice(phone);
            Optional<Secret> key = device.flatMap(records::findKey);
            if (device.isEmpty() || key.isEmpty()) {
                LOG.debug("Phone {} is not subscribed here", phone);
                return completedStage(false);
            }
            Device seen = device.orElseThrow();
            Secret uak = key.orElseThrow();
            Executor mailbox = radio.mailbox(phone);
            return authenticate(attempt(registration, uak), seen.algorithm(), mailbox)
                    .whenComplete((verdict, failure) -> uak.close())
                    .thenComposeAsync(
                            verdict -> verdict instanceof Step.Refused refused
                                    ? refused(seen, refused.reason())
                                    : accepted(registration, seen, again, cipherKey(verdict), mailbox),
                            mailbox);
        } catch (RuntimeException e) {
            return failedStage(e);
        }
    }

    private static Attempt attempt(LocationRegistration registration, Secret key) {
        return new Attempt(
                Attempt.Purpose.PHONE,
                registration.phone(),
                registration.kind(),
                Optional.empty(),
                key,
                Optional.empty());
    }

    private CompletionStage<Step> authenticate(Attempt attempt, String algorithm, Executor mailbox) {
        return authenticators
                .callAsync(algorithm, authenticator -> completedStage(authenticator.begin(attempt)), mailbox)
                .thenComposeAsync(step -> next(attempt, algorithm, step, MAX_QUESTIONS, mailbox), mailbox);
    }

    private CompletionStage<Step> next(
            Attempt attempt, String algorithm, Step step, int questionsLeft, Executor mailbox) {
        if (!(step instanceof Step.Question question)) {
            return completedStage(step);
        }
        if (questionsLeft == 0) {
            return failedStage(new IllegalStateException("the authenticator asks and asks"));
        }
        return radio.ask(attempt.phone(), question, LIMIT)
                .thenComposeAsync(
                        answer -> authenticators.callAsync(
                                algorithm, authenticator -> authenticator.proceed(attempt, question, answer), mailbox),
                        mailbox)
                .thenComposeAsync(
                        following -> next(attempt, algorithm, following, questionsLeft - 1, mailbox), mailbox);
    }

    private static Optional<Secret> cipherKey(Step verdict) {
        return verdict instanceof Step.Accepted accepted ? accepted.cipherKey() : Optional.empty();
    }

    private CompletionStage<Boolean> accepted(
            LocationRegistration registration,
            Device seen,
            boolean again,
            Optional<Secret> cipherKey,
            Executor mailbox) {
        boolean known = seen.subscription() == SubscriptionState.SUBSCRIBED && !isNews(registration.kind(), seen);
        if (known && records.hasAnySubscribed()) {
            return letIn(seen, cipherKey);
        }
        return records.confirm(seen, registration.kind(), settings.get())
                .thenComposeAsync(
                        done -> {
                            if (done) {
                                LOG.info("Phone {} is subscribed", seen.ipei());
                                confirmed.subscribed(seen.ipei());
                                return letIn(seen, cipherKey);
                            }
                            cipherKey.ifPresent(Secret::close);
                            return again ? located(registration, false) : completedStage(false);
                        },
                        mailbox);
    }

    private CompletionStage<Boolean> letIn(Device device, Optional<Secret> cipherKey) {
        return encryption.begin(device, cipherKey).thenApply(encrypted -> true);
    }

    /** A device that was made with a known key does not know its handset until it appears. */
    private static boolean isNews(HandsetKind kind, Device device) {
        return device.kind() == HandsetKind.UNKNOWN && kind != HandsetKind.UNKNOWN;
    }

    private CompletionStage<Boolean> refused(Device seen, Step.Reason reason) {
        if (reason != Step.Reason.PHONE_NOT_GENUINE) {
            // A phone that was out of reach for a moment keeps its key: the next registration tells.
            LOG.debug("Phone {} was not let in: {}", seen.ipei(), reason);
            return completedStage(false);
        }
        if (seen.subscription() == SubscriptionState.SUBSCRIBED) {
            LOG.warn("Phone {} does not hold its key; perhaps another phone copies its IPEI", seen.ipei());
            return completedStage(false);
        }
        LOG.info("Phone {} does not hold the key that it was given; it must subscribe again", seen.ipei());
        return records.dropKey(seen).thenApply(dropped -> false);
    }
}
