package org.dectory.auth.dsaa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.auth.SystemProof;
import org.dectory.api.identity.Secret;
import org.dectory.testkit.KeyAllocatorContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Beside the contract: the worked example of EN 300 175-7, annex K. */
class DsaaKeyAllocatorTest extends KeyAllocatorContract {

    @Override
    protected KeyAllocator allocator() {
        return new DsaaKeyAllocator();
    }

    @Override
    protected KeyAllocator.Reply reply(Step.Challenge challenge, String code, Octets randP) {
        return PhoneSide.reply(challenge, code, randP);
    }

    @Override
    protected Secret keyOfPhone(Step.Challenge challenge, SystemProof proof, String code) {
        return PhoneSide.key(challenge, code);
    }

    @Override
    protected Octets expectedRes2(Secret uak, SystemProof proof, Octets randP) {
        return PhoneSide.res2(uak, randP);
    }

    @Test
    @Tag("SUB-01")
    void allocatesTheKeyOfAnnexK() {
        Step.Challenge sent = new Step.Challenge(
                "DSAA", Step.KeyType.AC, Octets.ofHex("d01ff9e211680421"), Octets.ofHex("0000000000000000"));
        KeyAllocator.Reply reply = new KeyAllocator.Reply(Octets.ofHex("f28cf911"), Octets.ofHex("a03ff2c523d00842"));

        KeyAllocator.Allocation allocation =
                allocator().complete(Secret.of("9124"), sent, reply).orElseThrow();

        assertThat(HexFormat.of().formatHex(allocation.uak().bytes())).isEqualTo("93638b457afd40fa585feb6030d572a2");
        assertThat(allocation.proof()).isEqualTo(new SystemProof(Octets.ofHex("eeba4db9")));
    }
}
