package org.dectory.cfg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dectory.api.identity.Secret;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.cfg.ValueOpener.NotHere;
import org.dectory.cfg.ValueOpener.Plain;
import org.dectory.cfg.ValueOpener.Refused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody would write, at random; a failure names the seed that makes it again. */
@Tag("CFG-01")
@Tag("CFG-04")
class CfgFuzzTest {

    private static final int FILES = Boolean.getBoolean("dectory.thorough") ? 200_000 : 5_000;
    private static final int LIMIT = 256 * 1024;

    private static final List<String> PIECES = Stream.of(
                    Arrays.stream(UserDataKey.values()).map(UserDataKey::key),
                    Arrays.stream(UserDataKey.values()).map(key -> key.key() + "=" + key.defaultValue()),
                    Stream.of(
                            "=",
                            "#",
                            "\"",
                            "\n",
                            "\r\n",
                            "\r",
                            " ",
                            "\t",
                            "\0",
                            "\uFEFF",
                            "\u0085",
                            "\u2028",
                            "\u00a0",
                            "😀",
                            "ü",
                            "\u0007",
                            "UD_",
                            "UDS_",
                            "UD_Foo",
                            "{rsa:",
                            "{rsa:0123abcd}",
                            "{RSA:0123ABCD}" + "A".repeat(512),
                            "{rsa:0123abcd}" + "QUJD".repeat(128),
                            "TRUE",
                            "0",
                            "24",
                            "-1",
                            "99999999999999999999",
                            "On",
                            "Global",
                            "4711",
                            "x".repeat(70),
                            "y".repeat(1100),
                            "=#\"=\"#",
                            "<html>",
                            "KEY=VALUE"))
            .flatMap(pieces -> pieces)
            .toList();

    @Test
    void neverThrowsAndNeverSaysMoreThanItShould() {
        for (long seed = 0; seed < FILES; seed++) {
            byte[] content = content(new SplittableRandom(seed));
            for (FileKind kind : FileKind.values()) {
                check(seed, content, kind);
            }
        }
    }

    private static byte[] content(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(60);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
            if (random.nextInt(3) == 0) {
                text.append('\n');
            }
        }
        byte[] content = text.toString().getBytes(UTF_8);
        // One file in four is damaged below the level of characters.
        for (int i = 0; content.length > 0 && random.nextInt(4) == 0 && i < 5; i++) {
            content[random.nextInt(content.length)] = (byte) random.nextInt(256);
        }
        return content;
    }

    private static void check(long seed, byte[] content, FileKind kind) {
        CfgResult result;
        try {
            result = CfgParser.parse(ByteBuffer.wrap(content), kind, LIMIT, opener(seed));
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
        if (result instanceof CfgResult.Data data) {
            checkFindings(seed, data.findings());
            checkValues(seed, data, kind);
        } else if (result instanceof CfgResult.NoData nothing) {
            checkFindings(seed, nothing.findings());
        } else {
            assertThat(((CfgResult.Unreadable) result).reason()).isNotEmpty();
        }
    }

    /** Opens as it pleases, nonsense too. */
    private static ValueOpener opener(long seed) {
        return value -> switch ((int) (seed % 4)) {
            case 0 -> new NotHere();
            case 1 -> new Refused();
            case 2 -> new Plain(Secret.of("4711"));
            default -> new Plain(Secret.ofBytes(value.octets()));
        };
    }

    private static void checkFindings(long seed, List<Finding> findings) {
        assertThat(findings).as("seed " + seed).hasSizeLessThanOrEqualTo(100).allSatisfy(finding -> {
            assertThat(finding.line()).isPositive();
            assertThat(finding.text()).hasSizeBetween(1, 300);
            assertThat(finding.text().chars()).noneMatch(Character::isISOControl);
        });
    }

    private static void checkValues(long seed, CfgResult.Data data, FileKind kind) {
        assertThat(data.values().size()).as("seed " + seed).isLessThan(600);
        data.secrets().forEach((key, secret) -> {
            assertThat(secret.isEmpty()).as("seed " + seed).isFalse();
            assertThat(data.unread()).as("seed " + seed).doesNotContain(key);
        });
        Map<String, String> written = new HashMap<>(data.values());
        // Cut after some characters, a name may end between two quotes.
        written.remove(UserDataKey.NAME.key());
        CfgResult again = CfgParser.parse(
                ByteBuffer.wrap(String.join("\n", lines(written)).getBytes(UTF_8)), kind, LIMIT, ValueOpener.NO_KEYS);
        Map<String, String> read = again instanceof CfgResult.Data same ? new HashMap<>(same.values()) : Map.of();
        if (again instanceof CfgResult.Data) {
            assertThat(read).as("seed " + seed).isEqualTo(written);
        } else {
            // Keys that are nobody's are no data by themselves.
            assertThat(written.keySet())
                    .as("seed " + seed)
                    .allMatch(key -> !key.toUpperCase(Locale.ROOT).startsWith("UD_"));
        }
    }

    private static List<String> lines(Map<String, String> values) {
        List<String> lines = new ArrayList<>();
        values.forEach((key, value) -> lines.add(Stream.of(key + "=" + value, key + "=\"" + value + "\"")
                .filter(line -> CfgLine.parse(line)
                        .filter(parsed -> parsed.value().equals(value))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no way to write " + key + "=" + value))));
        return lines;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "=\n", "\"", "#", "UD_Pin=1\n", "UD_Pin={rsa:", "UD_Foo=x\n", "UD_Name=\"\"\"#\"", "a", "ü"
            })
    void needsMemoryInProportionToTheFileAtMost(String piece) {
        byte[] content = piece.repeat(LIMIT / piece.getBytes(UTF_8).length).getBytes(UTF_8);
        CfgResult warm = CfgParser.parse(ByteBuffer.wrap(content), FileKind.USER, LIMIT, ValueOpener.NO_KEYS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        CfgResult again = CfgParser.parse(ByteBuffer.wrap(content), FileKind.USER, LIMIT, ValueOpener.NO_KEYS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(again).hasSameClassAs(warm);
        // All that is ever allocated, most of it garbage at once.
        assertThat(allocated).isLessThan(400L * LIMIT);
    }
}
