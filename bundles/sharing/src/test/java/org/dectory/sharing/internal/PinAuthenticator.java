package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;

/** Takes the PIN itself for the right response: all steps of the real ones, and no arithmetic. */
final class PinAuthenticator implements Authenticator {

    private static final Octets RAND = Octets.ofHex("0102030405060708");

    @Override
    public Step begin(Attempt attempt) {
        return question(attempt.purpose() == Attempt.Purpose.PHONE ? Step.KeyType.UAK : Step.KeyType.UPI);
    }

    @Override
    public CompletionStage<Step> proceed(Attempt attempt, Step.Question asked, Answer answer) {
        return completedStage(judge(attempt, ((Step.Challenge) asked).key(), answer));
    }

    private static Step judge(Attempt attempt, Step.KeyType key, Answer answer) {
        if (answer instanceof Answer.Response response) {
            boolean upi = key == Step.KeyType.UPI;
            boolean right = response.res().equals(response(upi ? attempt.pin().orElseThrow() : attempt.uak()));
            if (upi) {
                return right ? new Step.Accepted(Optional.of(cipherKey())) : question(Step.KeyType.UAK);
            }
            if (right && attempt.purpose() == Attempt.Purpose.PHONE) {
                return new Step.Accepted(Optional.of(cipherKey()));
            }
            return new Step.Refused(right ? Step.Reason.WRONG_PIN : Step.Reason.PHONE_NOT_GENUINE);
        }
        if (answer instanceof Answer.Rejected rejected) {
            boolean noPin = rejected.reason() == Answer.RejectReason.UPI_NOT_ENTERED;
            return new Step.Refused(noPin ? Step.Reason.PIN_NOT_ENTERED : Step.Reason.PHONE_CANNOT);
        }
        return new Step.Refused(Step.Reason.TIMED_OUT);
    }

    private static Step.Question question(Step.KeyType key) {
        return new Step.Challenge(AuthenticationAlgorithm.DSAA, key, RAND, RAND);
    }

    private static Secret cipherKey() {
        return Secret.ofBytes(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    }

    private static Octets response(Secret secret) {
        return Octets.of(secret.bytes());
    }

    /** A phone that holds a key, and a person who types a PIN. */
    static Function<Step.Question, Answer> person(Secret uak, String pin) {
        return question -> new Answer.Response(
                response(((Step.Challenge) question).key() == Step.KeyType.UPI ? Secret.of(pin) : uak));
    }
}
