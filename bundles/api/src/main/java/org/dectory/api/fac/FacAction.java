package org.dectory.api.fac;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What happens when somebody dials a feature access code.
 *
 * <p>Register it as a service with {@link FacActionProperties}; which code reaches it is configuration. Both methods run in
 * the mailbox of the phone that dialled and must not block. Thread-safe.
 */
@ConsumerType
public interface FacAction {

    /**
     * Judges what can be judged at once, before the code is acknowledged. It does nothing.
     *
     * @param dialled who dialled, and the digits after the code
     * @return why it is refused, as the phone shows it; empty to go on
     */
    default Optional<String> refuse(Dialled dialled) {
        return Optional.empty();
    }

    /**
     * Does it. The code has been acknowledged.
     *
     * @param dialled who dialled, and the digits after the code
     * @return completes when it is done or has failed; an exceptional end is shown as a failure of the system
     */
    CompletionStage<Result> perform(Dialled dialled);

    /** What became of an action. */
    sealed interface Result {

        /**
         * It is done.
         *
         * @param display what the phone shows; empty to leave its display alone
         */
        record Done(String display) implements Result {}

        /**
         * It failed; the negative tone follows.
         *
         * @param display what the phone shows, for people
         */
        record Failed(String display) implements Result {}
    }
}
