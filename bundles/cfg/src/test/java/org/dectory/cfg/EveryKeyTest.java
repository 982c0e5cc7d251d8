package org.dectory.cfg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dectory.api.identity.Secret;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.api.userdata.ValueType;
import org.dectory.cfg.Finding.Severity;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of the catalogue with every kind of right and wrong value. */
@Tag("CFG-03")
@Tag("CFG-04")
@Tag("CFG-08")
@Tag("USR-01")
@Tag("USR-02")
@Tag("USR-03")
@Tag("USR-04")
@Tag("USR-05")
@Tag("USR-06")
@Tag("USR-07")
@Tag("USR-08")
class EveryKeyTest {

    private static final String LONG = "x".repeat(256);

    private static List<String> wrong(ValueType type) {
        return switch (type) {
            case BOOL -> List.of("maybe", "2", "TRUE FALSE", "-", LONG, "tr\u0007ue");
            case TRI_STATE -> List.of("Yes", "1", "Onn", "On Off", LONG, "O\u0007n");
            case CONFERENCE -> List.of("None", "1", "External Blind Transfer", LONG, "O\u0007ff");
            case MONITORING -> List.of("Global", "On", "1", LONG, "O\u0007ff");
            case TEXT ->
                List.of(
                        LONG,
                        "a\tb",
                        "a\u0007b",
                        "a\u0085b",
                        "a\u007fb",
                        "a\u202eb",
                        "a\u2028b",
                        "a\u2029b",
                        "a\u2066b",
                        "a\u200fb",
                        "a\u00adb",
                        "a\udb40\udc41b");
            case PASSWORD -> List.of(LONG, "a\tb", "a\u0007b", "a\u0085b", "a\u007fb");
            case NUMBER ->
                List.of(
                        "4 7",
                        "../x",
                        ".4",
                        "4..7",
                        "4.",
                        "a/b",
                        "a@b",
                        "ü",
                        "4".repeat(33),
                        LONG,
                        "4\u00077",
                        "4\u200e7");
            case PIN -> List.of("47a1", "123456789", "12 34", "-1", "\uff11\uff12", LONG, "1\u00072");
            case HOURS ->
                List.of("0", "-1", "1.5", "8761", "1e3", "0x10", "99999999999999999999", "24h", LONG, "2\u00074");
            case PROFILE -> List.of("-1", "21", "one", "1.0", "99999999999999999999", LONG, "1\u0007");
            case KEY_LOCK_SECONDS -> List.of("15", "-10", "60s", "121", "010", LONG, "6\u00070");
            case ON_OFF, SYSTEM_CONFERENCE, DESCRIPTION, PORT -> List.of();
        };
    }

    private static List<String> right(ValueType type) {
        return switch (type) {
            case BOOL -> List.of("yes", "Y", "1", "tRUE", "no", "N", "0", "FALSE");
            case TRI_STATE -> List.of("on", "OFF", "Global");
            case CONFERENCE -> List.of("off", "global", "External", "EXTERNALBLINDTRANSFER", "integrated");
            case MONITORING -> List.of("OFF", "active", "Passive");
            case TEXT, PASSWORD ->
                List.of("x", "می\u200cخواهم", "क्\u200dष", "Ünï ☎ cöde", "a=b", "x".repeat(64), "😀".repeat(20));
            case NUMBER -> List.of("1", "4711", "anna.b", "+49-30_1", "*1#", "4".repeat(32));
            case PIN -> List.of("0", "0000", "12345678");
            case HOURS -> List.of("1", "024", "8760");
            case PROFILE -> List.of("0", "20", "007");
            case KEY_LOCK_SECONDS -> List.of("0", "10", "20", "30", "60", "90", "120");
            case ON_OFF, SYSTEM_CONFERENCE, DESCRIPTION, PORT -> List.of();
        };
    }

    private static Stream<UserDataKey> keys() {
        return Arrays.stream(UserDataKey.values()).filter(key -> key.scope() != UserDataKey.Scope.ADMINISTRATOR);
    }

    static Stream<Arguments> wrongValues() {
        return keys().flatMap(key -> wrong(key.type()).stream().map(value -> Arguments.of(key, value)));
    }

    static Stream<Arguments> rightValues() {
        return keys().flatMap(key -> right(key.type()).stream().map(value -> Arguments.of(key, value)));
    }

    /** A number of the right kind for a key stands around it, so that a file with one bad line has data. */
    private static CfgResult.Data read(UserDataKey key, String value) {
        FileKind kind = key.scope() == UserDataKey.Scope.COMMON_FILE ? FileKind.COMMON : FileKind.USER;
        // In quotes, for some wrong values are so by what would be a comment or be stripped.
        String text = "# head\nUD_DispLang=de\n" + key.key() + "=\"" + value + "\"\n";
        return (CfgResult.Data)
                CfgParser.parse(ByteBuffer.wrap(text.getBytes(UTF_8)), kind, 10_000, ValueOpener.NO_KEYS);
    }

    private static Finding ofKey(CfgResult.Data data) {
        List<Finding> findings =
                data.findings().stream().filter(finding -> finding.line() == 3).toList();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @ParameterizedTest(name = "{0} [{index}]")
    @MethodSource("wrongValues")
    void saysWhereWhatAndWhyAndAppliesTheRest(UserDataKey key, String value) {
        CfgResult.Data data = read(key, value);

        Finding finding = ofKey(data);
        assertThat(data.values()).containsEntry("UD_DispLang", "de");
        assertThat(finding.text())
                .startsWith(key.key() + ": ")
                .hasSizeLessThan(250)
                .doesNotMatch(".*\\p{Cntrl}.*");
        if (key.type() == ValueType.BOOL) {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(data.find(key)).contains("FALSE");
        } else {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.text()).contains("(expected: " + key.type().expected() + ")");
            assertThat(data.lines()).doesNotContainKey(key.isSecret() ? "" : key.key());
            assertThat(data.values()).doesNotContainKey(key.key());
            assertThat(data.secrets()).isEmpty();
            assertThat(data.errors()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0} [{index}]")
    @MethodSource("wrongValues")
    void namesTheValueUnlessItIsASecret(UserDataKey key, String value) {
        String text = ofKey(read(key, value)).text();

        String shown = value.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
        if (key.isSecret()) {
            assertThat(text)
                    .isEqualTo(
                            key.key() + ": bad value (expected: " + key.type().expected() + ")");
        } else if (shown.length() > 40) {
            assertThat(text).contains("\"" + shown.substring(0, 40) + "…\"");
        } else {
            assertThat(text).contains("\"" + shown + "\"");
        }
    }

    @ParameterizedTest(name = "{0} [{index}]")
    @MethodSource("rightValues")
    void takesWhatIsRightToTheLastPossibleValue(UserDataKey key, String value) {
        CfgResult.Data data = read(key, value);

        assertThat(data.errors()).isZero();
        assertThat(data.findings()).noneMatch(finding -> finding.line() == 3);
        String canonical = key.type().canonical(value);
        if (key.isSecret()) {
            assertThat(data.secrets()).containsEntry(key, Secret.of(canonical));
            assertThat(data.unread()).isEmpty();
        } else {
            assertThat(data.values()).containsEntry(key.key(), canonical);
        }
        assertThat(data.lines()).containsEntry(key.key(), 3);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void hasADefaultThatIsItselfARightValue(UserDataKey key) {
        if (!key.defaultValue().isEmpty()) {
            assertThat(key.type().canonical(key.defaultValue())).isEqualTo(key.defaultValue());
        }
    }
}
