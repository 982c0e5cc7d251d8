package org.dectory.cfg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dectory.api.identity.Secret;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.cfg.ValueOpener.Opened;
import org.dectory.cfg.ValueOpener.Plain;
import org.dectory.cfg.ValueOpener.Refused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader makes of lines whose values are encrypted. */
@Tag("PRV-08")
@Tag("CFG-04")
class EncryptedLinesTest {

    private static final String ENCRYPTED = "{rsa:0123abcd}" + "A".repeat(512);
    private static final String OF_NO_USE = "2: error: UD_Pin: encrypted value of no use (expected: 1 to 8 digits,"
            + " encrypted with a key of this appliance; this one names the key 0123abcd)";

    private final List<String> asked = new ArrayList<>();

    private CfgResult.Data read(String lines, Opened opened) {
        byte[] text = ("UD_Vip=1\n" + lines).getBytes(UTF_8);
        return (CfgResult.Data) CfgParser.parse(ByteBuffer.wrap(text), FileKind.USER, 100_000, value -> {
            asked.add(value.keyId());
            return opened instanceof Plain plain
                    ? new Plain(Secret.ofBytes(plain.text().bytes()))
                    : opened;
        });
    }

    private static List<String> texts(CfgResult.Data data) {
        return data.findings().stream().map(Finding::toString).toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = UserDataKey.class,
            names = {"PIN", "SIP_PASSWORD", "KEY_LOCK_PIN", "SERVICE_AUTH_PASSWD"})
    void areOpenedForTheFourSecretKeys(UserDataKey key) {
        CfgResult.Data data = read(key.key() + "=" + ENCRYPTED, new Plain(Secret.of("4711")));

        assertThat(asked).containsExactly("0123abcd");
        assertThat(data.secrets()).containsOnly(Map.entry(key, Secret.of("4711")));
        assertThat(data.findings()).isEmpty();
    }

    @Test
    void mayHaveALineEndInside() {
        assertThat(read("UD_Pin=" + ENCRYPTED, new Plain(Secret.of("4711\r\n"))).secrets())
                .containsOnly(Map.entry(UserDataKey.PIN, Secret.of("4711")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"47a1", "123456789", "hush\u0007", "", "\n", "47 11", "4711\n\n"})
    void areOfNoUseWhenWhatIsInsideIsNotAndDoNotTellIt(String plain) {
        CfgResult.Data data = read("UD_Pin=" + ENCRYPTED, new Plain(Secret.of(plain)));

        assertThat(texts(data)).containsExactly(OF_NO_USE);
        assertThat(data.secrets()).isEmpty();
        assertThat(data.unread()).containsExactly(UserDataKey.PIN);
        assertThat(data.values()).containsEntry("UD_Vip", "TRUE");
    }

    @Test
    void sayTheSameWhateverTheReason() {
        assertThat(texts(read("UD_Pin=" + ENCRYPTED, new Refused()))).containsExactly(OF_NO_USE);
        assertThat(texts(read("UD_Pin=" + ENCRYPTED, new Plain(Secret.ofBytes(new byte[] {(byte) 0xFF, 1})))))
                .containsExactly(OF_NO_USE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{rsa:}",
                "{rsa:0123abcd}",
                "{RSA:0123abcd}QUJD",
                "{rsa:0123abcd",
                "{rsa:xyz}QUJD",
                "{rsa:0123abcd}****"
            })
    void areDamagedWhenTheirFormIsWrongAndNeverTakenLiterally(String value) {
        CfgResult.Data data = read("UD_SipPassword=" + value, new Refused());

        assertThat(asked).isEmpty();
        assertThat(texts(data))
                .containsExactly("2: error: UD_SipPassword: damaged encrypted value (expected: {rsa:KEYID}BASE64)");
        assertThat(data.secrets()).isEmpty();
        assertThat(data.unread()).containsExactly(UserDataKey.SIP_PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UD_ConferenceServerURI", "UD_DispLang", "UD_SipAccount"})
    void areNotOpenedElsewhere(String key) {
        CfgResult.Data data = read(key + "={rsa:0123abcd}QUJD", new Refused());

        assertThat(asked).isEmpty();
        assertThat(data.values()).containsEntry(key, "{rsa:0123abcd}QUJD");
        assertThat(texts(data))
                .contains("2: warning: " + key + ": not decrypted; only these can be encrypted:"
                        + " UD_KeyLockPin, UD_Pin, UD_ServiceAuthPasswd, UD_SipPassword");
    }

    @Test
    void leaveTheValueOfAnEarlierLineWhenTheLaterOneCannotBeRead() {
        CfgResult.Data data = read("UD_Pin=4711\nUD_Pin=" + ENCRYPTED, new Refused());

        assertThat(data.secrets()).containsOnly(Map.entry(UserDataKey.PIN, Secret.of("4711")));
        assertThat(data.unread()).isEmpty();
    }

    @Test
    void areOpenedSoManyTimesOnly() {
        CfgResult.Data data = read(("UD_Pin=" + ENCRYPTED + "\n").repeat(40), new Plain(Secret.of("4711")));

        assertThat(asked).hasSize(16);
        assertThat(data.errors()).isEqualTo(24);
        assertThat(texts(data)).contains("18: error: UD_Pin: left out (expected: at most 16 encrypted values)");
        assertThat(data.secrets()).containsOnly(Map.entry(UserDataKey.PIN, Secret.of("4711")));
    }
}
