package org.dectory.sharing.internal;

import java.util.Optional;
import org.dectory.api.auth.Step;
import org.dectory.api.fac.FacAction;
import org.dectory.api.identity.Secret;

/** Whether a person at a phone is the user. */
sealed interface Proof {

    /**
     * The person is the user.
     *
     * <p>Whoever receives it closes it.
     *
     * @param cipherKey the key with which the link may be encrypted now, if the proof gave one
     * @param typed the digits that proved it, if digits did
     */
    record Given(Optional<Secret> cipherKey, Optional<Secret> typed) implements Proof, AutoCloseable {

        @Override
        public void close() {
            cipherKey.ifPresent(Secret::close);
            typed.ifPresent(Secret::close);
        }
    }

    /**
     * It is not proved.
     *
     * @param text why, as the phone shows it
     */
    record Denied(String text) implements Proof {

        static Denied of(Step.Reason reason) {
            return new Denied(Notice.of(reason).text());
        }

        FacAction.Result result() {
            return new FacAction.Result.Failed(text);
        }
    }
}
