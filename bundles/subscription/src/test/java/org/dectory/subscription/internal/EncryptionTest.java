package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import org.dectory.api.identity.Secret;
import org.dectory.api.store.Device;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;
import org.dectory.testkit.RadioCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The link is encrypted when a phone registers. */
@Tag("DAT-10")
class EncryptionTest {

    private final Appliance appliance = new Appliance();

    @AfterEach
    void close() {
        appliance.close();
    }

    private void flag(boolean on) {
        Device device = appliance.device(PHONE).orElseThrow();
        get(appliance.store.write(ANNA, transaction -> transaction.update(device.withEncryption(on))));
    }

    private void systemSwitch(String value) {
        get(appliance.store.write(ANNA, transaction -> {
            transaction.putState(SystemData.STATES + SystemKey.ENCRYPTION.name(), value);
            return true;
        }));
    }

    private int encryptions() {
        return appliance.radio.commands(PHONE, RadioCommand.Encrypt.class).size();
    }

    @ParameterizedTest(name = "system {0}, device {1}: {2}")
    @CsvSource({"On, true, 1", "On, false, 0", "Off, true, 0", "Off, false, 0"})
    void wantsTheSwitchOfTheSystemAndTheFlagOfTheDevice(String system, boolean device, int encryptions) {
        appliance.add(PHONE);
        systemSwitch(system);
        flag(device);

        assertThat(appliance.subscribe(PHONE)).isTrue();

        assertThat(encryptions()).isEqualTo(encryptions);
    }

    @Test
    void usesTheKeyThatTheLatestProofGave() {
        appliance.add(PHONE);
        flag(true);

        appliance.subscribe(PHONE);

        Secret expected = ToyAuthenticator.cipherKey(Secret.of("key-1"));
        assertThat(appliance.radio.commands(PHONE, RadioCommand.Encrypt.class))
                .containsExactly(new RadioCommand.Encrypt(expected));
    }

    @Test
    void followsAChangeFromTheNextRegistrationOn() {
        appliance.add(PHONE);
        appliance.subscribe(PHONE);
        flag(true);
        assertThat(encryptions()).isZero();

        appliance.locate(PHONE);
        assertThat(encryptions()).isEqualTo(1);
        systemSwitch("Off");
        appliance.locate(PHONE);

        assertThat(encryptions()).isEqualTo(1);
    }

    @Test
    void letsAPhoneInThatCannotEncrypt() {
        appliance.add(PHONE);
        appliance.subscribe(PHONE);
        flag(true);
        appliance.radio.ciphering(PHONE, false);

        assertThat(appliance.locate(PHONE)).isTrue();

        assertThat(encryptions()).isEqualTo(1);
    }

    @Test
    void doesNotEncryptForAPhoneThatIsNotGenuine() {
        appliance.add(PHONE);
        appliance.subscribe(PHONE);
        flag(true);
        appliance.holds(PHONE, Secret.of("another"));

        assertThat(appliance.locate(PHONE)).isFalse();

        assertThat(encryptions()).isZero();
    }
}
