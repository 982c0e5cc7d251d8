package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Step;
import org.dectory.api.fac.Dialled;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;
import org.dectory.api.replaceable.NoServiceException;
import org.dectory.api.replaceable.ReplaceableServices;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.User;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a person at a phone proved to be a user: carries the questions of an authenticator to the phone and the answers back.
 *
 * <p>The step is kept here between the calls, so another authenticator may finish what its predecessor began.
 */
@Component(
        name = "org.dectory.sharing.proof",
        service = PinProof.class,
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class PinProof {

    /** How long a person may take to type: timer MM_auth.2 (EN 300 175-5, annex A). */
    private static final Duration PERSON_LIMIT = Duration.ofSeconds(100);

    /** How long a phone may take: timer MM_auth.1. */
    private static final Duration PHONE_LIMIT = Duration.ofSeconds(10);

    /** A little more than what the contract allows an authenticator. */
    private static final int AUTHENTICATOR_SECONDS = 12;

    /** More than any authenticator has reason to ask; one that never comes to an end is stopped here. */
    private static final int MAX_QUESTIONS = 8;

    /** Which PIN counts before which (USR-10). */
    private static final List<SecretKind> PIN_ORDER = List.of(
            SecretKind.PIN_PHONE, SecretKind.PIN_ADMINISTRATOR, SecretKind.PIN_USER_FILE, SecretKind.PIN_COMMON_FILE);

    private static final Secret DEFAULT_PIN = Secret.of("0000");

    private static final Logger logger = LoggerFactory.getLogger(PinProof.class);

    private final Radio radio;
    private final Secrets secrets;
    private final ReplaceableServices<Authenticator> authenticators =
            new ReplaceableServices<>(AuthenticationAlgorithm.NAME);

    /** Takes the services; authenticators come and go. */
    @Activate
    public PinProof(@Reference Radio radio, @Reference Secrets secrets) {
        this.radio = radio;
        this.secrets = secrets;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "bindAuthenticator")
    void bindAuthenticator(Authenticator authenticator, Map<String, ?> properties) {
        authenticators.bind(authenticator, properties);
    }

    void unbindAuthenticator(Authenticator authenticator, Map<String, ?> properties) {
        int left = authenticators.unbind(authenticator, properties);
        if (left > 0) {
            logger.warn("{} goes with {} checks in progress", authenticator, left);
        }
    }

    /**
     * One proof under way.
     *
     * @param attempt what is to be proved
     * @param algorithm the one that the phone's key is for
     * @param mailbox the phone's
     */
    private record Asking(Attempt attempt, String algorithm, Executor mailbox) {}

    /**
     * Proves that the person who dialled is a user. Call it in the phone's mailbox.
     *
     * @param purpose what for
     * @param dialled who dialled what
     * @param user who the person says to be
     * @return completes with the verdict, in no particular thread; never exceptional
     */
    CompletionStage<Step.Verdict> prove(Attempt.Purpose purpose, Dialled dialled, User user) {
        Optional<Secret> uak = secrets.find(SecretOwner.of(dialled.device().id()), SecretKind.UAK);
        if (uak.isEmpty()) {
            logger.warn(
                    "Phone {} is subscribed but has no key", dialled.device().ipei());
            return completedStage(new Step.Refused(Step.Reason.PHONE_NOT_GENUINE));
        }
        Attempt attempt = new Attempt(
                purpose,
                dialled.device().ipei(),
                dialled.kind(),
                Optional.of(dialled.rest()).filter(login -> !login.isEmpty()),
                uak.get(),
                Optional.of(pin(user)));
        Executor mailbox = radio.mailbox(attempt.phone());
        Asking asking = new Asking(attempt, dialled.device().algorithm(), mailbox);
        return call(asking, authenticator -> completedStage(authenticator.begin(attempt)))
                .thenCompose(step -> goOn(asking, step, MAX_QUESTIONS))
                .exceptionally(failure -> unavailable(asking, failure));
    }

    private Secret pin(User user) {
        Map<SecretKind, Secret> known = secrets.findAll(SecretOwner.of(user.id()));
        for (SecretKind kind : PIN_ORDER) {
            Secret pin = known.get(kind);
            if (pin != null) {
                return pin;
            }
        }
        return DEFAULT_PIN;
    }

    private CompletionStage<Step.Verdict> goOn(Asking asking, Step step, int questionsLeft) {
        if (step instanceof Step.Verdict verdict) {
            return completedStage(verdict);
        }
        if (questionsLeft == 0) {
            throw new IllegalStateException("the authenticator asks without end");
        }
        Step.Question question = (Step.Question) step;
        return radio.ask(asking.attempt().phone(), question, limit(question))
                .thenComposeAsync(answer -> proceed(asking, question, answer), asking.mailbox())
                .thenCompose(next -> goOn(asking, next, questionsLeft - 1));
    }

    private static Duration limit(Step.Question question) {
        boolean phoneAlone = question instanceof Step.Challenge challenge && challenge.key() != Step.KeyType.UPI;
        return phoneAlone ? PHONE_LIMIT : PERSON_LIMIT;
    }

    private CompletionStage<Step> proceed(Asking asking, Step.Question asked, Answer answer) {
        return call(asking, authenticator -> authenticator.proceed(asking.attempt(), asked, answer));
    }

    private CompletionStage<Step> call(Asking asking, Function<Authenticator, CompletionStage<Step>> call) {
        CompletableFuture<Step> step = authenticators
                .callAsync(asking.algorithm(), call, asking.mailbox())
                .toCompletableFuture();
        // The common authenticators answer at once: no timer for them.
        return step.isDone() ? step : step.orTimeout(AUTHENTICATOR_SECONDS, TimeUnit.SECONDS);
    }

    private static Step.Verdict unavailable(Asking asking, Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() instanceof NoServiceException) {
            logger.warn(
                    "No verdict on the person at phone {}: no authenticator for {} is there",
                    asking.attempt().phone(),
                    asking.algorithm());
        } else {
            logger.warn("No verdict on the person at phone {}", asking.attempt().phone(), failure);
        }
        return new Step.Refused(Step.Reason.UNAVAILABLE);
    }
}
