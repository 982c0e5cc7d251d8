package org.dectory.auth.server.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningService.ServerVerdict;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the file server judge people by the digits that they type (PRV-07).
 *
 * <p>The weaker way, since the digits leave the phone; whoever carries the request encrypts the link first. Handsets that cannot
 * send digits outside a call setup are refused, as is everything but a login: what else a PIN is asked for, the one that was
 * kept at the login answers.
 */
@Component(service = Authenticator.class, configurationPid = "org.dectory.auth.server")
@AuthenticationAlgorithm(AuthenticationAlgorithm.SERVER)
public final class ServerAuthenticator implements Authenticator {

    /** As many as a phone takes for a user's personal identity, so that the same PIN serves at a logout. */
    static final int MAX_DIGITS = 8;

    /** Less than what the contract allows an authenticator. */
    static final Duration LIMIT = Duration.ofSeconds(9);

    private static final Step.KeypadRequest QUESTION = new Step.KeypadRequest("PIN for server", MAX_DIGITS);

    private static final Logger logger = LoggerFactory.getLogger(ServerAuthenticator.class);

    private volatile @Nullable ProvisioningService provisioning;

    /** Is ready at once; without provisioning nobody is proved. */
    @Activate
    public ServerAuthenticator() {}

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProvisioning(ProvisioningService service) {
        provisioning = service;
    }

    void unbindProvisioning(ProvisioningService service) {
        if (provisioning == service) {
            provisioning = null;
        }
    }

    @Override
    public Step begin(Attempt attempt) {
        boolean can = attempt.purpose() == Attempt.Purpose.LOGIN
                && attempt.kind().isSystemHandset()
                && attempt.login().isPresent();
        return can ? QUESTION : refused(Step.Reason.PHONE_CANNOT);
    }

    @Override
    public CompletionStage<Step> proceed(Attempt attempt, Step.Question asked, Answer answer) {
        Step first = begin(attempt);
        if (first instanceof Step.Verdict || !(asked instanceof Step.KeypadRequest)) {
            // A question of another algorithm: it is asked anew in this one's way.
            return completedStage(first);
        }
        if (answer instanceof Answer.Digits typed) {
            return judge(attempt, typed.digits());
        }
        return completedStage(refused(reason(answer)));
    }

    private static Step.Reason reason(Answer answer) {
        if (answer instanceof Answer.None) {
            return Step.Reason.TIMED_OUT;
        }
        boolean left =
                answer instanceof Answer.Rejected rejected && rejected.reason() == Answer.RejectReason.UPI_NOT_ENTERED;
        return left ? Step.Reason.PIN_NOT_ENTERED : Step.Reason.PHONE_CANNOT;
    }

    private CompletionStage<Step> judge(Attempt attempt, Secret digits) {
        if (digits.isEmpty()) {
            return completedStage(refused(Step.Reason.PIN_NOT_ENTERED));
        }
        if (!isPin(digits)) {
            return completedStage(refused(Step.Reason.WRONG_PIN));
        }
        ProvisioningService service = provisioning;
        if (service == null) {
            logger.warn(
                    "Nobody asks the file server about {}: provisioning is missing",
                    attempt.login().orElseThrow());
            return completedStage(refused(Step.Reason.UNAVAILABLE));
        }
        return service.logInAtServer(attempt.login().orElseThrow(), digits, LIMIT)
                .thenApply(verdict -> step(attempt, verdict));
    }

    private static boolean isPin(Secret typed) {
        byte[] digits = typed.bytes();
        try {
            boolean fits = digits.length <= MAX_DIGITS;
            for (byte digit : digits) {
                fits &= digit >= '0' && digit <= '9';
            }
            return fits;
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    private static Step step(Attempt attempt, ServerVerdict verdict) {
        if (verdict instanceof ServerVerdict.Proved) {
            return new Step.Accepted();
        }
        if (verdict instanceof ServerVerdict.Denied) {
            return refused(Step.Reason.WRONG_PIN);
        }
        if (verdict instanceof ServerVerdict.Gone) {
            return refused(Step.Reason.NO_SUCH_USER);
        }
        logger.info(
                "The file server has not judged {} at {}: {}",
                attempt.login().orElse(""),
                attempt.phone(),
                ((ServerVerdict.Unavailable) verdict).reason());
        return refused(Step.Reason.UNAVAILABLE);
    }

    private static Step refused(Step.Reason reason) {
        return new Step.Refused(reason);
    }
}
