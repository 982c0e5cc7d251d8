package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.store.Device;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.StaleRevisionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a store promises about devices. */
interface DeviceContract extends OpenedStore {

    @Test
    @Tag("DAT-01")
    default void keepsADeviceAndFindsItByNumberAndIpei() {
        Device added = opened().addDevice(1);

        assertThat(added)
                .isEqualTo(new Device(
                        added.id(),
                        1,
                        new Ipei(12, 1),
                        HandsetKind.PHONE_600_700,
                        Device.SubscriptionState.NONE,
                        true,
                        ManualClock.START));
        assertThat(found(view -> view.findDevice(added.id()))).contains(added);
        assertThat(found(view -> view.findDevice(new Ipei(12, 1)))).contains(added);
        assertThat(found(view -> view.findDevice(new Ipei(12, 2)))).isEmpty();
    }

    @Test
    @Tag("DAT-03")
    default void refusesASecondDeviceOfTheSameIpei() {
        Device first = opened().addDevice(1);

        assertThatThrownBy(() -> opened().addDevice(1))
                .isInstanceOfSatisfying(
                        NotUniqueException.class, e -> assertThat(e.field()).isEqualTo(NotUniqueException.Field.IPEI))
                .hasMessageContaining(new Ipei(12, 1).toString());
        assertThat(found(view -> view.findDevice(new Ipei(12, 1)))).contains(first);
    }

    @Test
    @Tag("DAT-01")
    default void writesAChangedDeviceWithItsNextRevision() {
        Device added = opened().addDevice(1);

        Device changed = opened().write(tx -> tx.update(added.with(Device.SubscriptionState.SUBSCRIBED)
                .with(HandsetKind.GAP)
                .withEncryption(false)));

        assertThat(changed.revision()).isEqualTo(2);
        assertThat(changed.subscription()).isEqualTo(Device.SubscriptionState.SUBSCRIBED);
        assertThat(changed.kind()).isEqualTo(HandsetKind.GAP);
        assertThat(changed.encryption()).isFalse();
        assertThat(changed.created()).isEqualTo(added.created());
        assertThat(found(view -> view.findDevice(added.id()))).contains(changed);
    }

    @Test
    @Tag("OPS-05")
    default void keepsTheAlgorithmOfTheKeyAndTheNumbersOfADevice() {
        Device added = opened().addDevice(1);

        Device changed =
                opened().write(tx -> tx.update(added.withAlgorithm("DSAA2").withNumbers("110", "112")));

        assertThat(List.of(added.algorithm(), added.sosNumber(), added.manDownNumber()))
                .containsExactly("DSAA", "", "");
        assertThat(List.of(changed.algorithm(), changed.sosNumber(), changed.manDownNumber()))
                .containsExactly("DSAA2", "110", "112");
        assertThat(found(view -> view.findDevice(added.id()))).contains(changed);

        Device again =
                opened().write(tx -> tx.update(changed.with(HandsetKind.GAP).withEncryption(false)));
        assertThat(List.of(again.algorithm(), again.sosNumber(), again.manDownNumber()))
                .containsExactly("DSAA2", "110", "112");
    }

    @Test
    default void refusesTextsOfADeviceThatAreTooLong() {
        Device added = opened().addDevice(1);

        for (Device bad : List.of(
                added.withAlgorithm(""),
                added.withAlgorithm("x".repeat(17)),
                added.withNumbers("1".repeat(33), ""),
                added.withNumbers("", "1".repeat(33)))) {
            assertThatThrownBy(() -> opened().write(tx -> tx.update(bad))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(found(view -> view.findDevice(added.id()))).contains(added);
    }

    @Test
    default void refusesAChangeOfAnOldRevision() {
        Device added = opened().addDevice(1);
        Device changed = opened().write(tx -> tx.update(added.withEncryption(false)));

        assertThatThrownBy(() -> opened().write(tx -> tx.update(added.with(HandsetKind.GAP))))
                .isInstanceOf(StaleRevisionException.class);
        assertThat(found(view -> view.findDevice(added.id()))).contains(changed);
    }

    @Test
    @Tag("DAT-03")
    default void movesADeviceToAnotherIpeiThatIsFreeOnly() {
        Device first = opened().addDevice(1);
        Device second = opened().addDevice(2);

        assertThatThrownBy(() -> opened().write(tx -> tx.update(withIpei(second, first.ipei()))))
                .isInstanceOf(NotUniqueException.class);
        Device moved = opened().write(tx -> tx.update(withIpei(second, new Ipei(12, 3))));

        assertThat(found(view -> view.findDevice(new Ipei(12, 2)))).isEmpty();
        assertThat(found(view -> view.findDevice(new Ipei(12, 3)))).contains(moved);
    }

    private static Device withIpei(Device device, Ipei ipei) {
        return new Device(
                device.id(),
                device.revision(),
                ipei,
                device.kind(),
                device.subscription(),
                device.encryption(),
                device.created());
    }

    @Test
    default void removesADeviceAndNeverGivesItsNumberAgain() {
        Device added = opened().addDevice(1);

        opened().write(tx -> {
            tx.removeDevice(added.id());
            tx.removeDevice(added.id());
            return "removed";
        });
        Device again = opened().addDevice(1);

        assertThat(found(view -> view.findDevice(added.id()))).isEmpty();
        assertThat(again.id()).isNotEqualTo(added.id());
    }

    @Test
    default void refusesToChangeADeviceThatIsGone() {
        Device added = opened().addDevice(1);

        assertThatThrownBy(() -> opened().write(tx -> {
                    tx.removeDevice(new DeviceId(added.id().ppn()));
                    return tx.update(added.withEncryption(false));
                }))
                .isInstanceOf(NotFoundException.class);
        assertThat(found(view -> view.findDevice(added.id()))).contains(added);
    }
}
