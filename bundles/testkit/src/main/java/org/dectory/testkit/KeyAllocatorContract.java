package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.auth.SystemProof;
import org.dectory.api.identity.Secret;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link KeyAllocator} must do. Extend it, one class for each implementation. */
@Tag("SUB-01")
public abstract class KeyAllocatorContract {

    private static final Octets RAND_P = Octets.ofHex("a03ff2c523d00842");

    /** For those who extend it. */
    protected KeyAllocatorContract() {}

    /**
     * Makes an allocator.
     *
     * @return another instance with each call
     */
    protected abstract KeyAllocator allocator();

    /**
     * Computes what a phone answers to a key allocation.
     *
     * @param challenge what it is asked
     * @param code what the person typed
     * @param randP the phone's own random number
     * @return the phone's reply
     */
    protected abstract KeyAllocator.Reply reply(Step.Challenge challenge, String code, Octets randP);

    /**
     * Computes what a phone keeps after a key allocation.
     *
     * @param challenge what it was asked
     * @param proof what the system proved itself with
     * @param code what the person typed
     * @return the key
     */
    protected abstract Secret keyOfPhone(Step.Challenge challenge, SystemProof proof, String code);

    /**
     * Computes what a phone expects of the system.
     *
     * @param uak the key that it has computed
     * @param proof what the system proved itself with
     * @param randP its own random number
     * @return RES2
     */
    protected abstract Octets expectedRes2(Secret uak, SystemProof proof, Octets randP);

    @ParameterizedTest
    @ValueSource(strings = {"9124", "0", "007", "12345678"})
    void givesBothSidesTheSameKeyForTheSameCode(String code) {
        KeyAllocator allocator = allocator();
        Step.Challenge sent = allocator.begin();

        KeyAllocator.Allocation allocation = allocator
                .complete(Secret.of(code), sent, reply(sent, code, RAND_P))
                .orElseThrow();

        assertThat(sent.key()).isEqualTo(Step.KeyType.AC);
        assertThat(allocation.uak()).isEqualTo(keyOfPhone(sent, allocation.proof(), code));
        assertThat(allocation.res2()).isEqualTo(expectedRes2(allocation.uak(), allocation.proof(), RAND_P));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9125", "912", "09124", "0"})
    void givesNothingToAPhoneWithAnotherCode(String typed) {
        KeyAllocator allocator = allocator();
        Step.Challenge sent = allocator.begin();

        assertThat(allocator.complete(Secret.of("9124"), sent, reply(sent, typed, RAND_P)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "12a4", "ÄÖÜ", "*#"})
    void givesNothingForACodeThatNobodyCanType(String code) {
        KeyAllocator allocator = allocator();
        Step.Challenge sent = allocator.begin();

        assertThat(allocator.complete(Secret.of(code), sent, reply(sent, "1234", RAND_P)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "000000000000000000"})
    void givesNothingForAReplyOfAnotherLength(String hex) {
        KeyAllocator allocator = allocator();
        Step.Challenge sent = allocator.begin();
        KeyAllocator.Reply good = reply(sent, "9124", RAND_P);

        assertThat(allocator.complete(Secret.of("9124"), sent, new KeyAllocator.Reply(Octets.ofHex(hex), good.randP())))
                .isEmpty();
        assertThat(allocator.complete(Secret.of("9124"), sent, new KeyAllocator.Reply(good.res1(), Octets.ofHex(hex))))
                .isEmpty();
    }

    @Test
    @Tag("LOG-13")
    void letsAnotherInstanceFinish() {
        Step.Challenge sent = allocator().begin();

        assertThat(allocator().complete(Secret.of("9124"), sent, reply(sent, "9124", RAND_P)))
                .isPresent();
    }

    @Test
    void neverAsksTheSameTwice() {
        KeyAllocator allocator = allocator();
        Set<Object> seen = new HashSet<>();

        for (int i = 0; i < 200; i++) {
            Step.Challenge challenge = allocator.begin();
            assertThat(seen.add(challenge.rand())).isTrue();
            assertThat(seen.add(challenge.rs())).isTrue();
        }
    }
}
