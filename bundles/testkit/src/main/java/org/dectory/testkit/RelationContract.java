package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a store promises about the ties between devices and users. */
interface RelationContract extends OpenedStore {

    @Test
    @Tag("DAT-02")
    default void tiesADeviceToAUserAndPartsThem() {
        Device device = opened().addDevice(1);
        User user = opened().addUser("201");

        Relation relation = opened().write(tx -> tx.link(device.id(), user.id(), Relation.Kind.DYNAMIC));

        assertThat(relation).isEqualTo(new Relation(device.id(), user.id(), Relation.Kind.DYNAMIC, ManualClock.START));
        assertThat(found(view -> view.findRelation(device.id()))).contains(relation);
        assertThat(found(view -> view.findRelation(user.id()))).contains(relation);

        unlinkTwice(device.id());

        assertThat(found(view -> view.findRelation(device.id()))).isEmpty();
        assertThat(found(view -> view.findRelation(user.id()))).isEmpty();
    }

    private void unlinkTwice(DeviceId device) {
        opened().write(tx -> {
            tx.unlink(device);
            tx.unlink(device);
            return "parted";
        });
    }

    @Test
    @Tag("DAT-04")
    default void turnsARelationIntoOneOfTheOtherKindAndNeverPartsThem() {
        Device device = opened().addDevice(1);
        User user = opened().addUser("201");
        opened().write(tx -> tx.link(device.id(), user.id(), Relation.Kind.FIXED));
        long head = opened().feed().head();
        clock().advance(Duration.ofMinutes(5));

        Relation dynamic = opened().write(tx -> tx.changeRelation(device.id(), Relation.Kind.DYNAMIC));

        assertThat(dynamic)
                .isEqualTo(new Relation(
                        device.id(), user.id(), Relation.Kind.DYNAMIC, ManualClock.START.plus(Duration.ofMinutes(5))));
        assertThat(found(view -> view.findRelation(user.id()))).contains(dynamic);
        assertThat(opened().feed().after(head, 10)).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Change.Kind.RELATION_CHANGED);
            assertThat(change.device()).contains(device.id());
            assertThat(change.user()).contains(user.id());
            assertThat(change.detail()).isEqualTo("DYNAMIC");
        });
    }

    @Test
    @Tag("DAT-04")
    default void writesNothingWhenARelationIsOfThatKindAlready() {
        Device device = opened().addDevice(1);
        User user = opened().addUser("201");
        Relation relation = opened().write(tx -> tx.link(device.id(), user.id(), Relation.Kind.FIXED));
        long head = opened().feed().head();
        clock().advance(Duration.ofMinutes(5));

        Relation same = opened().write(tx -> tx.changeRelation(device.id(), Relation.Kind.FIXED));

        assertThat(same).isEqualTo(relation);
        assertThat(opened().feed().head()).isEqualTo(head);
        opened().write(tx -> {
            tx.unlink(device.id());
            return "parted";
        });
        assertThatThrownBy(() -> opened().write(tx -> tx.changeRelation(device.id(), Relation.Kind.FIXED)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    @Tag("DAT-03")
    default void refusesASecondUserOnADevice() {
        Device device = opened().addDevice(1);
        User first = opened().addUser("201");
        User second = opened().addUser("202");
        Relation relation = opened().write(tx -> tx.link(device.id(), first.id(), Relation.Kind.FIXED));

        assertThatThrownBy(() -> opened().write(tx -> tx.link(device.id(), second.id(), Relation.Kind.DYNAMIC)))
                .isInstanceOfSatisfying(
                        NotUniqueException.class,
                        e -> assertThat(e.field()).isEqualTo(NotUniqueException.Field.DEVICE_RELATION));
        assertThat(found(view -> view.findRelation(device.id()))).contains(relation);
    }

    @Test
    @Tag("DAT-03")
    default void refusesASecondDeviceForAUser() {
        Device first = opened().addDevice(1);
        Device second = opened().addDevice(2);
        User user = opened().addUser("201");
        Relation relation = opened().write(tx -> tx.link(first.id(), user.id(), Relation.Kind.FIXED));

        assertThatThrownBy(() -> opened().write(tx -> tx.link(second.id(), user.id(), Relation.Kind.DYNAMIC)))
                .isInstanceOfSatisfying(
                        NotUniqueException.class,
                        e -> assertThat(e.field()).isEqualTo(NotUniqueException.Field.USER_RELATION));
        assertThat(found(view -> view.findRelation(user.id()))).contains(relation);
    }

    @Test
    @Tag("DAT-02")
    default void movesAUserToAnotherDeviceInOneTransaction() {
        Device first = opened().addDevice(1);
        Device second = opened().addDevice(2);
        User user = opened().addUser("201");
        opened().write(tx -> tx.link(first.id(), user.id(), Relation.Kind.DYNAMIC));

        Relation moved = opened().write(tx -> {
            tx.findRelation(user.id()).ifPresent(old -> tx.unlink(old.device()));
            return tx.link(second.id(), user.id(), Relation.Kind.DYNAMIC);
        });

        assertThat(found(view -> view.findRelation(user.id()))).contains(moved);
        assertThat(found(view -> view.findRelation(first.id()))).isEmpty();
    }

    @Test
    default void refusesToTieWhatIsGone() {
        Device device = opened().addDevice(1);
        User user = opened().addUser("201");

        assertThatThrownBy(() -> opened().write(tx -> tx.link(device.id(), new UserId(999), Relation.Kind.FIXED)))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> opened().write(tx -> tx.link(new DeviceId(999), user.id(), Relation.Kind.FIXED)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    @Tag("DAT-05")
    default void partsThemWhenOneIsRemoved() {
        Device device = opened().addDevice(1);
        User user = opened().addUser("201");
        opened().write(tx -> tx.link(device.id(), user.id(), Relation.Kind.DYNAMIC));

        opened().write(tx -> {
            tx.removeUser(user.id());
            return "removed";
        });

        assertThat(found(view -> view.findRelation(device.id()))).isEmpty();
        assertThat(found(view -> view.findDevice(device.id()))).contains(device);
    }

    @Test
    @Tag("DBS-02")
    default void listsWhoIsLoggedInByDevice() {
        Device fixed = opened().addDevice(1);
        Device second = opened().addDevice(2);
        Device third = opened().addDevice(3);
        User[] users = {opened().addUser("201"), opened().addUser("202"), opened().addUser("203")};

        opened().write(tx -> tx.link(third.id(), users[2].id(), Relation.Kind.DYNAMIC));
        opened().write(tx -> tx.link(second.id(), users[1].id(), Relation.Kind.DYNAMIC));
        opened().write(tx -> tx.link(fixed.id(), users[0].id(), Relation.Kind.FIXED));

        assertThat(listed(view -> view.dynamicRelations()))
                .extracting(Relation::device)
                .containsExactly(second.id(), third.id());
    }
}
