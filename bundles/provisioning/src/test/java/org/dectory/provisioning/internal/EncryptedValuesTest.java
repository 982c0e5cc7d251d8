package org.dectory.provisioning.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportResult.Outcome;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Unavailable;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Actor;
import org.dectory.api.store.User;
import org.dectory.api.valuekeys.ValueKey;
import org.dectory.api.valuekeys.ValueKeys;
import org.dectory.testkit.fetch.FakeFetcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PRV-08")
class EncryptedValuesTest {

    private final ProvisioningHouse house = new ProvisioningHouse();
    private final FakeFetcher server = house.server;
    private final ValueKeys keys = new PlainKeys();

    /** Turns octets around instead of encrypting them; the ciphers have tests of their own. */
    private static final class PlainKeys implements ValueKeys {

        private static final String ID = "0123abcd";

        static String encrypted(String plain) {
            byte[] octets = Arrays.copyOf(plain.getBytes(UTF_8), 384);
            octets[383] = (byte) plain.length();
            return "{rsa:" + ID + "}" + Base64.getEncoder().encodeToString(octets);
        }

        @Override
        public Optional<Secret> open(String keyId, byte[] encrypted) {
            return keyId.equals(ID) && encrypted[383] > 0
                    ? Optional.of(Secret.ofBytes(Arrays.copyOf(encrypted, encrypted[383])))
                    : Optional.empty();
        }

        @Override
        public List<ValueKey> keys() {
            return List.of();
        }

        @Override
        public CompletionStage<ValueKey> current() {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<ValueKey> rotate(Actor actor) {
            return new CompletableFuture<>();
        }
    }

    @BeforeEach
    void addKeys() {
        house.service.bindValueKeys(keys);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private ImportResult imported(String content) {
        server.put("4711.cfg", content);
        return ProvisioningHouse.get(house.service.importUser("4711"));
    }

    private Optional<Secret> secret(SecretKind kind) {
        User user = house.find("4711").orElseThrow();
        return house.secret(user, kind);
    }

    @Test
    void opensTheFourSecretKeys() {
        ImportResult result = imported("UD_Name=Julian"
                + "\nUD_Pin=" + PlainKeys.encrypted("4711")
                + "\nUD_KeyLockPin=" + PlainKeys.encrypted("0815")
                + "\nUD_SipPassword=" + PlainKeys.encrypted("hush # hush")
                + "\nUD_ServiceAuthPasswd=" + PlainKeys.encrypted("whisper"));

        assertThat(result.messages()).isEmpty();
        assertThat(secret(SecretKind.PIN_USER_FILE)).contains(Secret.of("4711"));
        assertThat(secret(SecretKind.KEY_LOCK_PIN)).contains(Secret.of("0815"));
        assertThat(secret(SecretKind.SIP_PASSWORD)).contains(Secret.of("hush # hush"));
        assertThat(secret(SecretKind.SERVICE_PASSWORD)).contains(Secret.of("whisper"));
    }

    @Test
    void opensThoseOfTheCommonFile() {
        server.put("user_common.cfg", "UD_Pin=" + PlainKeys.encrypted("1234"));

        ProvisioningHouse.get(house.service.importCommon());

        assertThat(house.store.find(SecretOwner.SYSTEM, SecretKind.COMMON_PIN)).contains(Secret.of("1234"));
    }

    @ParameterizedTest
    @Tag("CFG-04")
    @ValueSource(
            strings = {"{rsa:0123abcd}QUJD", "{rsa:00000000}", "{rsa:0123abcd}", "UNREADABLE", "47a1", "123456789"})
    void keepsThePinThatWasKnownAndAppliesTheRestWhenALineCannotBeRead(String value) {
        imported("UD_Name=Julian\nUD_Pin=" + PlainKeys.encrypted("4711"));

        ImportResult result = imported("UD_Name=Anna\nUD_Pin=" + damaged(value));

        assertThat(result.outcome()).isEqualTo(Outcome.IMPORTED);
        assertThat(result.messages()).singleElement().asString().startsWith("2: error: UD_Pin: ");
        assertThat(house.find("4711").orElseThrow().name()).isEqualTo("Anna");
        assertThat(secret(SecretKind.PIN_USER_FILE)).contains(Secret.of("4711"));
    }

    private static String damaged(String value) {
        return value.equals("UNREADABLE") ? PlainKeys.encrypted("") : value;
    }

    @Test
    @Tag("USR-10")
    void letsNobodyInWithAWellKnownPinWhenThatOfANewUserCannotBeRead() {
        server.put("user_common.cfg", "UD_Pin=1111");
        ProvisioningHouse.get(house.service.importCommon());

        imported("UD_Name=Julian\nUD_Pin={rsa:0123abcd}QUJD");

        Secret pin = secret(SecretKind.PIN_USER_FILE).orElseThrow();
        assertThat(pin.length()).isEqualTo(8);
        imported("UD_Name=Julian\nUD_Pin=4711");
        assertThat(secret(SecretKind.PIN_USER_FILE)).contains(Secret.of("4711"));
    }

    @Test
    void erasesAPinThatIsNoLongerInTheFile() {
        imported("UD_Name=Julian\nUD_Pin=" + PlainKeys.encrypted("4711"));

        imported("UD_Name=Julian");

        assertThat(secret(SecretKind.PIN_USER_FILE)).isEmpty();
    }

    @Test
    @Tag("OSG-04")
    void changesNothingWhileNobodyIsThereWhoOpensValues() {
        imported("UD_Name=Julian\nUD_Pin=4711");
        house.service.unbindValueKeys(keys);

        ImportResult result = imported("UD_Name=Anna\nUD_Pin=" + PlainKeys.encrypted("4712"));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("'valuekeys' of the appliance is not there");
        assertThat(house.find("4711").orElseThrow().name()).isEqualTo("Julian");
        assertThat(secret(SecretKind.PIN_USER_FILE)).contains(Secret.of("4711"));
    }

    @Test
    @Tag("OSG-04")
    void createsNobodyWhileNobodyIsThereWhoOpensValues() {
        house.service.unbindValueKeys(keys);
        server.put("4711.cfg", "UD_Name=Julian\nUD_Pin=" + PlainKeys.encrypted("4711"));

        assertThat(house.lookUp("4711")).isInstanceOf(Unavailable.class);
        assertThat(house.find("4711")).isEmpty();
    }

    @Test
    @Tag("OSG-04")
    void readsFilesWithoutSuchValuesAllTheSame() {
        house.service.unbindValueKeys(keys);

        assertThat(imported("UD_Name=Julian\nUD_Pin=4711").outcome()).isEqualTo(Outcome.IMPORTED);
    }

    @Test
    @Tag("OSG-04")
    void goesOnWithASuccessorThatCameFirst() {
        ValueKeys successor = new PlainKeys();
        house.service.bindValueKeys(successor);
        house.service.unbindValueKeys(keys);

        imported("UD_Name=Julian\nUD_Pin=" + PlainKeys.encrypted("4711"));

        assertThat(secret(SecretKind.PIN_USER_FILE)).contains(Secret.of("4711"));
    }
}
