package org.dectory.auth.dsaa.internal;

import org.dectory.api.auth.Answer;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.A12Result;
import org.dectory.dsaa.AuthenticationKeys;
import org.dectory.dsaa.Dsaa;

/** What a phone computes, for tests. */
final class PhoneSide {

    private PhoneSide() {}

    static Answer answer(Step.Question question, Secret uak, String pin) {
        Step.Challenge challenge = (Step.Challenge) question;
        byte[] k = challenge.key() == Step.KeyType.UPI
                ? AuthenticationKeys.ofUser(uak.bytes(), pin.toCharArray())
                : AuthenticationKeys.ofPhone(uak.bytes());
        return new Answer.Response(res1(k, challenge));
    }

    static KeyAllocator.Reply reply(Step.Challenge challenge, String code, Octets randP) {
        byte[] k = AuthenticationKeys.ofAuthenticationCode(code.toCharArray());
        return new KeyAllocator.Reply(res1(k, challenge), randP);
    }

    static Secret key(Step.Challenge challenge, String code) {
        byte[] k = AuthenticationKeys.ofAuthenticationCode(code.toCharArray());
        return Secret.ofBytes(Dsaa.a21(k, challenge.rs().toByteArray()));
    }

    static Octets res2(Secret uak, Octets randP) {
        return Octets.of(Dsaa.a22(uak.bytes(), randP.toByteArray()));
    }

    private static Octets res1(byte[] k, Step.Challenge challenge) {
        byte[] ks = Dsaa.a11(k, challenge.rs().toByteArray());
        try (A12Result result = Dsaa.a12(ks, challenge.rand().toByteArray())) {
            return Octets.of(result.res1());
        }
    }
}
