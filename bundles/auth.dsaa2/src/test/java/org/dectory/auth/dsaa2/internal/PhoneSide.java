package org.dectory.auth.dsaa2.internal;

import java.util.Arrays;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.auth.SystemProof;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.A12Result;
import org.dectory.dsaa.AuthenticationKeys;
import org.dectory.dsaa.Dsaa2;

/** What a phone computes, for tests: straight from the processes of the standard. */
final class PhoneSide {

    static final Octets RAND_P = Octets.ofHex("0011223344556677");

    private PhoneSide() {}

    static Answer.Response answer(Step.Question question, Secret uak, String pin) {
        Step.Challenge challenge = (Step.Challenge) question;
        return new Answer.Response(
                Octets.of(prove(key(challenge, uak, pin), challenge, RAND_P).res1()), RAND_P);
    }

    static Secret cipherKey(Step.Question question, Secret uak, String pin) {
        Step.Challenge challenge = (Step.Challenge) question;
        return Secret.ofBytes(prove(key(challenge, uak, pin), challenge, RAND_P).dck());
    }

    static KeyAllocator.Reply reply(Step.Challenge challenge, String code, Octets randP) {
        byte[] k = AuthenticationKeys.ofAuthenticationCode(code.toCharArray());
        // Some tests hand in a random number that no phone would send.
        Octets usable = Octets.of(Arrays.copyOf(randP.toByteArray(), Dsaa2.RAND_LENGTH));
        return new KeyAllocator.Reply(Octets.of(prove(k, challenge, usable).res1()), randP);
    }

    static Secret allocatedKey(SystemProof proof, String code) {
        byte[] k = AuthenticationKeys.ofAuthenticationCode(code.toCharArray());
        return Secret.ofBytes(Dsaa2.a21(k, proof.rs().toByteArray()));
    }

    static Octets res2(Secret uak, SystemProof proof, Octets randP) {
        return Octets.of(
                Dsaa2.a22(uak.bytes(), randP.toByteArray(), proof.rand().toByteArray()));
    }

    private static byte[] key(Step.Challenge challenge, Secret uak, String pin) {
        return challenge.key() == Step.KeyType.UPI
                ? AuthenticationKeys.ofUser(uak.bytes(), pin.toCharArray())
                : AuthenticationKeys.ofPhone(uak.bytes());
    }

    private static A12Result prove(byte[] k, Step.Challenge challenge, Octets randP) {
        byte[] ks = Dsaa2.a11(k, challenge.rs().toByteArray());
        return Dsaa2.a12(ks, challenge.rand().toByteArray(), randP.toByteArray());
    }
}
