package org.dectory.dsaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The procedures of both algorithms, and the orders of octets of the second one. */
@Tag("LOG-12")
class CipherSuiteTest {

    private static final byte[] K = octets("93638b457afd40fa585feb6030d572a2");
    private static final byte[] RS128 = octets("17da4751f5b2b180a0f3624e949640a0");
    private static final byte[] RAND_F = octets("0123456789abcdef");
    private static final byte[] RAND_P = octets("fedcba9876543211");

    @Test
    void dsaaProvesThePhoneOfAnnexK() {
        A12Result proof = CipherSuite.DSAA.provePhone(K, new byte[8], octets("9b114f2554518859"), new byte[0]);

        assertThat(hex(proof.res1())).isEqualTo("961b3a9f");
        assertThat(hex(proof.dck())).isEqualTo("8560dc324ea49f37");
    }

    @Test
    void dsaaProvesTheSystemOfAnnexK() {
        byte[] code = AuthenticationKeys.ofAuthenticationCode("9124".toCharArray());

        byte[] key = CipherSuite.DSAA.reverseSessionKey(code, new byte[8]);
        byte[] res2 = CipherSuite.DSAA.proveSystem(key, octets("a03ff2c523d00842"), new byte[0]);

        assertThat(key).isEqualTo(K);
        assertThat(hex(res2)).isEqualTo("eeba4db9");
    }

    @Test
    void straightIsTheProcessesThemselves() {
        CipherSuite suite = CipherSuite.dsaa2(OctetOrder.STRAIGHT);
        A12Result expected = Dsaa2.a12(Dsaa2.a11(K, RS128), RAND_F, RAND_P);

        A12Result proof = suite.provePhone(K, RS128, RAND_F, RAND_P);

        assertThat(proof.res1()).isEqualTo(expected.res1());
        assertThat(proof.dck()).isEqualTo(expected.dck());
        assertThat(suite.reverseSessionKey(K, RS128)).isEqualTo(Dsaa2.a21(K, RS128));
        assertThat(suite.proveSystem(K, RAND_P, RAND_F)).isEqualTo(Dsaa2.a22(K, RAND_P, RAND_F));
    }

    @ParameterizedTest
    @CsvSource({
        "STRAIGHT,        0102030405060780, 0102030405060780",
        "OCTETS_REVERSED, 0102030405060780, 8007060504030201",
        "BITS_REVERSED,   0102030405060780, 01e060a020c04080"
    })
    void turnsAValue(OctetOrder order, String value, String turned) {
        assertThat(hex(order.turn(octets(value)))).isEqualTo(turned);
        assertThat(hex(order.turn(octets(turned)))).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(OctetOrder.class)
    void turnsEachValueThatGoesIntoTheKernelAndComesOutOfIt(OctetOrder order) {
        CipherSuite suite = CipherSuite.dsaa2(order);
        byte[] rs1 = order.turn(octets("a0f3624e949640a0"));
        byte[] rs2 = order.turn(octets("17da4751f5b2b180"));
        byte[] ks = Dsaa2.kernel1(order.turn(K), rs1, rs2);
        A12Result expected = Dsaa2.kernel2(ks, order.turn(RAND_F), order.turn(RAND_P));

        A12Result proof = suite.provePhone(K, RS128, RAND_F, RAND_P);

        assertThat(suite.reverseSessionKey(K, RS128)).isEqualTo(order.turn(ks));
        assertThat(proof.res1()).isEqualTo(order.turn(expected.res1()));
        assertThat(proof.dck()).isEqualTo(order.turn(expected.dck()));
    }

    @ParameterizedTest
    @EnumSource(OctetOrder.class)
    void provesTheSystemWithTheKeyThatItAllocated(OctetOrder order) {
        CipherSuite suite = CipherSuite.dsaa2(order);
        byte[] key = suite.reverseSessionKey(K, RS128);

        byte[] res2 = suite.proveSystem(key, RAND_P, RAND_F);

        // A22 is A12 with the random numbers exchanged, and A21 is A11: so the phone's proof tells what to expect.
        assertThat(res2).isEqualTo(suite.provePhone(K, RS128, RAND_P, RAND_F).res1());
    }

    @Test
    void refusesValuesOfAnotherLength() {
        CipherSuite suite = CipherSuite.dsaa2(OctetOrder.OCTETS_REVERSED);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> suite.provePhone(K, RAND_F, RAND_F, RAND_P))
                .withMessage("rs: 8 octets (expected: 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> suite.provePhone(K, RS128, RAND_F, new byte[0]))
                .withMessage("randP: 0 octets (expected: 8)");
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}
