package org.dectory.dsaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the processes feed the kernel; the kernel itself is in {@link VectorsTest}. */
@Tag("LOG-12")
class Dsaa2Test {

    private static final byte[] KEY = HexFormat.of().parseHex("42025ee339743af647b5778025e9b66d");
    private static final byte[] ONE = HexFormat.of().parseHex("a0f3624e949640a0");
    private static final byte[] TWO = HexFormat.of().parseHex("17da4751f5b2b180");

    @Test
    void sessionKeysTakeTheLessSignificantHalfOfRsFirst() {
        byte[] rs = HexFormat.of().parseHex("17da4751f5b2b180" + "a0f3624e949640a0");

        assertThat(Dsaa2.a11(KEY, rs)).isEqualTo(Dsaa2.kernel1(KEY, ONE, TWO));
        assertThat(Dsaa2.a21(KEY, rs)).isEqualTo(Dsaa2.kernel1(KEY, ONE, TWO));
    }

    @Test
    void eachSideTakesTheOtherSidesRandomNumberFirst() {
        byte[] res1 = Dsaa2.a12(KEY, ONE, TWO).res1();
        byte[] dck = Dsaa2.a12(KEY, ONE, TWO).dck();
        byte[] res2 = Dsaa2.a22(KEY, ONE, TWO);

        assertThat(HexFormat.of().formatHex(res1)).isEqualTo("faa865e7");
        assertThat(HexFormat.of().formatHex(dck)).isEqualTo("4d4853333c5641b723a6ef41112b83ba");
        assertThat(HexFormat.of().formatHex(res2)).isEqualTo("faa865e7");
        assertThat(Dsaa2.a22(KEY, TWO, ONE)).isNotEqualTo(res2);
    }

    @Test
    void refusesValuesOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa2.a11(KEY, ONE))
                .withMessage("rs: 8 octets (expected: 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa2.a21(ONE, KEY))
                .withMessage("k: 8 octets (expected: 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa2.a12(ONE, ONE, TWO))
                .withMessage("ks: 8 octets (expected: 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa2.a12(KEY, KEY, TWO))
                .withMessage("randF: 16 octets (expected: 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa2.a12(KEY, ONE, new byte[7]))
                .withMessage("randP: 7 octets (expected: 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa2.a22(new byte[0], ONE, TWO))
                .withMessage("reverseKs: 0 octets (expected: 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa2.a22(KEY, KEY, TWO))
                .withMessage("randP: 16 octets (expected: 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dsaa2.a22(KEY, ONE, KEY))
                .withMessage("randF: 16 octets (expected: 8)");
    }
}
