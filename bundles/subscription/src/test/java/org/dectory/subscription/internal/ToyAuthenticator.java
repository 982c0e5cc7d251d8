package org.dectory.subscription.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;

/** Believes a phone that names its key. */
final class ToyAuthenticator implements Authenticator {

    @Override
    public Step begin(Attempt attempt) {
        return new Step.Challenge(AuthenticationAlgorithm.DSAA, Step.KeyType.UAK, Appliance.NOTHING, Appliance.NOTHING);
    }

    @Override
    public CompletionStage<Step> proceed(Attempt attempt, Step.Question asked, Answer answer) {
        return CompletableFuture.completedFuture(verdict(attempt, answer));
    }

    private static Step verdict(Attempt attempt, Answer answer) {
        if (answer instanceof Answer.Response response) {
            return response.res().equals(Octets.of(attempt.uak().bytes()))
                    ? new Step.Accepted(Optional.of(cipherKey(attempt.uak())))
                    : new Step.Refused(Step.Reason.PHONE_NOT_GENUINE);
        }
        return new Step.Refused(Step.Reason.TIMED_OUT);
    }

    /** The cipher key that comes of a proof of a key. */
    static Secret cipherKey(Secret key) {
        return Secret.of("cipher of " + new String(key.chars()));
    }
}
