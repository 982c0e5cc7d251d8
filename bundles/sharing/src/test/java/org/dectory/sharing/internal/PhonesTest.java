package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.function.Consumer;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.testkit.RadioCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhonesTest {

    private final SharedPhones house = new SharedPhones();
    private final User anna = house.user("1012");
    private final Device phone = house.phoneOf(anna, 1);

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @Tag("LOG-07")
    void clearsAPhoneAtAForcedLogout() {
        write(tx -> tx.unlink(phone.id()));

        house.awaitPrompt(phone);
        assertThat(house.clearings(phone)).containsExactly(false);
    }

    @Test
    @Tag("LOG-07")
    void keepsTheLocalPhoneBookOfAUserWhoWantsThat() {
        house.set(anna, "UD_KeepLocalDir", "TRUE");

        write(tx -> tx.unlink(phone.id()));

        house.awaitPrompt(phone);
        assertThat(house.clearings(phone)).containsExactly(true);
    }

    @Test
    @Tag("LOG-07")
    @Tag("DAT-05")
    void clearsAPhoneWhoseUserIsDeleted() {
        house.set(anna, "UD_KeepLocalDir", "TRUE");

        write(tx -> tx.removeUser(anna.id()));

        house.awaitPrompt(phone);
        assertThat(house.clearings(phone)).containsExactly(false);
    }

    @Test
    @Tag("LOG-07")
    @Tag("DAT-05")
    void clearsAPhoneWhoseDeviceIsDeletedAndTakesItsAccessRightsBack() {
        house.set(anna, "UD_KeepLocalDir", "TRUE");

        write(tx -> tx.removeDevice(phone.id()));

        await().until(() -> isTerminated(phone));
        assertThat(house.clearings(phone)).containsExactly(true);
        assertThat(house.radio.isLoginPromptShown(phone.ipei())).isTrue();
    }

    @Test
    void leavesAPhoneAloneThatSubscribedAnewAfterItsDeviceWasDeleted() {
        write(tx -> {
            tx.removeDevice(phone.id());
            Device anew = tx.addDevice(phone.ipei(), phone.kind(), false);
            tx.update(anew.with(Device.SubscriptionState.UNCONFIRMED));
        });
        Device other = house.phoneOf(house.user("1013"), 2);
        write(tx -> tx.unlink(other.id()));

        house.awaitPrompt(other);
        assertThat(isTerminated(phone)).isFalse();
    }

    @Test
    @Tag("LOG-05")
    void showsTheNewNameAndNumberOfAUser() {
        write(tx ->
                tx.update(tx.findUser(anna.id()).orElseThrow().with(new UserNumber("1099"), anna.loginId(), "Anna B")));

        await().until(() -> house.radio
                .shownUser(phone.ipei())
                .filter(new RadioCommand.ShowUser("Anna B", "1099")::equals)
                .isPresent());
        assertThat(house.clearings(phone)).isEmpty();
    }

    @Test
    @Tag("DAT-02")
    void showsTheUserOfAFixedPair() {
        Device fixed = house.phone(2);
        User bert = house.user("1013");

        house.link(fixed, bert, Relation.Kind.FIXED);

        house.awaitUser(fixed, bert);
    }

    @Test
    @Tag("LOG-07")
    void showsWhoeverCameBeforeTheLogoutWasSeen() {
        User bert = house.user("1013");

        write(tx -> {
            tx.unlink(phone.id());
            tx.link(phone.id(), bert.id(), Relation.Kind.DYNAMIC);
        });

        house.awaitUser(phone, bert);
        assertThat(house.clearings(phone)).containsExactly(false);
    }

    @Test
    @Tag("LOG-05")
    void showsWhosePhoneItIsWhenItAttaches() {
        Device unbound = house.phone(2);
        SharedPhones restarted = house.restart();

        restarted.events.attached(phone.ipei(), phone.kind());
        restarted.events.attached(unbound.ipei(), unbound.kind());

        assertThat(house.radio.shownUser(phone.ipei())).contains(new RadioCommand.ShowUser("Name 1012", "1012"));
        assertThat(house.radio.isLoginPromptShown(unbound.ipei())).isTrue();
        assertThat(house.clearings(phone)).isEmpty();
        // Once more, in case it was off; but nobody knows whose phone book it holds.
        assertThat(house.clearings(unbound)).containsExactly(true);
    }

    @Test
    @Tag("LOG-07")
    void clearsAPhoneThatWasOffAtTheLogoutWhenItComesBackAfterARestart() {
        house.radio.inReach(phone.ipei(), false);
        write(tx -> tx.unlink(phone.id()));
        await().until(() -> !notes().isEmpty());

        SharedPhones restarted = house.restart();
        house.radio.inReach(phone.ipei(), true);
        restarted.events.attached(phone.ipei(), phone.kind());

        assertThat(house.clearings(phone)).containsExactly(false, false);
        assertThat(house.radio.isLoginPromptShown(phone.ipei())).isTrue();
        await().until(() -> notes().isEmpty());
    }

    @Test
    @Tag("LOG-07")
    void clearsAPhoneBeforeTheNextUserIfItCameBackUnnoticed() {
        house.radio.inReach(phone.ipei(), false);
        write(tx -> tx.unlink(phone.id()));
        await().until(() -> !notes().isEmpty());

        house.radio.inReach(phone.ipei(), true);
        house.types(phone, "1012");
        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("Logged in");

        assertThat(house.clearings(phone)).containsExactly(false, false);
        assertThat(house.radio.shownUser(phone.ipei())).isPresent();
    }

    @Test
    void forgetsWhatIsLeftToClearWithTheDevice() {
        house.radio.inReach(phone.ipei(), false);
        write(tx -> tx.unlink(phone.id()));
        await().until(() -> !notes().isEmpty());

        write(tx -> tx.removeDevice(phone.id()));

        await().until(() -> notes().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(names = {"GAP", "PHONE_142D"})
    @Tag("LOG-07")
    @Tag("LOG-08")
    void expectsNothingOfHandsetsThatCannotBeCleared(HandsetKind kind) {
        Device simple = house.phone(2, kind);
        house.link(simple, house.user("1013"), Relation.Kind.DYNAMIC);

        write(tx -> tx.unlink(simple.id()));

        house.awaitPrompt(simple);
        assertThat(notes()).isEmpty();
        house.events.attached(simple.ipei(), kind);
        house.events.hook(simple.ipei(), true);
        assertThat(notes()).isEmpty();
    }

    @Test
    void ignoresPhonesThatItDoesNotKnow() {
        Ipei unknown = new Ipei(1, 1);

        house.events.attached(unknown, HandsetKind.GAP);

        assertThat(house.radio.commands(unknown)).isEmpty();
    }

    private boolean isTerminated(Device device) {
        return !house.radio
                .commands(device.ipei(), RadioCommand.TerminateAccessRights.class)
                .isEmpty();
    }

    private Map<String, String> notes() {
        return house.store.read(view -> view.states("sharing.clear."));
    }

    private void write(Consumer<StoreTransaction> change) {
        SharedPhones.done(house.store.write(SharedPhones.OMM, tx -> {
            change.accept(tx);
            return true;
        }));
    }
}
