package org.dectory.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dectory.datasets.internal.Desk.ANNA;
import static org.dectory.datasets.internal.Desk.PHONE;
import static org.dectory.datasets.internal.Desk.assertFailure;
import static org.dectory.datasets.internal.Desk.assertRefused;
import static org.dectory.datasets.internal.Desk.done;

import java.util.Map;
import java.util.Optional;
import org.dectory.api.datasets.DataSetService.DeviceChange;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Device;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.StaleRevisionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators say of devices. */
class DevicesTest {

    private static final Secret KEY =
            Secret.ofBytes(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

    private final Desk desk = new Desk();
    private final DataSets dataSets = desk.dataSets;

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    @Test
    @Tag("DAT-10")
    @Tag("OPS-05")
    void changesEncryptionCodeAndEmergencyNumbersOfADevice() {
        Device device = desk.addDevice(PHONE);
        DeviceChange change = new DeviceChange(true, Optional.of(Secret.of("0815")), " 110 ", "112");

        Device changed = done(dataSets.changeDevice(device.id(), device.revision(), change, ANNA))
                .device();

        assertThat(changed)
                .isEqualTo(dataSets.findDevice(device.id()).orElseThrow().device());
        assertThat(changed.encryption()).isTrue();
        assertThat(changed.sosNumber()).isEqualTo("110");
        assertThat(changed.manDownNumber()).isEqualTo("112");
        assertThat(changed.revision()).isGreaterThan(device.revision());
        assertThat(secrets(device)).isEqualTo(Map.of(SecretKind.AUTHENTICATION_CODE, Secret.of("0815")));
    }

    @Test
    void leavesTheCodeOfADeviceAloneUntilItIsSetOrTakenAway() {
        Device device = desk.addDevice(PHONE);
        change(device.id(), Optional.of(Secret.of("0815")));

        change(device.id(), Optional.empty());
        assertThat(secrets(device)).containsOnlyKeys(SecretKind.AUTHENTICATION_CODE);

        change(device.id(), Optional.of(Secret.of("")));
        assertThat(secrets(device)).isEmpty();
    }

    private void change(DeviceId id, Optional<Secret> code) {
        long revision = dataSets.findDevice(id).orElseThrow().device().revision();
        done(dataSets.changeDevice(id, revision, new DeviceChange(false, code, "", ""), ANNA));
    }

    @Test
    void refusesAChangeOfADeviceThatSomebodyElseHasChangedOrRemoved() {
        Device device = desk.addDevice(PHONE);
        DeviceChange change = new DeviceChange(true, Optional.empty(), "", "");
        done(dataSets.changeDevice(device.id(), device.revision(), change, ANNA));

        assertFailure(dataSets.changeDevice(device.id(), device.revision(), change, ANNA))
                .isInstanceOf(StaleRevisionException.class);
        assertFailure(dataSets.changeDevice(new DeviceId(99), 1, change, ANNA)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "123456789, '', '', authenticationCode, An authentication code is 1 to 8 digits.",
        "12a, '', '', authenticationCode, An authentication code is 1 to 8 digits.",
        "1, 11 0, '', sosNumber, Expected: 1 to 32 characters of 0-9 A-Z a-z * # + . _ -.",
        "1, '', 123456789012345678901234567890123, manDownNumber, Expected: 1 to 32 characters of 0-9 A-Z a-z * # + . _ -.",
    })
    void namesTheFieldOfAChangeThatIsRefused(String code, String sos, String manDown, String field, String message) {
        Device device = desk.addDevice(PHONE);
        DeviceChange change = new DeviceChange(true, Optional.of(Secret.of(code)), sos, manDown);
        long head = desk.store.head();

        assertRefused(dataSets.changeDevice(device.id(), device.revision(), change, ANNA), field, message);
        assertThat(desk.store.head()).isEqualTo(head);
    }

    @Test
    @Tag("SUB-08")
    void takesADeviceWithItsKeyAsSubscribedAtOnce() {
        Device device =
                done(dataSets.addDevice(draft(Optional.of(KEY), "DSAA2"), ANNA)).device();

        assertThat(device.subscription()).isEqualTo(Device.SubscriptionState.SUBSCRIBED);
        assertThat(device.algorithm()).isEqualTo("DSAA2");
        assertThat(device.sosNumber()).isEqualTo("110");
        assertThat(secrets(device)).isEqualTo(Map.of(SecretKind.UAK, KEY));
    }

    @Test
    @Tag("SUB-08")
    void leavesADeviceWithoutAKeyToSubscribe() {
        Device device =
                done(dataSets.addDevice(draft(Optional.empty(), "DSAA2"), ANNA)).device();

        assertThat(device.subscription()).isEqualTo(Device.SubscriptionState.NONE);
        assertThat(device.algorithm()).isEqualTo("DSAA");
    }

    @Test
    @Tag("SUB-08")
    void refusesKeysAndAlgorithmsThatAreNone() {
        Secret tooShort = Secret.ofBytes(new byte[15]);

        assertRefused(dataSets.addDevice(draft(Optional.of(tooShort), "DSAA"), ANNA), "uak", "A UAK has 16 octets.");
        assertRefused(
                dataSets.addDevice(draft(Optional.of(KEY), "dsaa"), ANNA),
                "algorithm",
                "The name of an algorithm is 1 to 16 capital letters and digits.");
        assertThat(desk.store.head()).isZero();
    }

    private static DeviceDraft draft(Optional<Secret> key, String algorithm) {
        return new DeviceDraft(PHONE, HandsetKind.PHONE_600_700, Optional.empty(), false, "110", "", key, algorithm);
    }

    @ParameterizedTest
    @Tag("DAT-09")
    @ValueSource(strings = {"03586 0017017 7", "0358600170177", "035860017017 7"})
    void readsAnIpeiWithOrWithoutBlanksAndShowsItInThePrintedForm(String entered) {
        Device device = desk.addDevice(Ipei.parse(entered));

        assertThat(device.ipei()).hasToString("03586 0017017 7");
    }

    @ParameterizedTest
    @Tag("DAT-09")
    @ValueSource(
            strings = {"03586 0017017 8", "03586 0017018 7", "03586 0017017", "03586 0017017 *", "", "3586 17017 7"})
    void refusesAnIpeiWithAWrongCheckDigitOrWithoutOne(String entered) {
        assertThatThrownBy(() -> Ipei.parse(entered))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ipei: ");
    }

    private Map<SecretKind, Secret> secrets(Device device) {
        return desk.store.findAll(SecretOwner.of(device.id()));
    }
}
