package org.dectory.release;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseSetTest {

    private static final String TEXT = """
            dectory-release-set 1
            product phone-box
            hardware board-1 board-2
            version 7
            platform 1
            created 2026-11-22T12:00:00Z
            expires 2027-11-22T12:00:00Z
            bundle org.example.a 1.0.0 %s 100 2
            bundle org.example.b 2.0.1.beta-1 %s 200 5 swap=in-place
            """.formatted("a".repeat(64), "b".repeat(64));

    private static final ReleaseSet SET = new ReleaseSet(
            "phone-box",
            Set.of("board-1", "board-2"),
            7,
            1,
            Instant.parse("2026-11-22T12:00:00Z"),
            Optional.of(Instant.parse("2027-11-22T12:00:00Z")),
            List.of(
                    new ReleasedBundle("org.example.a", "1.0.0", "a".repeat(64), 100, 2, false),
                    new ReleasedBundle("org.example.b", "2.0.1.beta-1", "b".repeat(64), 200, 5, true)));

    @Test
    void readsAndWritesItsText() {
        assertThat(ReleaseSet.parse(TEXT.getBytes(US_ASCII))).isEqualTo(SET);
        assertThat(SET.text()).asString(US_ASCII).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "product phone-box,product phone box",
        "product phone-box,hardware phone-box",
        "hardware board-1 board-2,hardware board-1  board-2",
        "hardware board-1 board-2,hardware board-1 board-1",
        "version 7,version 07",
        "version 7,version 0",
        "version 7,version -7",
        "version 7,version 9999999999999999",
        "created 2026-11-22T12:00:00Z,created yesterday",
        "bundle org.example.a,bundle org.example.b",
        "bundle org.example.a,bundle ../org.example.a",
        "bundle org.example.a,jar org.example.a",
        "1.0.0,1.0",
        "aaaa 100 2,aaaa 0 2",
        "aaaa 100 2,aaaa 100000000 2",
        "aaaa 100 2,aaaa 100 0",
        "aaaa 100 2,aaaA 100 2",
        "aaaa 100 2,aaaa 100",
        "swap=in-place,swap=later",
        "-set 1,-set 2",
        "phone-box,phone-bö"
    })
    void refusesWhatCouldBeMisunderstood(String right, String wrong) {
        assertThat(TEXT).contains(right);
        byte[] text = TEXT.replace(right, wrong).getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ReleaseSet.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesATextThatWasCutOffAnywhereInALine() {
        byte[] whole = TEXT.getBytes(US_ASCII);
        int readable = 0;
        for (int length = 0; length < whole.length; length++) {
            try {
                ReleaseSet.parse(java.util.Arrays.copyOf(whole, length));
                readable++;
            } catch (IllegalArgumentException e) {
                // As it should be.
            }
        }

        assertThat(readable).as("after the first bundle only").isEqualTo(1);
    }
}
