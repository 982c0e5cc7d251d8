package org.dectory.dsaa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Every row of the test vectors, each of which names its own source. */
@Tag("LOG-12")
class VectorsTest {

    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "dsaa-vectors.csv", numLinesToSkip = 1)
    void yieldsWhatTheVectorsSay(
            String kind,
            String id,
            @Nullable String in1,
            @Nullable String in2,
            @Nullable String in3,
            @Nullable String out1,
            @Nullable String out2,
            String source) {
        String computed = compute(kind, text(in1), text(in2), text(in3));

        assertThat(computed).as("%s, from %s", id, source).isEqualTo(text(out1) + "|" + text(out2));
    }

    @Test
    void losesNoRowOfTheVectors() throws IOException {
        try (InputStream csv = VectorsTest.class.getResourceAsStream("dsaa-vectors.csv")) {
            assertThat(csv).isNotNull();
            String text = new String(csv.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(text.lines()).hasSize(1 + 157);
        }
    }

    private static String compute(String kind, String in1, String in2, String in3) {
        return switch (kind) {
            case "DIGITS32" -> result(AuthenticationKeys.bitsOfDigits(in1.toCharArray()));
            case "B1" -> result(AuthenticationKeys.b1(octets(in1)));
            case "B2" -> result(AuthenticationKeys.b2(octets(in1), octets(in2)));
            case "DSAA" -> result(Dsaa.kernel(octets(in1), octets(in2)));
            case "A11" -> result(Dsaa.a11(octets(in1), octets(in2)));
            case "A12" -> result(Dsaa.a12(octets(in1), octets(in2)));
            case "A21" -> result(Dsaa.a21(octets(in1), octets(in2)));
            case "A22" -> result(Dsaa.a22(octets(in1), octets(in2)));
            case "DSAA2_1" -> result(Dsaa2.kernel1(octets(in1), octets(in2), octets(in3)));
            case "DSAA2_2" -> result(Dsaa2.kernel2(octets(in1), octets(in2), octets(in3)));
            default -> throw new IllegalArgumentException("kind: " + kind + " (expected: one of the switch)");
        };
    }

    private static String result(byte[] only) {
        return HEX.formatHex(only) + "|";
    }

    private static String result(A12Result both) {
        return HEX.formatHex(both.res1()) + "|" + HEX.formatHex(both.dck());
    }

    /** An empty field arrives as null. */
    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }

    private static byte[] octets(String hex) {
        return HEX.parseHex(hex);
    }
}
