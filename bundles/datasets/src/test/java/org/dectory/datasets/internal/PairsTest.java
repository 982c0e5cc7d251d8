package org.dectory.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.datasets.internal.Desk.ANNA;
import static org.dectory.datasets.internal.Desk.PHONE;
import static org.dectory.datasets.internal.Desk.assertFailure;
import static org.dectory.datasets.internal.Desk.assertRefused;
import static org.dectory.datasets.internal.Desk.done;

import java.util.Map;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Devices and users who belong together, and how that changes. */
class PairsTest {

    private final Desk desk = new Desk();
    private final DataSets dataSets = desk.dataSets;

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    @Test
    @Tag("DAT-08")
    void makesADeviceAndAUserWhoBelongTogetherInOneStep() {
        DeviceRow row = done(dataSets.addPair(Desk.device(PHONE), Desk.user("1012", Map.of("UD_Vip", "TRUE")), ANNA));

        assertThat(row.relation().orElseThrow().kind()).isEqualTo(Relation.Kind.FIXED);
        assertThat(row.user().orElseThrow().number().value()).isEqualTo("1012");
        assertThat(dataSets.findDevice(row.device().id())).contains(row);
        assertThat(desk.layer(row.user().orElseThrow())).isEqualTo(Map.of("UD_Vip", "TRUE"));
    }

    @Test
    @Tag("DAT-08")
    void makesNoneOfTheTwoWhenOneIsRefused() {
        desk.addUser("1012", Map.of());
        desk.addDevice(PHONE);
        long head = desk.store.head();

        assertRefused(
                dataSets.addPair(Desk.device(new Ipei(12, 1)), Desk.user("1012", Map.of()), ANNA),
                "number",
                "Number 1012 is taken.");
        assertRefused(
                dataSets.addPair(Desk.device(PHONE), Desk.user("1013", Map.of()), ANNA),
                "ipei",
                "There is a device 03586 0017017 7 already.");
        assertRefused(
                dataSets.addPair(Desk.device(new Ipei(12, 1)), Desk.user("1013", Map.of("UD_Vip", "?")), ANNA),
                "UD_Vip",
                "Expected: TRUE or FALSE.");
        assertThat(desk.store.head()).isEqualTo(head);
        assertThat(dataSets.devices(PageRequest.first(10)).total()).isOne();
    }

    @Test
    @Tag("DAT-04")
    void removesAPairInOneStep() {
        DeviceRow pair = pair("1012");

        assertThat(done(dataSets.removePair(pair.device().id(), ANNA))).isTrue();

        assertThat(dataSets.devices(PageRequest.first(10)).total()).isZero();
        assertThat(dataSets.users(PageRequest.first(10)).total()).isZero();
        assertThat(done(dataSets.removePair(pair.device().id(), ANNA))).isFalse();
    }

    @Test
    @Tag("DAT-04")
    void removesNobodyWhoIsOnlyLoggedInAtTheDevice() {
        Device device = desk.addDevice(PHONE);
        assertRefused(dataSets.removePair(device.id(), ANNA), "relation", "Device 03586 0017017 7 has no user.");
        User user = login(device, desk.addUser("1012", Map.of()));

        assertRefused(
                dataSets.removePair(device.id(), ANNA),
                "relation",
                "The relation of device 03586 0017017 7 is a dynamic one: log the user out.");
        assertThat(dataSets.findUser(user.id())).isPresent();
    }

    @Test
    @Tag("DAT-04")
    @Tag("DAT-07")
    void turnsAFixedRelationIntoADynamicOneAndBackWhileTheUserStays() {
        DeviceRow pair = pair("1012");
        DeviceId device = pair.device().id();
        long head = desk.store.head();

        DeviceRow dynamic = done(dataSets.changeRelation(device, Relation.Kind.DYNAMIC, ANNA));
        DeviceRow fixed = done(dataSets.changeRelation(device, Relation.Kind.FIXED, ANNA));

        assertThat(dynamic.relation().orElseThrow().kind()).isEqualTo(Relation.Kind.DYNAMIC);
        assertThat(fixed.relation().orElseThrow().kind()).isEqualTo(Relation.Kind.FIXED);
        assertThat(fixed.user()).isEqualTo(pair.user());
        assertThat(desk.changesAfter(head)).containsExactly(Change.Kind.RELATION_CHANGED, Change.Kind.RELATION_CHANGED);
    }

    @Test
    @Tag("DAT-04")
    @Tag("PRV-15")
    void neverGivesADeviceForGoodToAUserWhoComesFromAFile() {
        Device device = desk.addDevice(PHONE);
        User user = login(device, desk.addExternal("1012", Map.of()));

        assertRefused(
                dataSets.changeRelation(device.id(), Relation.Kind.FIXED, ANNA),
                "relation",
                "User 1012 comes from a file and cannot have a device for good: make it a local one first.");

        done(dataSets.makeLocal(user.id(), ANNA));
        assertThat(done(dataSets.changeRelation(device.id(), Relation.Kind.FIXED, ANNA))
                        .relation())
                .hasValueSatisfying(relation -> assertThat(relation.kind()).isEqualTo(Relation.Kind.FIXED));
    }

    @Test
    @Tag("DAT-04")
    void saysThatThereIsNoRelationToChange() {
        Device device = desk.addDevice(PHONE);

        assertRefused(
                dataSets.changeRelation(device.id(), Relation.Kind.DYNAMIC, ANNA),
                "relation",
                "Device 03586 0017017 7 has no user.");
        assertFailure(dataSets.changeRelation(new DeviceId(99), Relation.Kind.DYNAMIC, ANNA))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    @Tag("DAT-05")
    void tellsThePhoneOfAUserWhoIsRemoved() {
        Device device = desk.addDevice(PHONE);
        User user = login(device, desk.addUser("1012", Map.of()));
        long head = desk.store.head();

        done(dataSets.removeUser(user.id(), ANNA));

        assertThat(desk.changesAfter(head)).containsExactly(Change.Kind.UNLINKED, Change.Kind.USER_REMOVED);
        assertThat(desk.store.after(head, 1).get(0).device()).contains(device.id());
        assertThat(dataSets.findDevice(device.id()).orElseThrow().relation()).isEmpty();
    }

    private DeviceRow pair(String number) {
        return done(dataSets.addPair(Desk.device(PHONE), Desk.user(number, Map.of()), ANNA));
    }

    private User login(Device device, User user) {
        desk.write(tx -> tx.link(device.id(), user.id(), Relation.Kind.DYNAMIC));
        return user;
    }
}
