package org.dectory.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.datasets.internal.Desk.ANNA;
import static org.dectory.datasets.internal.Desk.assertRefused;
import static org.dectory.datasets.internal.Desk.done;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.store.Layer;
import org.dectory.api.store.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What administrators alone say of users: descriptions, visibility check, fixed port. */
class OwnKeysTest {

    private final Desk desk = new Desk();
    private final DataSets dataSets = desk.dataSets;

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    @ParameterizedTest
    @Tag("USR-01")
    @Tag("USR-02")
    @CsvSource({
        "Description1, Station 7 \u00d6stl.1",
        "description2, \ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00",
        "FixedSipPort, 5061",
        "FixedSipPort, 65535",
        "FixedSipPort, 0",
    })
    void keepsThemInTheAdministratorsLayer(String key, String value) {
        User user = desk.addUser("1012", Map.of(key, value));

        assertThat(desk.layer(user)).hasSize(1).containsValue(value);
        assertThat(desk.effective(user, key)).isEqualTo(value + " ADMINISTRATOR");
    }

    @ParameterizedTest
    @Tag("USR-01")
    @Tag("USR-02")
    @CsvSource({
        "Description1, 12345678901234567, 'Expected: at most 16 characters, no control or format characters.'",
        "Description2, 'a\u0007b', 'Expected: at most 16 characters, no control or format characters.'",
        "FixedSipPort, 65536, Expected: 0 to 65535.",
        "FixedSipPort, -1, Expected: 0 to 65535.",
        "FixedSipPort, 5060x, Expected: 0 to 65535.",
        "VisibilityCheck, perhaps, Expected: TRUE or FALSE.",
    })
    void refusesWhatIsOutOfBounds(String key, String value, String message) {
        assertRefused(dataSets.addUser(Desk.user("1012", Map.of(key, value)), ANNA), key, message);
        assertThat(desk.store.head()).isZero();
    }

    @Test
    @Tag("USR-02")
    void oneUserAtMostServesTheVisibilityCheck() {
        User first = desk.addUser("1012", Map.of("VisibilityCheck", "TRUE"));
        User second = desk.addUser("1013", Map.of());

        assertRefused(
                dataSets.addUser(Desk.user("1014", Map.of("VisibilityCheck", "yes")), ANNA),
                "VisibilityCheck",
                "User 1012 serves the visibility check already; one user at most does.");
        assertRefused(
                change(second, Map.of("VisibilityCheck", "TRUE")),
                "VisibilityCheck",
                "User 1012 serves the visibility check already; one user at most does.");

        done(change(first, Map.of("VisibilityCheck", "TRUE", "UD_Vip", "TRUE")));
        done(change(desk.user(first), Map.of("VisibilityCheck", "FALSE")));
        done(change(second, Map.of("VisibilityCheck", "TRUE")));
        assertThat(desk.effective(second, "VisibilityCheck")).isEqualTo("TRUE ADMINISTRATOR");
    }

    @Test
    @Tag("USR-02")
    void aUserWhoIsGoneServesTheVisibilityCheckNoMore() {
        User removed = desk.addUser("1012", Map.of("VisibilityCheck", "TRUE"));
        done(dataSets.removeUser(removed.id(), ANNA));
        User vanished = desk.addUser("1013", Map.of("VisibilityCheck", "TRUE"));
        desk.write(tx -> {
            tx.removeUser(vanished.id());
            return "removed";
        });

        User last = desk.addUser("1014", Map.of("VisibilityCheck", "TRUE"));

        assertThat(desk.effective(last, "VisibilityCheck")).isEqualTo("TRUE ADMINISTRATOR");
    }

    @Test
    @Tag("PRV-16")
    @Tag("USR-02")
    void areChangedForExternalUsersTooWhoseOtherFieldsStayReadOnly() {
        User external = desk.addExternal("1012", Map.of("UD_Vip", "TRUE"));

        done(change(external, Map.of("Description1", "Lab", "VisibilityCheck", "TRUE")));
        User changed = desk.user(external);
        done(change(changed, Map.of("FixedSipPort", "5070")));

        assertThat(changed.external()).isTrue();
        assertThat(desk.layer(external)).isEqualTo(Map.of("FixedSipPort", "5070"));
        assertThat(desk.effective(external, "UD_Vip")).isEqualTo("TRUE USER_FILE");
        for (UserDraft draft : List.of(
                Desk.user("1013", Map.of()),
                Desk.user("1012", Map.of("UD_Vip", "FALSE")),
                Desk.user("1012", Map.of("UD_SipPassword", "x")))) {
            assertRefused(
                    dataSets.changeUser(external.id(), desk.user(external).revision(), draft, ANNA),
                    "external",
                    "User 1012 comes from a file and is changed there.");
        }
    }

    @Test
    @Tag("USR-01")
    void countInNoFile() {
        User external = desk.addExternal("1012", Map.of("Description1", "sneaked in", "VisibilityCheck", "TRUE"));
        desk.write(tx -> {
            tx.putLayer(external.id(), Layer.PHONE, Map.of("FixedSipPort", "5070"));
            return "written";
        });

        assertThat(desk.effective(external, "Description1")).isEqualTo("DEFAULT");
        assertThat(desk.effective(external, "VisibilityCheck")).isEqualTo("FALSE DEFAULT");
        assertThat(desk.effective(external, "FixedSipPort")).isEqualTo("0 DEFAULT");
    }

    private CompletionStage<?> change(User user, Map<String, String> values) {
        return dataSets.changeUser(
                user.id(), desk.user(user).revision(), Desk.user(user.number().value(), values), ANNA);
    }
}
