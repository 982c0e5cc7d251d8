package org.dectory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("CFG-05")
class CheckCommandTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    private int check(String... words) throws CommandException {
        // What a test says of a file in the folder, it says by its name alone.
        List<String> arguments = Arrays.stream(words)
                .map(word -> word.endsWith(".cfg") ? folder.resolve(word).toString() : word)
                .toList();
        return new CheckCommand(stream(printed), stream(complained))
                .run(new Place(folder, folder, OptionalInt.empty()), arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    /** The lines that were printed, with files told by their names alone. */
    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8)
                .replace(folder + "/", "")
                .lines()
                .toList();
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    @Test
    void passesFilesInWhichNothingIsWrong() throws Exception {
        file("user_common.cfg", "UD_UpdateInterval=4\n");
        file("4711.cfg", "UD_Name=Julian\nUD_Pin=4711\n");

        int status = check("user_common.cfg", "4711.cfg");

        assertThat(status).isEqualTo(Main.DONE);
        assertThat(lines()).containsExactly("2 files, 0 errors, 0 warnings");
    }

    @Test
    @Tag("CFG-04")
    void namesFileLineAndReasonOfEveryErrorAndFails() throws Exception {
        file("4711.cfg", "UD_Name=Julian\nUD_PpProfileId=21\nUD_Pin=47a1\nUD_Vip=oui\nnonsense\n");

        int status = check("4711.cfg");

        assertThat(status).isEqualTo(Main.NOT_DONE);
        assertThat(lines())
                .containsExactly(
                        "4711.cfg:2: error: UD_PpProfileId: bad value \"21\" (expected: 0 to 20)",
                        "4711.cfg:3: error: UD_Pin: bad value (expected: 1 to 8 digits)",
                        "4711.cfg:4: warning: UD_Vip: \"oui\" is neither yes nor no, taken as FALSE",
                        "4711.cfg:5: error: not of the form KEY=VALUE",
                        "1 file, 3 errors, 1 warning");
    }

    @Test
    void doesNotFailForWarnings() throws Exception {
        file("4711.cfg", "UD_Name=Julian\nUD_DispLang=de\n");

        assertThat(check("4711.cfg")).isEqualTo(Main.DONE);
    }

    @Test
    void readsTheCommonFileByTheRulesOfThat() throws Exception {
        file("user_common.cfg", "UD_Name=Everybody\nUD_Vip=1\n");

        int status = check(folder.toString());

        assertThat(status).isEqualTo(Main.DONE);
        assertThat(lines()).contains("user_common.cfg:1: warning: UD_Name: ignored, it counts only in a user's file");
    }

    @Test
    void tellsWhatCannotBeReadAndChecksTheRest() throws Exception {
        file("4711.cfg", "UD_PpProfileId=21\nUD_Vip=1\n");

        int status = check("4710.cfg", "4711.cfg");

        assertThat(status).isEqualTo(Main.NOT_UNDERSTOOD);
        assertThat(complained.toString(StandardCharsets.UTF_8))
                .contains("There is no file")
                .contains("4710.cfg");
        assertThat(lines()).anyMatch(line -> line.startsWith("4711.cfg:1: error"));
    }

    @Test
    @Tag("CFG-04")
    void tellsWhichFilesWouldChangeNothing() throws Exception {
        Files.write(folder.resolve("1.cfg"), new byte[] {'U', 'D', (byte) 0xFF});
        file("2.cfg", "#".repeat(256 * 1024 + 1));
        file("3.cfg", "# error: no such user\n");

        int status = check("1.cfg", "2.cfg", "3.cfg");

        assertThat(status).isEqualTo(Main.NOT_DONE);
        assertThat(lines())
                .containsExactly(
                        "1.cfg:1: error: The file is no text in UTF-8: nothing is applied",
                        "2.cfg:1: error: The file is larger than 262144 bytes: nothing is applied",
                        "3.cfg:1: error: the file holds no data: nothing is applied",
                        "3 files, 3 errors, 0 warnings");
    }

    @Test
    @Tag("CFG-07")
    void asksForANumberWhereFilesAreNamedAfterLoginIds() throws Exception {
        file("anna.cfg", "UD_Name=Anna\nUD_Number=201\n");
        file("bert.cfg", "UD_Name=Bert\n");
        file("carl.cfg", "UD_Name=Carl\nUD_Number=201\n");

        int status = check("anna.cfg", "bert.cfg", "carl.cfg", "--login-type", "login-id");

        assertThat(status).isEqualTo(Main.NOT_DONE);
        assertThat(lines())
                .containsExactly(
                        "bert.cfg:1: error: UD_Number is missing: nothing is applied",
                        "carl.cfg:2: error: the number 201 is that of anna.cfg, too: the second is refused",
                        "3 files, 2 errors, 0 warnings");
    }

