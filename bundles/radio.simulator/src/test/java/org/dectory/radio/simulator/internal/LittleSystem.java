package org.dectory.radio.simulator.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler;
import org.dectory.api.radio.Radio;
import org.dectory.dsaa.A12Result;
import org.dectory.dsaa.AuthenticationKeys;
import org.dectory.dsaa.Dsaa;

/** The system's side in a few lines: it lets in whoever knows the code 1234, and checks keys at each registration. */
final class LittleSystem implements AccessRightsHandler {

    static final String CODE = "1234";

    private final SecureRandom random = new SecureRandom();
    private final Radio radio;

    final Map<Ipei, Secret> keys = new ConcurrentHashMap<>();

    /** Whether it spoils RES2, as a system would that does not know the code. */
    volatile boolean lying;

    LittleSystem(Radio radio) {
        this.radio = radio;
    }

    Step.Challenge challenge(Step.KeyType key) {
        byte[] rand = new byte[Dsaa.CHALLENGE_LENGTH];
        byte[] rs = new byte[Dsaa.CHALLENGE_LENGTH];
        random.nextBytes(rand);
        random.nextBytes(rs);
        return new Step.Challenge("DSAA", key, Octets.of(rand), Octets.of(rs));
    }

    @Override
    public CompletionStage<AccessRights> requested(AccessRightsRequest request) {
        Step.Challenge sent = challenge(Step.KeyType.AC);
        return radio.allocateKey(request.phone(), sent)
                .thenApply(reply -> reply.map(received -> judge(request.phone(), sent, received))
                        .orElse(new AccessRights.Rejected(RejectReason.TIMER_EXPIRY)));
    }

    private AccessRights judge(Ipei phone, Step.Challenge sent, KeyAllocator.Reply reply) {
        byte[] k = AuthenticationKeys.ofAuthenticationCode(CODE.toCharArray());
        if (!isRight(k, sent, reply.res1())) {
            return new AccessRights.Rejected(RejectReason.AUTHENTICATION_FAILED);
        }
        byte[] uak = Dsaa.a21(k, sent.rs().toByteArray());
        keys.put(phone, Secret.ofBytes(uak));
        Octets res2 = Octets.of(Dsaa.a22(uak, reply.randP().toByteArray()));
        return new AccessRights.Granted(lying ? Octets.ofHex("00000000") : res2);
    }

    @Override
    public CompletionStage<Boolean> located(LocationRegistration registration) {
        Step.Challenge sent = challenge(Step.KeyType.UAK);
        return radio.ask(registration.phone(), sent, Duration.ofSeconds(10))
                .thenApply(answer -> isGenuine(registration.phone(), sent, answer));
    }

    boolean isGenuine(Ipei phone, Step.Challenge sent, Answer answer) {
        return answer instanceof Answer.Response response
                && Optional.ofNullable(keys.get(phone))
                        .filter(uak -> isRight(AuthenticationKeys.ofPhone(uak.bytes()), sent, response.res()))
                        .isPresent();
    }

    /** The cipher key that a phone derives, too, when it answers a challenge with its own key. */
    Secret cipherKey(Ipei phone, Step.Challenge sent) {
        byte[] uak = Optional.ofNullable(keys.get(phone)).orElseThrow().bytes();
        byte[] ks = Dsaa.a11(AuthenticationKeys.ofPhone(uak), sent.rs().toByteArray());
        try (A12Result derived = Dsaa.a12(ks, sent.rand().toByteArray())) {
            return Secret.ofBytes(derived.dck());
        }
    }

    boolean provesPin(Ipei phone, String pin, Step.Challenge sent, Answer answer) {
        return answer instanceof Answer.Response response
                && Optional.ofNullable(keys.get(phone))
                        .filter(uak -> isRight(
                                AuthenticationKeys.ofUser(uak.bytes(), pin.toCharArray()), sent, response.res()))
                        .isPresent();
    }

    private static boolean isRight(byte[] k, Step.Challenge sent, Octets res1) {
        byte[] ks = Dsaa.a11(k, sent.rs().toByteArray());
        try (A12Result expected = Dsaa.a12(ks, sent.rand().toByteArray())) {
            return Octets.of(expected.res1()).equals(res1);
        }
    }
}
