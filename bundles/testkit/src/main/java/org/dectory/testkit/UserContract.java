package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.StaleRevisionException;
import org.dectory.api.store.User;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a store promises about users. */
interface UserContract extends OpenedStore {

    @Test
    @Tag("DAT-01")
    default void keepsAUserAndFindsItByNumberAndLoginId() {
        LoginId login = new LoginId("4711");

        User added = opened().write(tx -> tx.addUser(new UserNumber("201"), Optional.of(login), "Änne Öz 世", true));

        assertThat(added)
                .isEqualTo(new User(
                        added.id(),
                        1,
                        new UserNumber("201"),
                        Optional.of(login),
                        "Änne Öz 世",
                        true,
                        ManualClock.START));
        assertThat(found(view -> view.findUser(added.id()))).contains(added);
        assertThat(found(view -> view.findUser(new UserNumber("201")))).contains(added);
        assertThat(found(view -> view.findUser(login))).contains(added);
        assertThat(found(view -> view.findUser(new UserNumber("202")))).isEmpty();
    }

    @Test
    default void tellsCapitalsFromSmallLettersInNumbersAndLoginIds() {
        opened().addUser("anna");
        User other =
                opened().write(tx -> tx.addUser(new UserNumber("Anna"), Optional.of(new LoginId("anna")), "", false));

        assertThat(found(view -> view.findUser(new UserNumber("Anna")))).contains(other);
        assertThat(found(view -> view.findUser(new LoginId("ANNA")))).isEmpty();
    }

    @Test
    @Tag("DAT-03")
    default void refusesASecondUserOfTheSameNumber() {
        opened().addUser("201");

        assertThatThrownBy(() -> opened().addUser("201"))
                .isInstanceOfSatisfying(
                        NotUniqueException.class, e -> assertThat(e.field()).isEqualTo(NotUniqueException.Field.NUMBER))
                .hasMessageContaining("201");
    }

    @Test
    @Tag("DAT-03")
    default void refusesASecondUserOfTheSameLoginIdButAnyNumberWithoutOne() {
        LoginId login = new LoginId("4711");
        opened().write(tx -> tx.addUser(new UserNumber("201"), Optional.of(login), "", false));
        User second = opened().addUser("202");
        opened().addUser("203");

        assertThatThrownBy(() -> opened().write(
                                tx -> tx.update(second.with(second.number(), Optional.of(login), second.name()))))
                .isInstanceOfSatisfying(
                        NotUniqueException.class,
                        e -> assertThat(e.field()).isEqualTo(NotUniqueException.Field.LOGIN_ID))
                .hasMessageContaining("4711");
        assertThat(found(view -> view.findUser(second.id()))).contains(second);
    }

    @Test
    @Tag("DAT-01")
    default void writesAChangedUserWithItsNextRevision() {
        User added = opened().addUser("201");
        UserNumber number = new UserNumber("202");

        User changed = opened().write(tx -> tx.update(
                added.with(number, Optional.of(new LoginId("1")), "Bert").withExternal(true)));

        assertThat(changed)
                .isEqualTo(
                        new User(added.id(), 2, number, Optional.of(new LoginId("1")), "Bert", true, added.created()));
        assertThat(found(view -> view.findUser(number))).contains(changed);
        assertThat(found(view -> view.findUser(new LoginId("1")))).contains(changed);
        assertThat(found(view -> view.findUser(new UserNumber("201")))).isEmpty();
    }

    @Test
    default void refusesAChangeOfAnOldRevisionOfAUser() {
        User added = opened().addUser("201");
        opened().write(tx -> tx.update(added.withExternal(true)));

        assertThatThrownBy(() -> opened().write(tx -> tx.update(added.withExternal(true))))
                .isInstanceOf(StaleRevisionException.class);
    }

    @Test
    default void refusesANameThatIsTooLong() {
        String name = "n".repeat(User.MAX_NAME + 1);

        assertThatThrownBy(() -> opened().write(tx -> tx.addUser(new UserNumber("201"), Optional.empty(), name, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name");
        assertThat(found(view -> view.findUser(new UserNumber("201")))).isEmpty();
    }

    @Test
    default void removesAUserWhoseNumberIsThenFree() {
        User added = opened().write(tx -> tx.addUser(new UserNumber("201"), Optional.of(new LoginId("1")), "", false));

        opened().write(tx -> {
            tx.removeUser(added.id());
            tx.removeUser(added.id());
            return "removed";
        });
        User again = opened().write(tx -> tx.addUser(new UserNumber("201"), Optional.of(new LoginId("1")), "", false));

        assertThat(again.id()).isNotEqualTo(added.id());
        assertThatThrownBy(() -> opened().write(tx -> tx.update(added))).isInstanceOf(NotFoundException.class);
    }
}