    @Test
    @Tag("CFG-07")
    void ignoresANumberWhereFilesAreNamedAfterNumbers() throws Exception {
        file("201.cfg", "UD_Name=Anna\nUD_Number=202\n");
        file("2 1.cfg", "UD_Name=Bert\n");

        int status = check(folder.toString());

        assertThat(status).isEqualTo(Main.DONE);
        assertThat(lines())
                .contains(
                        "201.cfg:2: warning: UD_Number: ignored, the name of the file is the number",
                        "2 1.cfg:1: warning: nobody can log in by this file (expected: its name is a number and .cfg)");
    }

    @Test
    @Tag("PRV-04")
    void tellsWhatCountsForAUserAndWhereItComesFrom() throws Exception {
        file("base.cfg", "UD_Vip=1\nUD_KeyLockTime=10\nUD_Pin=1111\nUD_DispLang=de\n");
        file("4711.cfg", "UD_Name=Julian\nUD_KeyLockTime=20\nud_displang=en\n");

        int status = check("4711.cfg", "--common", "base.cfg", "--merged");

        assertThat(status).isEqualTo(Main.DONE);
        assertThat(lines().stream().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "4711.cfg comes to:",
                        "UD_Vip TRUE base.cfg:1",
                        "UD_KeyLockTime 20 4711.cfg:2",
                        "UD_Pin (secret) base.cfg:3",
                        "UD_KeyLockPin 0000 default",
                        "UD_AutoAnswer Global default",
                        "UD_DispLang en 4711.cfg:3")
                .noneMatch(line -> line.contains("1111") || line.contains("UD_DispLang de"));
    }

    @Test
    @Tag("PRV-08")
    void doesNotJudgeEncryptedValuesWithoutTheKey() throws Exception {
        String encrypted = "{rsa:0123abcd}" + "A".repeat(512);
        file(
                "4711.cfg",
                "UD_Pin=" + encrypted + "\nUD_KeyLockPin=" + encrypted.substring(4) + "\n" + "UD_SipPassword="
                        + encrypted.substring(0, 500) + "\nUD_DispLang=" + encrypted + "\n");

        int status = check("4711.cfg", "--merged");

        assertThat(status).isEqualTo(Main.NOT_DONE);
        assertThat(lines())
                .contains(
                        "4711.cfg:1: warning: UD_Pin: encrypted, not checked here",
                        "4711.cfg:2: error: UD_KeyLockPin: bad value (expected: 1 to 8 digits)",
                        "4711.cfg:3: error: UD_SipPassword: damaged encrypted value (expected: {rsa:KEYID}BASE64)",
                        "4711.cfg:4: warning: UD_DispLang: not decrypted; only these can be encrypted:"
                                + " UD_KeyLockPin, UD_Pin, UD_ServiceAuthPasswd, UD_SipPassword")
                .anyMatch(line -> line.matches("UD_Pin +\\(secret, not read here\\) +4711.cfg:1"));
    }

    @Test
    void tellsProgramsTheSame() throws Exception {
        file("4711.cfg", "UD_Name=Julian\nUD_PpProfileId=21\n");

        int status = check("4711.cfg", "--json", "--merged");

        Json answer = Json.of(JSON.std.anyFrom(printed.toString(StandardCharsets.UTF_8)));
        assertThat(status).isEqualTo(Main.NOT_DONE);
        assertThat(answer.number("errors")).isEqualTo(1);
        Json file = answer.objects("files").get(0);
        assertThat(file.text("kind")).isEqualTo("user");
        assertThat(file.objects("findings")).singleElement().satisfies(finding -> {
            assertThat(finding.number("line")).isEqualTo(2);
            assertThat(finding.text("severity")).isEqualTo("error");
        });
        assertThat(file.objects("merged"))
                .anySatisfy(value -> assertThat(value.text("value")).isEqualTo("Julian"));
    }

    @Test
    @Tag("CFG-04")
    void countsErrorsThatItDoesNotTell() throws Exception {
        file("4711.cfg", "UD_Vip=1\n" + "nonsense\n".repeat(150));

        check("4711.cfg");

        assertThat(lines()).hasSize(102).endsWith("4711.cfg: and 50 errors more", "1 file, 150 errors, 0 warnings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--common", "x.cfg --login-type name", "x.cfg --loud"})
    void saysHowItIsUsed(String words) {
        assertThatThrownBy(() -> check(words.isEmpty() ? new String[0] : words.split(" ")))
                .isInstanceOfSatisfying(CommandException.class, e -> {
                    assertThat(e.status()).isEqualTo(Main.NOT_UNDERSTOOD);
                    assertThat(e).hasMessageStartingWith("usage: dectory check");
                });
    }
}
