package org.dectory.dsaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The worked example of EN 300 175-7, annex K: a phone subscribes with the authentication code 9124, is given its key
 * thereby, and later proves with this key who it is. Both sides compute; only what the messages carry is shared.
 */
@Tag("LOG-12")
class WorkedExampleTest {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    @Test
    void phoneSubscribesWithTheCodeAndBothSidesGetTheSameKey() {
        byte[] kOfSystem = AuthenticationKeys.ofAuthenticationCode("9124".toCharArray());
        byte[] kOfPhone = AuthenticationKeys.ofAuthenticationCode("9124".toCharArray());
        assertThat(kOfSystem).isEqualTo(octets("FFFF9124FFFF9124FFFF9124FFFF9124"));

        // F->P KEY-ALLOCATE
        byte[] randF = octets("D01FF9E211680421");
        byte[] rs = octets("0000000000000000");

        // P->F AUTH-REQUEST
        byte[] randP = octets("A03FF2C523D00842");
        byte[] res1 = Dsaa.a12(Dsaa.a11(kOfPhone, rs), randF).res1();
        assertThat(res1).isEqualTo(octets("F28CF911"));

        // F->P AUTH-REPLY, which the system sends only to a phone that knew the code
        byte[] expected = Dsaa.a12(Dsaa.a11(kOfSystem, rs), randF).res1();
        assertThat(AuthenticationResponse.matches(expected, res1)).isTrue();
        byte[] uakOfSystem = Dsaa.a21(kOfSystem, rs);
        byte[] res2 = Dsaa.a22(uakOfSystem, randP);
        assertThat(res2).isEqualTo(octets("EEBA4DB9"));

        // the phone checks the system in turn, and keeps KS' as its key
        byte[] uakOfPhone = Dsaa.a21(kOfPhone, rs);
        assertThat(AuthenticationResponse.matches(Dsaa.a22(uakOfPhone, randP), res2))
                .isTrue();
        assertThat(uakOfPhone).isEqualTo(uakOfSystem).isEqualTo(octets("93638B457AFD40FA585FEB6030D572A2"));
    }

    @Test
    void phoneProvesWithItsKeyWhoItIs() {
        byte[] k = AuthenticationKeys.ofPhone(octets("93638B457AFD40FA585FEB6030D572A2"));

        // F->P AUTH-REQUEST
        byte[] randF = octets("9B114F2554518859");
        byte[] rs = octets("0000000000000000");

        // P->F AUTH-REPLY
        A12Result result = Dsaa.a12(Dsaa.a11(k, rs), randF);
        assertThat(result.res1()).isEqualTo(octets("961B3A9F"));
        assertThat(result.dck()).isEqualTo(octets("8560DC324EA49F37"));
    }

    @Test
    void phoneWithTheWrongCodeIsFoundOut() {
        byte[] k = AuthenticationKeys.ofAuthenticationCode("9125".toCharArray());

        byte[] res1 = Dsaa.a12(Dsaa.a11(k, octets("0000000000000000")), octets("D01FF9E211680421"))
                .res1();

        assertThat(AuthenticationResponse.matches(octets("F28CF911"), res1)).isFalse();
    }

    private static byte[] octets(String hex) {
        return HEX.parseHex(hex);
    }
}
