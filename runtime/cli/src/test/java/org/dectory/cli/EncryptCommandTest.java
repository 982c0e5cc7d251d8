package org.dectory.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.OptionalInt;
import org.dectory.cfg.encrypted.EncryptedValue;
import org.dectory.cfg.encrypted.ValueCipher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("PRV-08")
class EncryptCommandTest {

    private static final KeyPair PAIR = pair();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private Path key;

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(ValueCipher.KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void writeKey() throws IOException {
        key = Files.writeString(folder.resolve("key.pem"), ValueCipher.pem(PAIR.getPublic()));
    }

    private String encrypt(String input, String... words) throws CommandException, InterruptedException {
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(UTF_8));
        int status = new EncryptCommand(new PrintStream(printed, true, UTF_8), () -> HiddenInput.line(in))
                .run(new Place(folder, folder, OptionalInt.empty()), List.of(words));
        assertThat(status).isEqualTo(Main.DONE);
        return printed.toString(UTF_8).strip();
    }

    private static String decrypted(String value) {
        byte[] octets = EncryptedValue.parse(value).orElseThrow().octets();
        return new String(ValueCipher.decrypt(PAIR.getPrivate(), octets).orElseThrow(), UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"4711", "'pass # \"word\"'", "Grüße"})
    void encryptsALineOfTheInputWithoutAnAppliance(String value) throws Exception {
        assertThat(decrypted(encrypt(value + "\n", "--key", key.toString()))).isEqualTo(value);
    }

    @Test
    void takesALineWithoutAnEndAndOneOfWindows() throws Exception {
        assertThat(decrypted(encrypt("4711", "--key", key.toString()))).isEqualTo("4711");
        printed.reset();
        assertThat(decrypted(encrypt("4711\r\n", "--key", key.toString()))).isEqualTo("4711");
    }

    @Test
    void writesAWholeLineForAKeyThatIsNamed() throws Exception {
        String line = encrypt("4711\n", "--for", "ud_pin", "--key", key.toString());

        assertThat(line).startsWith("UD_Pin={rsa:");
        assertThat(decrypted(line.substring("UD_Pin=".length()))).isEqualTo("4711");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hush-hush | --for UD_Pin  | The value is none for UD_Pin (expected: 1 to 8 digits).",
                "``        |               | There is nothing to encrypt.",
                "`a\tb`    |               | The value has control characters, or is more than one line.",
                "`a\nb`    |               | The value has control characters, or is more than one line.",
                "4711      | --for UD_Name | UD_Name cannot be encrypted; these can: UD_KeyLockPin, UD_Pin,"
                        + " UD_ServiceAuthPasswd, UD_SipPassword.",
            })
    void refusesWhatTheApplianceWouldRefuseAndDoesNotRepeatIt(String input, String words, String message) {
        String[] arguments = ("--key " + key + (words == null ? "" : " " + words)).split(" ");

        assertThatThrownBy(() -> encrypt(input, arguments))
                .isInstanceOf(CommandException.class)
                .hasMessage(message)
                .hasMessageNotContaining("hush");
        assertThat(printed.size()).isZero();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> encrypt("x".repeat(319), "--key", key.toString()))
                .hasMessage("value: 319 octets (expected: at most 318).");
    }

    @Test
    void refusesWhatIsNoKey() throws Exception {
        Files.writeString(key, "hello");

        assertThatThrownBy(() -> encrypt("4711", "--key", key.toString()))
                .hasMessage("public key: none (expected: PEM with BEGIN PUBLIC KEY).");
        assertThatThrownBy(() -> encrypt("4711", "--key", key + "x")).hasMessageStartingWith("The key cannot be read");
    }

    @Test
    void takesNoValueAmongItsArguments() {
        assertThatThrownBy(() -> encrypt("", "4711"))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.status()).isEqualTo(Main.NOT_UNDERSTOOD))
                .hasMessageStartingWith("usage: dectory encrypt");
    }
}
