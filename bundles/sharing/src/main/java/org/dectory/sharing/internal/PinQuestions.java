package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;
import org.dectory.api.replaceable.NoServiceException;
import org.dectory.api.replaceable.ReplaceableServices;
import org.dectory.api.time.Scheduler;
import org.dectory.api.time.Scheduler.Appointment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions of one attempt: carries those of an authenticator to the phone and the answers back, one after the other in
 * the phone's mailbox.
 *
 * <p>The step is kept here between the calls, so another authenticator may finish what its predecessor began.
 */
final class PinQuestions {

    /** How long a person may take to type: timer MM_auth.2 (EN 300 175-5, annex A). */
    private static final Duration PERSON_LIMIT = Duration.ofSeconds(100);

    /** How long a phone may take: timer MM_auth.1. */
    private static final Duration PHONE_LIMIT = Duration.ofSeconds(10);

    /** A little more than what the contract allows an authenticator. */
    private static final Duration AUTHENTICATOR_LIMIT = Duration.ofSeconds(12);

    /** More than any authenticator has reason to ask; one that never comes to an end is stopped here. */
    private static final int MAX_QUESTIONS = 8;

    private static final Logger logger = LoggerFactory.getLogger(PinQuestions.class);

    private final Radio radio;
    private final ReplaceableServices<Authenticator> authenticators;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Attempt attempt;
    private final String algorithm;
    private final Executor mailbox;
    private final Gate gate;

    private int questionsLeft = MAX_QUESTIONS;
    private boolean wrongResponse;
    private Optional<Secret> typed = Optional.empty();
    private Optional<Notice> obstacle = Optional.empty();

    PinQuestions(
            Radio radio,
            ReplaceableServices<Authenticator> authenticators,
            Scheduler scheduler,
            Clock clock,
            Attempt attempt,
            String algorithm,
            Gate gate) {
        this.radio = radio;
        this.authenticators = authenticators;
        this.scheduler = scheduler;
        this.clock = clock;
        this.attempt = attempt;
        this.algorithm = algorithm;
        this.gate = gate;
        this.mailbox = radio.mailbox(attempt.phone());
    }

    /** What must be done before a question is asked. */
    @FunctionalInterface
    interface Gate {

        /** Nothing. */
        Gate OPEN = question -> completedStage(Optional.empty());

        /**
         * Does it.
         *
         * @param question the question
         * @return completes, in the phone's mailbox, with why the question cannot be asked; empty if it can
         */
        CompletionStage<Optional<Notice>> pass(Step.Question question);
    }

    /**
     * How the questions ended.
     *
     * @param verdict the verdict
     * @param wrongResponse whether a response to the PIN had been wrong, whatever the verdict says of it
     * @param typed the digits that were typed, if the verdict is good and digits led to it; whoever receives them closes them
     * @param obstacle why a question was not asked, if so
     */
    record Ending(Step.Verdict verdict, boolean wrongResponse, Optional<Secret> typed, Optional<Notice> obstacle) {}

    /** Asks until there is a verdict; never exceptional. */
    CompletionStage<Ending> ask() {
        return call(authenticator -> completedStage(authenticator.begin(attempt)))
                .thenCompose(this::goOn)
                .exceptionally(this::unavailable)
                .thenApply(this::ending);
    }

    private Ending ending(Step.Verdict verdict) {
        Optional<Secret> proof = verdict instanceof Step.Accepted ? typed : Optional.empty();
        if (proof.isEmpty()) {
            typed.ifPresent(Secret::close);
        }
        return new Ending(verdict, wrongResponse, proof, obstacle);
    }

    private CompletionStage<Step.Verdict> goOn(Step step) {
        if (step instanceof Step.Verdict verdict) {
            return completedStage(verdict);
        }
        if (questionsLeft-- == 0) {
            throw new IllegalStateException("the authenticator asks without end");
        }
        Step.Question question = (Step.Question) step;
        return gate.pass(question).thenCompose(found -> {
            obstacle = found;
            return found.isPresent()
                    ? completedStage(new Step.Refused(Step.Reason.UNAVAILABLE))
                    : radio.ask(attempt.phone(), question, limit(question))
                            .thenComposeAsync(answer -> proceed(question, answer), mailbox)
                            .thenCompose(this::goOn);
        });
    }

    private static Duration limit(Step.Question question) {
        boolean phoneAlone = question instanceof Step.Challenge challenge && challenge.key() != Step.KeyType.UPI;
        return phoneAlone ? PHONE_LIMIT : PERSON_LIMIT;
    }

    private CompletionStage<Step> proceed(Step.Question asked, Answer answer) {
        typed.ifPresent(Secret::close);
        typed = answer instanceof Answer.Digits given ? Optional.of(given.digits()) : Optional.empty();
        return call(authenticator -> authenticator.proceed(attempt, asked, answer))
                .thenApply(next -> {
                    wrongResponse |= isWrongResponse(asked, answer, next);
                    return next;
                });
    }

    /** The phone's own key is asked for after the PIN only if the response to the PIN was wrong. */
    private static boolean isWrongResponse(Step.Question asked, Answer answer, Step next) {
        return answer instanceof Answer.Response
                && asked instanceof Step.Challenge challenge
                && challenge.key() == Step.KeyType.UPI
                && next instanceof Step.Challenge following
                && following.key() == Step.KeyType.UAK;
    }

    private CompletionStage<Step> call(Function<Authenticator, CompletionStage<Step>> call) {
        CompletableFuture<Step> step =
                authenticators.callAsync(algorithm, call, mailbox).toCompletableFuture();
        // The common authenticators answer at once: no timer for them.
        return step.isDone() ? step : limited(step);
    }

    /** Goes on in the phone's mailbox, whether the authenticator answers or not. */
    private CompletionStage<Step> limited(CompletionStage<Step> step) {
        CompletableFuture<Step> limited = new CompletableFuture<>();
        Appointment limit = scheduler.at(
                clock.instant().plus(AUTHENTICATOR_LIMIT),
                () -> inMailbox(
                        () -> limited.completeExceptionally(new TimeoutException("the authenticator is silent"))));
        step.whenCompleteAsync(
                (next, failure) -> {
                    limit.cancel();
                    if (failure == null) {
                        limited.complete(next);
                    } else {
                        limited.completeExceptionally(failure);
                    }
                },
                mailbox);
        return limited;
    }

    /** The radio may have been stopped meanwhile, and its mailboxes with it; then nobody else touches the attempt. */
    private void inMailbox(Runnable deed) {
        try {
            mailbox.execute(deed);
        } catch (RejectedExecutionException e) {
            deed.run();
        }
    }

    private Step.Verdict unavailable(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() instanceof NoServiceException) {
            logger.warn(
                    "No verdict on the person at phone {}: no authenticator for {} is there",
                    attempt.phone(),
                    algorithm);
        } else {
            logger.warn("No verdict on the person at phone {}", attempt.phone(), failure);
        }
        return new Step.Refused(Step.Reason.UNAVAILABLE);
    }
}
