package org.dectory.dsaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("LOG-12")
class DsaaTest {

    private static final byte[] KEY = new byte[16];
    private static final byte[] CHALLENGE = new byte[8];

    @Test
    void hasTheSBoxThatWasPublished() throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(DsaaCascade.sBox());

        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("c8b12a0396df5e9a25c3c1d5bbe60e681c07c4afac0021342ed9acdefa3636fa");
    }

    @Test
    void refusesKeysAndChallengesOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa.a11(KEY, new byte[7]))
                .withMessage("rs: 7 octets (expected: 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa.a11(new byte[4], CHALLENGE))
                .withMessage("k: 4 octets (expected: 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa.a12(new byte[17], CHALLENGE))
                .withMessage("ks: 17 octets (expected: 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa.a12(KEY, new byte[16]))
                .withMessage("randF: 16 octets (expected: 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa.a21(KEY, new byte[0]))
                .withMessage("rs: 0 octets (expected: 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa.a22(new byte[15], CHALLENGE))
                .withMessage("reverseKs: 15 octets (expected: 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa.a22(KEY, new byte[9]))
                .withMessage("randP: 9 octets (expected: 8)");
    }

    @Test
    void leavesWhatItIsGivenUntouched() {
        byte[] key = HexFormat.of().parseHex("39c921efd057ea50f2f541ca9a7fd808");
        byte[] challenge = HexFormat.of().parseHex("d01ff9e211680421");

        Dsaa.a11(key, challenge);
        Dsaa.a12(key, challenge).close();

        assertThat(HexFormat.of().formatHex(key)).isEqualTo("39c921efd057ea50f2f541ca9a7fd808");
        assertThat(HexFormat.of().formatHex(challenge)).isEqualTo("d01ff9e211680421");
    }

    @Test
    void resultOfA12IsHiddenAndWipedWhenClosed() {
        A12Result result = Dsaa.a12(KEY, CHALLENGE);
        assertThat(result).hasToString("A12Result[hidden]");

        result.close();

        assertThat(result.res1()).containsOnly(0);
        assertThat(result.dck()).containsOnly(0);
    }
}
