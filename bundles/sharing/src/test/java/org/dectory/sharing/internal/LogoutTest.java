package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.dectory.api.auth.Answer;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogoutTest {

    private final SharedPhones house = new SharedPhones();
    private final User anna = house.user("1012");
    private final Device phone = house.phoneOf(anna, 1);

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1012"})
    @Tag("LOG-05")
    @Tag("LOG-06")
    void partsPhoneAndUserWithoutAPin(String digits) {
        assertThat(house.dialLogout(phone, digits).join()).isEqualTo("Logged out");

        assertThat(house.relation(phone)).isEmpty();
        assertThat(house.isAskedForPin(phone)).isFalse();
        house.awaitPrompt(phone);
    }

    @Test
    @Tag("LOG-05")
    void letsAnotherUserIn() {
        User bert = house.user("1013");
        house.dialLogout(phone, "").join();
        house.awaitPrompt(phone);
        house.types(phone, "1013");

        assertThat(house.dialLogin(phone, "1013").join()).isEqualTo("Logged in");

        house.awaitUser(phone, bert);
    }

    @ParameterizedTest(name = "login type {0}, code and ''{1}'': {2}")
    @CsvSource({
        "NUMBER, '', Logged out",
        "NUMBER, 1012, Logged out",
        "NUMBER, id1012, '!Somebody else\nis logged in'",
        "NUMBER, 101, '!Somebody else\nis logged in'",
        "NUMBER, 10120, '!Somebody else\nis logged in'",
        "LOGIN_ID, '', Logged out",
        "LOGIN_ID, id1012, Logged out",
        "LOGIN_ID, 1012, '!Somebody else\nis logged in'",
    })
    @Tag("LOG-01")
    @Tag("LOG-06")
    @Tag("FAC-09")
    void takesTheUsersOwnNameByTheLoginTypeAndNothingElse(LoginType type, String digits, String text) {
        SharedPhones.done(house.sharing.loginType(type, SharedPhones.OMM));
        if (house.relation(phone).isEmpty()) {
            house.link(phone, anna, Relation.Kind.DYNAMIC);
        }

        assertThat(house.dialLogout(phone, digits).join()).isEqualTo(text);
    }

    @Test
    @Tag("LOG-06")
    @Tag("FAC-09")
    void refusesAtOnceSomebodyElsesNumber() {
        house.user("1013");

        assertThat(house.dialLogout(phone, "1013")).isCompletedWithValue("!Somebody else\nis logged in");
        assertThat(house.relation(phone)).isPresent();
    }

    @Test
    @Tag("FAC-06")
    void refusesAtOnceAPhoneThatIsNotLinkedDynamically() {
        Device unbound = house.phone(2);
        Device fixed = house.phone(3);
        house.link(fixed, house.user("1013"), Relation.Kind.FIXED);

        assertThat(house.dialLogout(unbound, "")).isCompletedWithValue("!Nobody logged in");
        assertThat(house.dialLogout(fixed, "")).isCompletedWithValue("!Not a shared phone");
    }

    @Test
    @Tag("LOG-02")
    @Tag("LOG-06")
    void asksForThePinWhereTheUsersDataSaysSo() {
        house.set(anna, "UD_AuthenticateLogout", "TRUE");

        CompletableFuture<String> none = house.dialLogout(phone, "");
        house.radio.answer(phone.ipei(), new Answer.None());
        assertThat(none.join()).isEqualTo("!Refused\nNo answer in time");
        assertThat(house.relation(phone)).isPresent();

        CompletableFuture<String> right = house.dialLogout(phone, "");
        assertThat(house.dialLogout(phone, "")).isCompletedWithValue("!Still in progress");
        house.typesNow(phone, "1012");
        assertThat(right.join()).isEqualTo("Logged out");
        assertThat(house.relation(phone)).isEmpty();
    }

    @Test
    @Tag("LOG-06")
    void isAsGoodIfSomebodyElseLoggedTheUserOutDuringThePrompt() {
        house.set(anna, "UD_AuthenticateLogout", "TRUE");

        CompletableFuture<String> logout = house.dialLogout(phone, "");
        SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
        house.typesNow(phone, "1012");

        assertThat(logout.join()).isEqualTo("Logged out");
    }

    @Test
    @Tag("DAT-03")
    void leavesAloneWhoeverCameMeanwhile() {
        house.set(anna, "UD_AuthenticateLogout", "TRUE");
        User bert = house.user("1013");

        CompletableFuture<String> logout = house.dialLogout(phone, "");
        SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
        house.link(phone, bert, Relation.Kind.DYNAMIC);
        house.typesNow(phone, "1012");

        assertThat(logout.join()).isEqualTo("!Somebody else\nis logged in");
        assertThat(house.relation(phone).orElseThrow().user()).isEqualTo(bert.id());
    }

    @Test
    @Tag("LOG-05")
    void lastsWhenAnAdministratorLogsAPhoneOut() {
        Device fixed = house.phone(3);
        house.link(fixed, house.user("1013"), Relation.Kind.FIXED);

        assertThat(SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM)))
                .isTrue();
        assertThat(SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM)))
                .isFalse();
        assertThat(SharedPhones.done(house.sharing.logout(fixed.id(), SharedPhones.OMM)))
                .isFalse();

        assertThat(house.relation(fixed)).isPresent();
        house.awaitPrompt(phone);
    }

    @Test
    @Tag("LOG-01")
    void logsEverybodyOutWhenTheLoginTypeChanges() {
        List<Device> phones = IntStream.range(10, 30)
                .mapToObj(i -> house.phoneOf(house.user("20" + i), i))
                .toList();
        Device fixed = house.phone(3);
        house.link(fixed, house.user("1013"), Relation.Kind.FIXED);

        int loggedOut = SharedPhones.done(house.sharing.loginType(LoginType.LOGIN_ID, SharedPhones.OMM));

        assertThat(loggedOut).isEqualTo(21);
        assertThat(house.sharing.loginType()).isEqualTo(LoginType.LOGIN_ID);
        assertThat(house.relation(fixed)).isPresent();
        phones.forEach(house::awaitPrompt);
        assertThat(house.store.after(0, 1000).stream().filter(change -> change.kind() == Change.Kind.UNLINKED))
                .hasSize(21);
    }

    @Test
    @Tag("LOG-01")
    void logsNobodyOutWhenTheLoginTypeStays() {
        assertThat(house.sharing.loginType()).isEqualTo(LoginType.NUMBER);

        assertThat(SharedPhones.done(house.sharing.loginType(LoginType.NUMBER, SharedPhones.OMM)))
                .isZero();

        assertThat(house.relation(phone)).isPresent();
    }

    @Test
    @Tag("LOG-09")
    void logsOutAndInByTheMenu() {
        house.types(phone, "1012");

        house.events.menu(phone.ipei(), MenuItem.LOGIN, "1012");
        assertThat(house.radio.displayed(phone.ipei())).isEqualTo("Phone in use");

        house.events.menu(phone.ipei(), MenuItem.LOGOUT, "");
        house.awaitPrompt(phone);

        house.events.menu(phone.ipei(), MenuItem.LOGIN, "1012");
        house.awaitUser(phone, anna);
        assertThat(house.relation(phone)).isPresent();
    }
}
