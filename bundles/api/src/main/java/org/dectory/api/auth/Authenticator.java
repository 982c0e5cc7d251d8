package org.dectory.api.auth;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Judges attempts. Register it as a service with {@link AuthenticationAlgorithm}; the highest ranking of each algorithm
 * is used.
 *
 * <p>It keeps nothing between the calls, so that an attempt may be finished by another implementation of the same
 * algorithm. Implementations are thread-safe and hold no call longer than 10 seconds.
 */
@ConsumerType
public interface Authenticator {

    /**
     * Begins an attempt.
     *
     * @param attempt what is to be proved
     * @return a question, or a refusal at once
     */
    Step begin(Attempt attempt);

    /**
     * Goes on with an attempt.
     *
     * <p>A wrong response to a {@link Step.KeyType#UPI} challenge is not yet a wrong PIN: the phone's own key is asked for
     * next, and only a phone that holds it has shown that the PIN was wrong.
     *
     * @param attempt the attempt
     * @param asked the question that was asked last, perhaps by another authenticator of the same algorithm
     * @param answer what came back
     * @return the next question, or the verdict; the stage fails only if the authenticator itself is broken
     */
    CompletionStage<Step> proceed(Attempt attempt, Step.Question asked, Answer answer);
}
