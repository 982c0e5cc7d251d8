package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Configuration and status, as the Administration menu shows them. */
@Tag("LOG-09")
class StatusPageTest {

    private final SharedPhones house = new SharedPhones();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void showsWhoIsLoggedIn() {
        Device phone = house.phoneOf(house.user("1012", "Anna", false), 1);

        assertThat(status(phone))
                .containsExactly("Anna", "1012", "Logged in", "Not encrypted", "31100004403201", "Dectory");
    }

    @Test
    void showsWhosePhoneItIs() {
        Device phone = house.phone(1);
        house.link(phone, house.user("1012", "Anna", false), Relation.Kind.FIXED);

        assertThat(status(phone)).startsWith("Anna", "1012", "Own phone");
    }

    @Test
    void showsThatNobodyIsLoggedIn() {
        assertThat(status(house.phone(1)))
                .containsExactly("Nobody logged in", "Not encrypted", "31100004403201", "Dectory");
    }

    @Test
    void showsWhetherTheLinkIsEncrypted() {
        assertThat(status(house.encrypted(house.phone(1)))).contains("Encrypted");
    }

    @Test
    void fitsTheDisplayWithTheLongestNames() {
        String name = "Ännchen\uD83D\uDE00 " + "x".repeat(50);
        User user = house.user("1".repeat(30), name, false);
        Device phone = house.phoneOf(user, 1);

        assertThat(status(phone))
                .hasSizeLessThanOrEqualTo(6)
                .allMatch(line -> line.codePointCount(0, line.length()) <= 18);
        assertThat(status(phone)[0]).isEqualTo("Ännchen\uD83D\uDE00 xxxxxxxxx");
    }

    @Test
    void keepsNamesOnOneLine() {
        Device phone = house.phoneOf(house.user("1012", "", false), 1);
        assertThat(status(phone)).startsWith("1012", "Logged in");

        User anna = SharedPhones.done(house.store.write(
                SharedPhones.OMM,
                tx -> tx.addUser(new UserNumber("1013"), Optional.<LoginId>empty(), "Anna\nBerta", false)));
        assertThat(status(house.phoneOf(anna, 2))).startsWith("Anna Berta", "1013");
    }

    private String[] status(Device phone) {
        return house.menu(phone, MenuItem.STATUS, "").split("\n");
    }
}
