package org.dectory.subscription.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.KeyAllocator.Allocation;
import org.dectory.api.auth.KeyAllocator.Reply;
import org.dectory.api.auth.Step;
import org.dectory.api.auth.SystemProof;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler.AccessRights;
import org.dectory.api.radio.AccessRightsHandler.AccessRightsRequest;
import org.dectory.api.radio.AccessRightsHandler.RejectReason;
import org.dectory.api.radio.Radio;
import org.dectory.api.replaceable.NoServiceException;
import org.dectory.api.replaceable.ReplaceableServices;
import org.dectory.api.store.StoreException;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.dectory.subscription.internal.AccessRightsRecords.Judgement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a phone its key: EN 300 175-5, clauses 13.5.1 and 13.6.
 *
 * <p>The phone proves the authentication code; the key that both sides computed is stored as unconfirmed, and only then is
 * the phone told. If the appliance dies before that, the phone has no key and asks again; if it dies after it, the phone's
 * next location registration confirms the key. Thread-safe.
 */
final class AccessRightsProcedure {

    private static final Logger LOG = LoggerFactory.getLogger(AccessRightsProcedure.class);

    private final Radio radio;
    private final AccessRightsRecords records;
    private final ReplaceableServices<KeyAllocator> allocators;
    private final Supplier<List<String>> algorithms;
    private final AttemptLimiter limiter;
    private final Refusals refusals;

    private final Set<Ipei> inProgress = ConcurrentHashMap.newKeySet();

    AccessRightsProcedure(
            Radio radio,
            AccessRightsRecords records,
            ReplaceableServices<KeyAllocator> allocators,
            Supplier<List<String>> algorithms,
            AttemptLimiter limiter,
            Refusals refusals) {
        this.radio = radio;
        this.records = records;
        this.allocators = allocators;
        this.algorithms = algorithms;
        this.limiter = limiter;
        this.refusals = refusals;
    }

    /** How an attempt ends. */
    private sealed interface Outcome {

        /** The phone has its key; it is owed the proof of the system. */
        record Keyed(SystemProof proof) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}
    }

    CompletionStage<AccessRights> requested(AccessRightsRequest request) {
        Ipei phone = request.phone();
        if (limiter.isTired(phone) || !inProgress.add(phone)) {
            return completedStage(answer(request, new Outcome.Refused(Reason.TOO_MANY_ATTEMPTS)));
        }
        return attempt(request)
                .exceptionally(failure -> new Outcome.Refused(reason(phone, failure)))
                .thenApply(outcome -> {
                    inProgress.remove(phone);
                    return answer(request, outcome);
                });
    }

    private CompletionStage<Outcome> attempt(AccessRightsRequest request) {
        try {
            Judgement judgement = records.judge(request, radio.park());
            if (judgement.decision() instanceof Decision.Refuse refuse) {
                return refused(refuse.reason());
            }
            if (judgement.decision().isForStranger() && limiter.isFlooded()) {
                return refused(Reason.TOO_MANY_ATTEMPTS);
            }
            Optional<String> algorithm =
                    AlgorithmChoice.best(algorithms.get(), request.algorithms(), allocators.keys());
            if (algorithm.isEmpty()) {
                return refused(Reason.NO_COMMON_ALGORITHM);
            }
            Optional<Secret> found = records.findAuthenticationCode(judgement.decision());
            if (found.isEmpty()) {
                return refused(Reason.WRONG_AUTHENTICATION_CODE);
            }
            Secret code = found.orElseThrow();
            return allocate(new Subscription(judgement, algorithm.get(), radio.mailbox(request.phone())), code)
                    .whenComplete((outcome, failure) -> code.close());
        } catch (RuntimeException e) {
            return failedStage(e);
        }
    }

    /**
     * An attempt under way.
     *
     * @param judgement what was asked and decided
     * @param algorithm the one that the phone's key is to be for
     * @param mailbox the phone's
     */
    private record Subscription(Judgement judgement, String algorithm, Executor mailbox) {}

    private CompletionStage<Outcome> allocate(Subscription attempt, Secret code) {
        Ipei phone = attempt.judgement().request().phone();
        Executor mailbox = attempt.mailbox();
        return allocators
                .callAsync(attempt.algorithm(), allocator -> completedStage(allocator.begin()), mailbox)
                .thenComposeAsync(
                        challenge -> radio.allocateKey(phone, challenge)
                                .thenComposeAsync(reply -> complete(attempt, code, challenge, reply), mailbox),
                        mailbox)
                .thenComposeAsync(result -> store(attempt, result), mailbox);
    }

    /** What came of an allocation: the key, or why there is none. */
    private record Result(Optional<Allocation> allocation, Reason otherwise) {}

    private CompletionStage<Result> complete(
            Subscription attempt, Secret code, Step.Challenge challenge, Optional<Reply> reply) {
        if (reply.isEmpty()) {
            return completedStage(new Result(Optional.empty(), Reason.NO_ANSWER));
        }
        return allocators
                .callAsync(
                        attempt.algorithm(),
                        allocator -> completedStage(allocator.complete(code, challenge, reply.orElseThrow())),
                        attempt.mailbox())
                .thenApply(allocation -> new Result(allocation, Reason.WRONG_AUTHENTICATION_CODE));
    }

    private CompletionStage<Outcome> store(Subscription attempt, Result result) {
        if (result.allocation().isEmpty()) {
            return refused(result.otherwise());
        }
        Allocation allocation = result.allocation().orElseThrow();
        return records.storeKey(attempt.judgement(), attempt.algorithm(), allocation.uak())
                .whenComplete((reason, failure) -> allocation.uak().close())
                .thenApplyAsync(
                        reason -> reason.<Outcome>map(Outcome.Refused::new)
                                .orElseGet(() -> new Outcome.Keyed(allocation.proof())),
                        attempt.mailbox());
    }

    private static CompletionStage<Outcome> refused(Reason reason) {
        return completedStage(new Outcome.Refused(reason));
    }

    private static Reason reason(Ipei phone, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof NoServiceException) {
            return Reason.NO_AUTHENTICATOR;
        }
        if (cause instanceof StoreException) {
            LOG.error("The subscription of {} could not be stored: {}", phone, cause.getMessage());
            return Reason.NOT_STORED;
        }
        LOG.error("The subscription of {} failed", phone, cause);
        return Reason.NO_AUTHENTICATOR;
    }

    private AccessRights answer(AccessRightsRequest request, Outcome outcome) {
        Ipei phone = request.phone();
        if (outcome instanceof Outcome.Keyed keyed) {
            LOG.info("Phone {} was given its key", phone);
            return new AccessRights.Granted(keyed.proof());
        }
        Reason reason = ((Outcome.Refused) outcome).reason();
        if (reason == Reason.TOO_MANY_ATTEMPTS || limiter.isFlooded()) {
            LOG.debug("Phone {} was refused: {}", phone, reason);
        } else {
            LOG.info("Phone {} was refused: {}", phone, reason.text());
        }
        limiter.refused(phone);
        refusals.add(phone, reason, request.additionalId());
        return new AccessRights.Rejected(rejectReason(reason));
    }

    private static RejectReason rejectReason(Reason reason) {
        return switch (reason) {
            case WRONG_AUTHENTICATION_CODE -> RejectReason.AUTHENTICATION_FAILED;
            case NO_ANSWER -> RejectReason.TIMER_EXPIRY;
            case NO_AUTHENTICATOR, CHANGED_MEANWHILE, NOT_STORED, TOO_MANY_ATTEMPTS -> RejectReason.OVERLOAD;
            default -> RejectReason.IPEI_NOT_ACCEPTED;
        };
    }
}
