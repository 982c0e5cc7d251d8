package org.dectory.dsaa.system;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.CipherSuite;

/**
 * Judges phones by their key, and people by their PIN together with the key of the phone in their hand (key type UPI).
 *
 * <p>All that is known of an attempt lies in the attempt and the last question, so that any other instance may go on with
 * it. A PIN that no phone can type (other than 1 to 8 digits) is refused as {@link Step.Reason#PHONE_CANNOT}: it must
 * not count as a wrong one.
 *
 * <p>Source: EN 300 175-7, clauses 4.3.3 to 4.3.5 and 6.5.2.1; EN 300 175-5, clause 13.3.
 */
public final class ChallengeResponse implements Authenticator {

    private final CipherSuite suite;
    private final Challenges challenges;

    /**
     * Is ready at once.
     *
     * @param suite the algorithm
     */
    public ChallengeResponse(CipherSuite suite) {
        this.suite = suite;
        challenges = new Challenges(suite);
    }

    @Override
    public Step begin(Attempt attempt) {
        Optional<Key> key = key(attempt, firstKey(attempt));
        if (key.isEmpty()) {
            return new Step.Refused(Step.Reason.PHONE_CANNOT);
        }
        key.orElseThrow().close();
        return challenges.next(firstKey(attempt));
    }

    @Override
    public CompletionStage<Step> proceed(Attempt attempt, Step.Question asked, Answer answer) {
        // A question that this algorithm does not know is asked anew in its own way.
        Step next = asked instanceof Step.Challenge challenge && challenges.isOurs(challenge)
                ? judge(attempt, challenge, answer)
                : begin(attempt);
        return CompletableFuture.completedFuture(next);
    }

    private Step judge(Attempt attempt, Step.Challenge challenge, Answer answer) {
        if (answer instanceof Answer.Response response) {
            return cipherKey(attempt, challenge, response)
                    .map(cipherKey -> afterRightResponse(attempt, challenge, cipherKey))
                    .orElseGet(() -> afterWrongResponse(challenge));
        }
        if (answer instanceof Answer.None) {
            return new Step.Refused(Step.Reason.TIMED_OUT);
        }
        return answer instanceof Answer.Rejected rejected && rejected.reason() == Answer.RejectReason.UPI_NOT_ENTERED
                ? new Step.Refused(Step.Reason.PIN_NOT_ENTERED)
                : new Step.Refused(Step.Reason.PHONE_CANNOT);
    }

    /** DCK, if the response is right. */
    private Optional<Secret> cipherKey(Attempt attempt, Step.Challenge challenge, Answer.Response response) {
        Optional<Key> found = key(attempt, challenge.key());
        if (found.isEmpty() || lacksRandom(response)) {
            return Optional.empty();
        }
        try (Key key = found.orElseThrow()) {
            return key.cipherKey(suite, challenge, response.res(), response.randP());
        }
    }

    /** A phone that does not send its random number cannot have computed with it. */
    private boolean lacksRandom(Answer.Response response) {
        return suite.mixesBothRandoms() && response.randP().length() != CipherSuite.RAND_LENGTH;
    }

    /** A phone that is asked for its own key during a login has just answered wrongly to the PIN. */
    private static Step afterRightResponse(Attempt attempt, Step.Challenge challenge, Secret cipherKey) {
        if (challenge.key() == firstKey(attempt)) {
            return new Step.Accepted(Optional.of(cipherKey));
        }
        cipherKey.close();
        return new Step.Refused(Step.Reason.WRONG_PIN);
    }

    private Step afterWrongResponse(Step.Challenge challenge) {
        return challenge.key() == Step.KeyType.UPI
                ? challenges.next(Step.KeyType.UAK)
                : new Step.Refused(Step.Reason.PHONE_NOT_GENUINE);
    }

    private static Step.KeyType firstKey(Attempt attempt) {
        return attempt.purpose() == Attempt.Purpose.PHONE ? Step.KeyType.UAK : Step.KeyType.UPI;
    }

    private static Optional<Key> key(Attempt attempt, Step.KeyType type) {
        return switch (type) {
            case UAK -> Key.ofPhone(attempt.uak());
            case UPI -> attempt.pin().flatMap(pin -> Key.ofUser(attempt.uak(), pin));
            case AC -> Optional.empty();
        };
    }
}
