package org.dectory.cfg.encrypted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PRV-08")
class ValueCipherTest {

    /** Made once: it takes a while. */
    private static final KeyPair PAIR = pair(3072);

    private static final byte[] PLAIN = "4711".getBytes(UTF_8);

    private static KeyPair pair(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void decryptsWhatItEncrypted() {
        EncryptedValue value = ValueCipher.encrypt(PAIR.getPublic(), PLAIN);

        EncryptedValue read = EncryptedValue.parse(value.toString()).orElseThrow();

        assertThat(read.keyId()).isEqualTo(ValueCipher.keyId(PAIR.getPublic())).matches("[0-9a-f]{8}");
        assertThat(ValueCipher.decrypt(PAIR.getPrivate(), read.octets())).contains(PLAIN);
    }

    @Test
    void encryptsTheSameDifferentlyEachTime() {
        assertThat(ValueCipher.encrypt(PAIR.getPublic(), PLAIN).octets())
                .isNotEqualTo(ValueCipher.encrypt(PAIR.getPublic(), PLAIN).octets());
    }

    @Test
    void holdsAsMuchAsTheKeyAllowsAndSaysSoOtherwise() {
        byte[] longest = new byte[ValueCipher.longest(PAIR.getPublic())];
        Arrays.fill(longest, (byte) 'x');

        byte[] octets = ValueCipher.encrypt(PAIR.getPublic(), longest).octets();

        assertThat(longest).hasSize(318);
        assertThat(ValueCipher.decrypt(PAIR.getPrivate(), octets)).contains(longest);
        assertThatThrownBy(() -> ValueCipher.encrypt(PAIR.getPublic(), new byte[319]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value: 319 octets (expected: at most 318)");
    }

    @Test
    void tellsNothingOfWhatItCannotDecrypt() throws GeneralSecurityException {
        byte[] flipped = ValueCipher.encrypt(PAIR.getPublic(), PLAIN).octets();
        flipped[100] ^= 1;
        byte[] modulus = ((RSAPublicKey) PAIR.getPublic()).getModulus().toByteArray();
        Cipher older = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        older.init(Cipher.ENCRYPT_MODE, PAIR.getPublic());
        // What the transformation's name alone means: another mask generation than ours.
        Cipher otherMask = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        otherMask.init(Cipher.ENCRYPT_MODE, PAIR.getPublic());

        for (byte[] wrong : List.of(
                flipped,
                new byte[0],
                new byte[1],
                new byte[383],
                new byte[384],
                new byte[385],
                Arrays.copyOfRange(modulus, 1, 385),
                BigInteger.ONE.toByteArray(),
                older.doFinal(PLAIN),
                otherMask.doFinal(PLAIN))) {
            assertThat(ValueCipher.decrypt(PAIR.getPrivate(), wrong)).isEqualTo(Optional.empty());
        }
    }

    @Test
    void readsAndWritesKeysInPem() {
        String pem = ValueCipher.pem(PAIR.getPublic());

        assertThat(pem.lines()).allMatch(line -> line.length() <= 64).hasSizeGreaterThan(8);
        assertThat(ValueCipher.publicKey("# ours\r\n" + pem.replace("\n", "\r\n") + "more"))
                .isEqualTo(PAIR.getPublic());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-rsa AAAA",
                "-----BEGIN PUBLIC KEY-----\nQUJD\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n====\n-----END PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----"
            })
    void refusesWhatIsNoPublicKey(String text) {
        assertThatThrownBy(() -> ValueCipher.publicKey(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("public key: ");
    }

    @Test
    void refusesKeysThatAreTooShort() {
        String pem = ValueCipher.pem(pair(2048).getPublic());

        assertThatThrownBy(() -> ValueCipher.publicKey(pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("public key: 2048 bits (expected: 3072 to 8192)");
    }

    @Test
    void refusesValuesThatAreDamaged() {
        String whole = ValueCipher.encrypt(PAIR.getPublic(), PLAIN).toString();

        assertThat(EncryptedValue.parse(whole)).isPresent();
        assertThat(EncryptedValue.parse(whole.toLowerCase(Locale.ROOT).substring(0, 14) + whole.substring(14)))
                .isPresent();
        for (int end = 0; end < whole.length(); end++) {
            assertThat(EncryptedValue.parse(whole.substring(0, end))).isEmpty();
        }
        for (String wrong : List.of(
                whole.replace("{rsa:", "{rsa:0"),
                whole.replace("}", "} "),
                whole + "=",
                whole + "\n",
                whole.substring(0, 100) + "-" + whole.substring(101),
                "x" + whole,
                "{rsa:0123abcd}" + "A".repeat(100_000))) {
            assertThat(EncryptedValue.parse(wrong)).isEmpty();
        }
    }

    @Test
    void understandsOpenssl(@TempDir Path folder) throws Exception {
        assumeThat(hasOpenssl()).as("openssl is installed").isTrue();
        Path pem = Files.writeString(folder.resolve("key.pem"), ValueCipher.pem(PAIR.getPublic()));
        Path plain = Files.write(folder.resolve("plain"), PLAIN);
        Path encrypted = folder.resolve("encrypted");

        run(List.of(
                "openssl",
                "pkeyutl",
                "-encrypt",
                "-pubin",
                "-inkey",
                pem.toString(),
                "-pkeyopt",
                "rsa_padding_mode:oaep",
                "-pkeyopt",
                "rsa_oaep_md:sha256",
                "-pkeyopt",
                "rsa_mgf1_md:sha256",
                "-in",
                plain.toString(),
                "-out",
                encrypted.toString()));
        run(List.of(
                "openssl",
                "pkey",
                "-pubin",
                "-in",
                pem.toString(),
                "-outform",
                "DER",
                "-out",
                folder.resolve("der").toString()));
        run(List.of(
                "openssl",
                "dgst",
                "-sha256",
                "-binary",
                "-out",
                folder.resolve("digest").toString(),
                folder.resolve("der").toString()));

        assertThat(ValueCipher.decrypt(PAIR.getPrivate(), Files.readAllBytes(encrypted)))
                .contains(PLAIN);
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("digest"))))
                .startsWith(ValueCipher.keyId(PAIR.getPublic()));
    }

    private static boolean hasOpenssl() throws InterruptedException {
        try {
            run(List.of("openssl", "version"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(command.toString()).isZero();
    }
}
