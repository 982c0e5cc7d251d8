package org.dectory.cfg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dectory.api.identity.Secret;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.api.userdata.ValueType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CfgParserTest {

    private static final int LIMIT = 1000;

    @Test
    @Tag("CFG-01")
    void takesTheCharacterForWhatCannotBeReadAsTextIfItIsInTheFile() {
        assertThat(user("UD_Name=\uFFFD").find(UserDataKey.NAME)).contains("\uFFFD");
    }

    /** The first of them is the Kelvin sign, a K in lower case. */
    @ParameterizedTest
    @Tag("CFG-01")
    @ValueSource(strings = {"UD_\u212AeyLockTime=60", "UD_Vıp=1", "ÜD_Vip=1", "1UD_Vip=1", "_UD_Vip=1"})
    void takesNoKeyThatLooksLikeAnotherOne(String line) {
        assertThat(parse(line.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        CfgResult.NoData.class,
                        nothing -> assertThat(nothing.findings())
                                .extracting(Finding::text)
                                .containsExactly("no valid key before the equals sign"));
    }

    @Test
    @Tag("CFG-01")
    void readsKeysAndValuesLineByLine() {
        CfgResult.Data data = user("UD_Name=Julian\n  UD_SosNumber =  112  \n\nUD_Vip=TRUE");

        assertThat(data.values())
                .containsOnly(
                        Map.entry("UD_Name", "Julian"), Map.entry("UD_SosNumber", "112"), Map.entry("UD_Vip", "TRUE"));
        assertThat(data.findings()).isEmpty();
        assertThat(data.errors()).isZero();
    }

    @ParameterizedTest
    @Tag("CFG-01")
    @CsvSource(
            delimiter = '|',
            value = {
                "UD_Name=Julian # the boss              | Julian",
                "UD_Name=Julian#the boss                | Julian",
                "UD_Name=\"Julian # 1\" # the boss      | Julian # 1",
                "UD_Name=Room \"#7\" east # a comment   | Room \"#7\" east",
                "UD_Name=5\" display # a comment        | 5\" display",
                "UD_Name=\"  Julian  \"                 | '  Julian  '",
                "UD_Name=\"a\"b\"                       | \"a\"b\"",
                "UD_Name=a=b                            | a=b",
                "ud_nAME=Jürgen Ω                       | Jürgen Ω",
            })
    void endsAValueAtAHashUnlessItIsInsideQuotes(String line, String name) {
        assertThat(user(line).find(UserDataKey.NAME)).contains(name);
    }

    @Test
    @Tag("CFG-04")
    void leavesUnknownKeysOutThatNoStoreWouldTake() {
        StringBuilder text = new StringBuilder("UD_Name=Julian\n");
        for (int i = 0; i < 600; i++) {
            text.append("UD_K").append(i).append("=x\n");
        }

        CfgResult.Data data = user(text + "UD_K0=y\nUD_Vip=TRUE");

        assertThat(data.values())
                .hasSize(502)
                .containsEntry("UD_Name", "Julian")
                .containsEntry("UD_K0", "y")
                .containsEntry("UD_Vip", "TRUE");
        assertThat(data.errors()).isEqualTo(100);
    }

    @Test
    @Tag("CFG-01")
    void warnsOfAHashThatMayHaveBeenMeant() {
        CfgResult.Data data = user("UD_SipPassword=ab#cd\nUD_Name=Julian # fine");

        assertThat(data.secrets()).containsOnly(Map.entry(UserDataKey.SIP_PASSWORD, Secret.of("ab")));
        assertThat(texts(data.findings()))
                .containsExactly("1: warning: UD_SipPassword: cut at a #; in double quotes it would be text");
    }

    @Test
    @Tag("CFG-01")
    void readsFilesOfWindows() {
        CfgResult.Data data = user("\uFEFFUD_Name=Julian\r\nUD_Vip=yes\r\n");

        assertThat(data.values()).containsOnly(Map.entry("UD_Name", "Julian"), Map.entry("UD_Vip", "TRUE"));
        assertThat(data.findings()).isEmpty();
    }

    @ParameterizedTest
    @Tag("CFG-02")
    @CsvSource({
        "yes,TRUE",
        "Y,TRUE",
        "1,TRUE",
        "tRue,TRUE",
        "no,FALSE",
        "n,FALSE",
        "0,FALSE",
        "False,FALSE",
    })
    void readsYesAndNoInAllTheirForms(String written, String meaning) {
        CfgResult.Data data = user("UD_Vip=" + written);

        assertThat(data.find(UserDataKey.VIP)).contains(meaning);
        assertThat(data.findings()).isEmpty();
    }

    @ParameterizedTest
    @Tag("CFG-02")
    @ValueSource(strings = {"on", "ja", "2", "yes please"})
    void takesAnyOtherYesOrNoAsNoAndWarns(String written) {
        CfgResult.Data data = user("UD_KeyLockEnable=" + written);

        assertThat(data.find(UserDataKey.KEY_LOCK_ENABLE)).contains("FALSE");
        assertThat(texts(data.findings()))
                .containsExactly(
                        "1: warning: UD_KeyLockEnable: \"" + written + "\" is neither yes nor no, taken as FALSE");
        assertThat(data.errors()).isZero();
    }

    @ParameterizedTest
    @Tag("CFG-03")
    @EnumSource(
            value = UserDataKey.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DESCRIPTION_1", "DESCRIPTION_2", "VISIBILITY_CHECK", "FIXED_SIP_PORT"})
    void knowsEveryKeyOfTheCatalogueInAnyCase(UserDataKey key) {
        FileKind kind = key.scope() == UserDataKey.Scope.COMMON_FILE ? FileKind.COMMON : FileKind.USER;
        String value = key.defaultValue().isEmpty() ? "4711" : key.defaultValue();

        CfgResult.Data data = (CfgResult.Data) parse(key.key().toUpperCase(java.util.Locale.ROOT) + "=" + value, kind);

        assertThat(data.findings()).isEmpty();
        if (key.isSecret()) {
            assertThat(data.secrets()).containsOnly(Map.entry(key, Secret.of(value)));
            assertThat(data.values()).isEmpty();
        } else {
            assertThat(data.values()).containsOnly(Map.entry(key.key(), value));
        }
    }

    @ParameterizedTest
    @Tag("USR-01")
    @Tag("USR-02")
    @ValueSource(strings = {"Description1", "DESCRIPTION2", "VisibilityCheck", "FixedSipPort"})
    void leavesAdministratorsTheirOwnKeys(String key) {
        CfgResult.Data data = user("UD_Name=Anna\n" + key + "=1");

        assertThat(data.values()).containsOnly(Map.entry("UD_Name", "Anna"));
        assertThat(texts(data.findings()))
                .singleElement()
                .asString()
                .startsWith("2: warning: ")
                .endsWith(": ignored, administrators set it and no file");
    }

    @Test
    @Tag("CFG-03")
    void letsTheLastOfTwoEqualKeysWin() {
        CfgResult.Data data = user("UD_Name=A\nud_name=B\nUD_Pin=1\nUD_PIN=2\nUD_Foo=1\nUD_FOO=2");

        assertThat(data.values()).containsOnly(Map.entry("UD_Name", "B"), Map.entry("UD_FOO", "2"));
        assertThat(data.secrets()).containsOnly(Map.entry(UserDataKey.PIN, Secret.of("2")));
        assertThat(texts(data.findings()))
                .contains(
                        "2: warning: UD_Name: given before in line 1; this one counts",
                        "4: warning: UD_Pin: given before in line 3; this one counts",
                        "6: warning: UD_FOO: given before in line 5; this one counts");
    }

    @Test
    @Tag("CFG-04")
    void keepsUnknownKeysAndReportsThem() {
        CfgResult.Data data = user("UD_DispLang=de\nColour=blue");

        assertThat(data.values()).containsOnly(Map.entry("UD_DispLang", "de"), Map.entry("Colour", "blue"));
        assertThat(texts(data.findings()))
                .containsExactly(
                        "1: warning: UD_DispLang: unknown key, kept for the phone", "2: warning: Colour: unknown key");
    }

    @ParameterizedTest
    @Tag("CFG-04")
    @ValueSource(
            strings = {
                "UD_PpProfileId=21",
                "UD_PpProfileId=-1",
                "UD_KeyLockTime=15",
                "UD_UpdateInterval=0",
                "UD_UpdateInterval=1.5",
                "UD_UpdateInterval=99999999999",
                "UD_Number=4 7",
                "UD_Number=../x",
                "UD_AutoAnswer=Maybe",
                "UD_ConferenceServerType=None",
                "UD_UserMonitoring=Global",
                "UD_Pin=47a1",
                "UD_Pin=123456789",
                "UD_Name=a\tb",
                "UD_Foo=a\u0007b",
                "no key value",
                "=x",
                "bad key=x",
                "<p class=x>",
            })
    void reportsABadLineAndAppliesTheRest(String line) {
        CfgResult.Data data = user("UD_Vip=1\n" + line + "\nUD_SosNumber=112");

        assertThat(data.values()).containsOnly(Map.entry("UD_Vip", "TRUE"), Map.entry("UD_SosNumber", "112"));
        assertThat(data.secrets()).isEmpty();
        assertThat(data.errors()).isEqualTo(1);
        assertThat(data.findings()).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
        });
    }

    @Test
    @Tag("CFG-04")
    void refusesWhatIsNoText() {
        assertThat(parse(new byte[] {'U', (byte) 0xFF, '=', '1'})).isInstanceOf(CfgResult.Unreadable.class);
        assertThat(parse("UD_Vip=1\0".getBytes(UTF_8))).isInstanceOf(CfgResult.Unreadable.class);
        assertThat(parse("UD_Name=J\u00fcrgen".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(CfgResult.Unreadable.class);
        assertThat(parse("UD_Vip=1".getBytes(StandardCharsets.UTF_16))).isInstanceOf(CfgResult.Unreadable.class);
    }

    @Test
    @Tag("CFG-04")
    void refusesWhatIsLargerThanTheLimit() {
        String fits = "UD_Vip=1\n" + "#".repeat(LIMIT - 9);

        assertThat(parse(fits.getBytes(UTF_8))).isInstanceOf(CfgResult.Data.class);
        assertThat(parse((fits + "#").getBytes(UTF_8))).isInstanceOf(CfgResult.Unreadable.class);
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(
            strings = {
                "",
                "\uFEFF",
                "\n\r\n  \n",
                "# error: no such user\n",
                "   # error",
                "<html lang=\"en\">\n<body>404</body>",
                "UD_Pin=\n",
                "UD_Number=a b",
                "Foo=1",
            })
    void seesThatAFileHasNoData(String text) {
        assertThat(parse(text, FileKind.USER)).isInstanceOf(CfgResult.NoData.class);
    }

    @ParameterizedTest
    @Tag("CFG-08")
    @ValueSource(strings = {"UD_Name=", "UD_Name=   ", "UD_Name=\"\"", "UD_Name= # nobody", "UD_Foo="})
    void takesAKeyWithoutAValueAsAbsent(String line) {
        CfgResult.Data data = user("UD_Vip=1\n" + line);

        assertThat(data.values()).containsOnlyKeys("UD_Vip");
        assertThat(data.findings()).isEmpty();
    }

    @Test
    @Tag("CFG-09")
    void ignoresInAUsersFileWhatCountsInTheCommonFileOnly() {
        CfgResult.Data data = user("UD_Vip=1\nUDS_UseExternalUsers=0\nUDS_Foo=1");

        assertThat(data.values()).containsOnlyKeys("UD_Vip");
        assertThat(texts(data.findings()))
                .containsExactly(
                        "2: warning: UDS_UseExternalUsers: ignored, it counts only in user_common.cfg",
                        "3: warning: UDS_Foo: ignored, it counts only in user_common.cfg");
    }

    @ParameterizedTest
    @Tag("CFG-09")
    @ValueSource(strings = {"UD_Number", "UD_Name", "UD_PinDel", "UD_SipAccount", "UD_SipPassword"})
    void ignoresInTheCommonFileWhatCountsInAUsersFileOnly(String key) {
        CfgResult.Data data = (CfgResult.Data) parse("UD_Vip=1\n" + key + "=1", FileKind.COMMON);

        assertThat(data.values()).containsOnlyKeys("UD_Vip");
        assertThat(data.secrets()).isEmpty();
        assertThat(texts(data.findings()))
                .containsExactly("2: warning: " + key + ": ignored, it counts only in a user's file");
    }

    @Test
    @Tag("CFG-04")
    void keepsAHundredFindingsAndCountsAllErrors() {
        String text =
                IntStream.range(0, 150).mapToObj(i -> "nonsense").collect(Collectors.joining("\n", "UD_Vip=1\n", ""));

        CfgResult.Data data = (CfgResult.Data)
                CfgParser.parse(ByteBuffer.wrap(text.getBytes(UTF_8)), FileKind.USER, 10_000, ValueOpener.NO_KEYS);

        assertThat(data.findings()).hasSize(100);
        assertThat(data.errors()).isEqualTo(150);
    }

    @Test
    @Tag("CFG-04")
    void neverRepeatsTheValueOfASecret() {
        String text = Optional.of(UserDataKey.values()).stream()
                .flatMap(java.util.Arrays::stream)
                .filter(UserDataKey::isSecret)
                .map(key -> key.key() + "=hush\u0007hush\n" + key.key() + "=\"hush\n" + key.key() + "hush")
                .collect(Collectors.joining("\n", "UD_Vip=1\n", ""));

        CfgResult.Data data = user(text);

        assertThat(data.findings()).isNotEmpty();
        assertThat(data.toString()).doesNotContain("hush");
    }

    @Test
    void cutsALongNameBetweenWholeCharacters() {
        CfgResult.Data data = user("UD_Name=" + "x".repeat(63) + "😀😀");

        assertThat(data.find(UserDataKey.NAME)).contains("x".repeat(63));
        assertThat(texts(data.findings())).containsExactly("1: warning: UD_Name: cut after 64 characters");
        assertThat(UserDataKey.NAME.type()).isEqualTo(ValueType.TEXT);
    }

    private static CfgResult.Data user(String text) {
        return (CfgResult.Data) parse(text, FileKind.USER);
    }

    private static CfgResult parse(String text, FileKind kind) {
        return CfgParser.parse(ByteBuffer.wrap(text.getBytes(UTF_8)), kind, LIMIT * 10, ValueOpener.NO_KEYS);
    }

    private static CfgResult parse(byte[] content) {
        return CfgParser.parse(ByteBuffer.wrap(content), FileKind.USER, LIMIT, ValueOpener.NO_KEYS);
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream().map(Finding::toString).toList();
    }
}
