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
        return new Answer.Response(
                Octets.of(prove(key(challenge, uak, pin), challenge).res1()));
    }

    static Secret cipherKey(Step.Question question, Secret uak, String pin) {
        Step.Challenge challenge = (Step.Challenge) question;
        return Secret.ofBytes(prove(key(challenge, uak, pin), challenge).dck());
    }

    private static byte[] key(Step.Challenge challenge, Secret uak, String pin) {
        return challenge.key() == Step.KeyType.UPI
                ? AuthenticationKeys.ofUser(uak.bytes(), pin.toCharArray())
                : AuthenticationKeys.ofPhone(uak.bytes());
    }

    static KeyAllocator.Reply reply(Step.Challenge challenge, String code, Octets randP) {
        byte[] k = AuthenticationKeys.ofAuthenticationCode(code.toCharArray());
        return new KeyAllocator.Reply(Octets.of(prove(k, challenge).res1()), randP);
    }

    static Secret key(Step.Challenge challenge, String code) {
        byte[] k = AuthenticationKeys.ofAuthenticationCode(code.toCharArray());
        return Secret.ofBytes(Dsaa.a21(k, challenge.rs().toByteArray()));
    }

    static Octets res2(Secret uak, Octets randP) {
        return Octets.of(Dsaa.a22(uak.bytes(), randP.toByteArray()));
    }

    private static A12Result prove(byte[] k, Step.Challenge challenge) {
        byte[] ks = Dsaa.a11(k, challenge.rs().toByteArray());
        return Dsaa.a12(ks, challenge.rand().toByteArray());
    }
}
