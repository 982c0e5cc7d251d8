package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.testkit.RadioCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each kind of phone shows, and what is cleared on it, however Anna comes and goes. */
class DisplaysTest {

    private final SharedPhones house = new SharedPhones();
    private final User anna = house.user("1012", "Anna", false);

    @AfterEach
    void close() {
        house.close();
    }

    /** The ways to leave a phone. */
    enum Leaving {
        BY_CODE,
        BY_MENU,
        BY_CHARGER,
        BY_ADMINISTRATOR,
        BY_LOGIN_ELSEWHERE,
        BY_ANOTHER_LOGIN_TYPE,
        BY_DELETION_OF_THE_USER,
        BY_DELETION_OF_THE_DEVICE
    }

    static Stream<Arguments> kindsAndLeavings() {
        return Stream.of(HandsetKind.GAP, HandsetKind.PHONE_142D, HandsetKind.PHONE_600_700)
                .flatMap(kind -> Stream.of(Leaving.values())
                        .filter(leaving ->
                                kind.isSystemHandset() || (leaving != Leaving.BY_MENU && leaving != Leaving.BY_CHARGER))
                        .map(leaving -> Arguments.of(kind, leaving)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("kindsAndLeavings")
    @Tag("LOG-05")
    @Tag("LOG-07")
    @Tag("LOG-08")
    @Tag("DAT-05")
    void promptsForALoginAndIsClearedHoweverItIsLeft(HandsetKind kind, Leaving leaving) {
        house.set(anna, "UD_AutoLogoutOnCharge", "TRUE");
        Device phone = loggedIn(kind);
        // GAP phones and the 142d are not told name and number.
        assertThat(house.radio.shownUser(phone.ipei()).isPresent()).isEqualTo(kind.isSystemHandset());
        assertThat(house.radio.isLoginPromptShown(phone.ipei())).isFalse();

        leave(phone, leaving);

        house.awaitPrompt(phone);
        house.settle(phone);
        assertThat(house.radio.shownUser(phone.ipei())).isEmpty();
        // All kinds are told to clear themselves, exactly once; GAP phones and the 142d cannot, and nothing is left
        // due.
        assertThat(house.clearings(phone)).containsExactly(false);
        assertThat(house.store.<Boolean>read(
                        view -> view.states("sharing.clear.").isEmpty()))
                .isTrue();
    }

    private void leave(Device phone, Leaving leaving) {
        switch (leaving) {
            case BY_CODE -> assertThat(house.dialLogout(phone, "").join()).isEqualTo("Logged out");
            case BY_MENU -> house.menu(phone, MenuItem.LOGOUT, "");
            case BY_CHARGER -> house.events.charger(phone.ipei(), true, true);
            case BY_ADMINISTRATOR -> SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
            case BY_LOGIN_ELSEWHERE -> {
                Device other = house.phone(9);
                house.types(other, "1012");
                assertThat(house.dialLogin(other, "1012").join()).isEqualTo("Logged in");
            }
            case BY_ANOTHER_LOGIN_TYPE ->
                SharedPhones.done(house.sharing.loginType(LoginType.LOGIN_ID, SharedPhones.OMM));
            case BY_DELETION_OF_THE_USER -> write(tx -> tx.removeUser(anna.id()));
            case BY_DELETION_OF_THE_DEVICE -> write(tx -> tx.removeDevice(phone.id()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GAP", "PHONE_142D", "PHONE_600_700"})
    @Tag("LOG-07")
    void keepsThePhoneBookOfAUserWhoWantsThat(HandsetKind kind) {
        house.set(anna, "UD_KeepLocalDir", "TRUE");
        Device phone = loggedIn(kind);

        house.dialLogout(phone, "").join();

        house.awaitPrompt(phone);
        assertThat(house.clearings(phone)).containsExactly(true);
    }

    @ParameterizedTest
    @EnumSource(names = {"FIXED", "DYNAMIC"})
    @Tag("DAT-04")
    void leavesThePhoneAloneWhenItsRelationBecomesOfTheOtherKind(Relation.Kind before) {
        Relation.Kind after = before == Relation.Kind.FIXED ? Relation.Kind.DYNAMIC : Relation.Kind.FIXED;
        Device phone = house.phone(1);
        house.link(phone, anna, before);
        house.phones.refresh(phone.ipei());

        write(tx -> {
            tx.unlink(phone.id());
            tx.link(phone.id(), anna.id(), after);
        });

        settleFeed();
        house.settle(phone);
        assertThat(house.clearings(phone)).isEmpty();
        assertThat(house.radio.commands(phone.ipei(), RadioCommand.ShowLoginPrompt.class))
                .isEmpty();
        assertThat(house.radio.shownUser(phone.ipei())).contains(new RadioCommand.ShowUser("Anna", "1012"));
    }

    @Test
    @Tag("LOG-07")
    void clearsThePhoneOfWhoLeavesAndComesBackAtOnce() {
        Device phone = loggedIn(HandsetKind.PHONE_600_700);

        write(tx -> {
            tx.unlink(phone.id());
            tx.link(phone.id(), anna.id(), Relation.Kind.DYNAMIC);
        });

        await().until(() -> !house.clearings(phone).isEmpty());
        house.settle(phone);
        assertThat(house.radio.shownUser(phone.ipei())).contains(new RadioCommand.ShowUser("Anna", "1012"));
    }

    @Test
    @Tag("LOG-05")
    void showsTheNewNameAtOnceAndKeepsItThroughTheCharger() {
        Device phone = loggedIn(HandsetKind.PHONE_600_700);

        write(tx ->
                tx.update(tx.findUser(anna.id()).orElseThrow().with(new UserNumber("1012"), anna.loginId(), "Anna B")));

        await().until(() -> house.radio
                .shownUser(phone.ipei())
                .filter(new RadioCommand.ShowUser("Anna B", "1012")::equals)
                .isPresent());
        house.events.charger(phone.ipei(), true, true);
        house.settle(phone);
        assertThat(house.radio.shownUser(phone.ipei())).isPresent();
    }

    @Test
    @Tag("LOG-05")
    void showsTheNameOfAUserWhoWasMadeTiedAndRenamedAtOnce() {
        Device phone = house.phone(1);

        write(tx -> {
            User user = tx.addUser(new UserNumber("1099"), Optional.empty(), "Bert", false);
            tx.link(phone.id(), user.id(), Relation.Kind.DYNAMIC);
            tx.update(user.with(user.number(), user.loginId(), "Bert B"));
        });

        await().until(() -> house.radio
                .shownUser(phone.ipei())
                .filter(new RadioCommand.ShowUser("Bert B", "1099")::equals)
                .isPresent());
    }

    private Device loggedIn(HandsetKind kind) {
        Device phone = house.phone(1, kind);
        house.types(phone, "1012");
        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("Logged in");
        return phone;
    }

    /** What another phone shows tells that the feed has been read as far as this. */
    private void settleFeed() {
        Device other = house.phone(8);
        write(tx -> tx.removeDevice(other.id()));
        house.awaitPrompt(other);
    }

    private void write(Consumer<StoreTransaction> change) {
        SharedPhones.done(house.store.write(SharedPhones.OMM, tx -> {
            change.accept(tx);
            return true;
        }));
    }
}
