package org.dectory.auth.dsaa2.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.auth.SystemProof;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.CipherSuite;
import org.dectory.dsaa.OctetOrder;
import org.dectory.testkit.KeyAllocatorContract;
import org.junit.jupiter.api.Test;

/** Beside the contract: what proves the system is never what proved the phone. */
class Dsaa2KeyAllocatorTest extends KeyAllocatorContract {

    @Override
    protected KeyAllocator allocator() {
        return new Dsaa2KeyAllocator(CipherSuite.dsaa2(OctetOrder.STRAIGHT));
    }

    @Override
    protected KeyAllocator.Reply reply(Step.Challenge challenge, String code, Octets randP) {
        return PhoneSide.reply(challenge, code, randP);
    }

    @Override
    protected Secret keyOfPhone(Step.Challenge challenge, SystemProof proof, String code) {
        return PhoneSide.allocatedKey(proof, code);
    }

    @Override
    protected Octets expectedRes2(Secret uak, SystemProof proof, Octets randP) {
        return PhoneSide.res2(uak, proof, randP);
    }

    @Test
    void provesTheSystemWithNewRandomNumbers() {
        KeyAllocator allocator = allocator();
        Step.Challenge sent = allocator.begin();

        SystemProof proof = allocator
                .complete(Secret.of("9124"), sent, reply(sent, "9124", PhoneSide.RAND_P))
                .orElseThrow()
                .proof();

        assertThat(proof.rand().length()).isEqualTo(8);
        assertThat(proof.rs().length()).isEqualTo(16);
        assertThat(proof.rand()).isNotEqualTo(sent.rand());
        assertThat(proof.rs()).isNotEqualTo(sent.rs());
    }
}
