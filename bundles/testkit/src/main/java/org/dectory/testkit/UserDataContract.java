package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Layer;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.api.store.UserFileRow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a store promises about layers, files and the state of capabilities. */
interface UserDataContract extends OpenedStore {

    @Test
    default void keepsEachLayerOfEachUserApart() {
        User anna = opened().addUser("201");
        User bert = opened().addUser("202");
        Map<String, String> values = Map.of("UD_Name", "Änne \"A\"\n", "UD_Empty", "");

        opened().write(tx -> {
            tx.putLayer(anna.id(), Layer.USER_FILE, values);
            tx.putCommonLayer(Map.of("UD_Locale", "de"));
            return "written";
        });

        assertThat(mapped(view -> view.layer(anna.id(), Layer.USER_FILE))).isEqualTo(values);
        assertThat(mapped(view -> view.layer(anna.id(), Layer.PHONE))).isEmpty();
        assertThat(mapped(view -> view.layer(bert.id(), Layer.USER_FILE))).isEmpty();
        assertThat(mapped(view -> view.commonLayer())).isEqualTo(Map.of("UD_Locale", "de"));
    }

    @Test
    default void replacesALayerAsAWhole() {
        User user = opened().addUser("201");
        putLayer(user.id(), Map.of("a", "1", "b", "2"));
        putLayer(user.id(), Map.of("b", "3"));

        assertThat(mapped(view -> view.layer(user.id(), Layer.ADMINISTRATOR))).isEqualTo(Map.of("b", "3"));

        putLayer(user.id(), Map.of());

        assertThat(mapped(view -> view.layer(user.id(), Layer.ADMINISTRATOR))).isEmpty();
    }

    @Test
    default void writesNothingWhenALayerIsAsItWas() {
        User user = opened().addUser("201");
        putLayer(user.id(), Map.of("a", "1", "b", "2"));
        opened().write(tx -> {
            tx.putCommonLayer(Map.of("a", "1"));
            return "written";
        });
        long head = opened().feed().head();

        putLayer(user.id(), Map.of("b", "2", "a", "1"));
        opened().write(tx -> {
            tx.putCommonLayer(Map.of("a", "1"));
            return "written";
        });

        assertThat(opened().feed().head()).isEqualTo(head);
    }

    private void putLayer(UserId user, Map<String, String> values) {
        opened().write(tx -> {
            tx.putLayer(user, Layer.ADMINISTRATOR, values);
            return "written";
        });
    }

    @Test
    default void refusesLayersThatBelongToNobody() {
        User user = opened().addUser("201");

        assertThatThrownBy(() -> putLayer(new UserId(999), Map.of("a", "1"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> opened().write(tx -> {
                    tx.putLayer(user.id(), Layer.COMMON_FILE, Map.of("a", "1"));
                    return "written";
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mapped(view -> view.layer(user.id(), Layer.COMMON_FILE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void refusesLayersThatAreTooLarge() {
        UserId user = opened().addUser("201").id();

        assertThatThrownBy(() -> putLayer(user, Map.of("", "1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> putLayer(user, Map.of("k".repeat(129), "1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> putLayer(user, Map.of("key", "v".repeat(4097))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(mapped(view -> view.layer(user, Layer.ADMINISTRATOR))).isEmpty();
    }

    @Test
    default void keepsWhatIsKnownAboutAFileWithoutAnEntryInTheFeed() {
        User user = opened().addUser("201");
        long head = opened().feed().head();
        UserFile file = new UserFile(
                user.id(), "201.cfg", "\"etag\"", Optional.of(ManualClock.START), due(5), Optional.of("unreachable"));

        putFile(file);

        assertThat(found(view -> view.findUserFile(user.id()))).contains(file);
        assertThat(opened().feed().head()).isEqualTo(head);

        UserFile next = new UserFile(user.id(), "202.cfg", "", Optional.empty(), due(9), Optional.empty());
        putFile(next);

        assertThat(found(view -> view.findUserFile(user.id()))).contains(next);
        assertThatThrownBy(() -> putFile(file(new UserId(999), 1))).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Tag("PRV-14")
    default void keepsWhatWasFoundInAFile() {
        User user = opened().addUser("201");
        List<String> messages = List.of("1: error: one", "2: warning: two");

        putFile(new UserFile(
                user.id(), "201.cfg", "", Optional.empty(), due(5), Optional.empty(), Optional.of(due(1)), messages));

        UserFile kept = found(view -> view.findUserFile(user.id())).orElseThrow();
        assertThat(kept.tried()).contains(due(1));
        assertThat(kept.messages()).isEqualTo(messages);
    }

    @Test
    @Tag("PRV-14")
    default void listsFilesByTheirProblems() {
        User fine = opened().addUser("201");
        User down = opened().addUser("202");
        User held = opened().addUser("203");
        putFile(file(fine.id(), 1));
        putFile(new UserFile(down.id(), "d.cfg", "", Optional.empty(), due(2), Optional.of("Down 100%")));
        putFile(new UserFile(held.id(), "h.cfg", "", Optional.empty(), due(3), Optional.of("Held: gone")));
        PageRequest byDue = new PageRequest(0, 10, "due", true, "");

        assertThat(opened().read(view -> view.userFiles(Optional.empty(), Optional.empty(), byDue))
                        .rows())
                .extracting(row -> row.user().number().value())
                .containsExactly("203", "202", "201");
        Page<UserFileRow> first =
                opened().read(view -> view.userFiles(Optional.of(""), Optional.of("Held: "), PageRequest.first(1)));
        assertThat(first.total()).isEqualTo(1);
        assertThat(first.rows()).extracting(UserFileRow::user).containsExactly(down);
        assertThat(opened().read(view -> view.userFiles(Optional.of("Held: "), Optional.empty(), byDue))
                        .rows())
                .extracting(row -> row.file().name())
                .containsExactly("h.cfg");
        assertThat(opened().read(view -> view.userFiles(
                                Optional.empty(), Optional.empty(), new PageRequest(0, 10, "number", false, "100%")))
                        .rows())
                .extracting(UserFileRow::user)
                .containsExactly(down);
        assertThatThrownBy(() -> opened().read(view ->
                        view.userFiles(Optional.empty(), Optional.empty(), new PageRequest(0, 10, "x", false, ""))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void findsTheFilesThatAreDueLongestOverdueFirst() {
        User first = opened().addUser("201");
        User second = opened().addUser("202");
        User third = opened().addUser("203");
        assertThat(found(view -> view.nextDue())).isEmpty();

        putFile(file(first.id(), 7));
        putFile(file(second.id(), 3));
        putFile(file(third.id(), 5));

        assertThat(listed(view -> view.dueUserFiles(due(5), 10)))
                .extracting(UserFile::user)
                .containsExactly(second.id(), third.id());
        assertThat(listed(view -> view.dueUserFiles(due(9), 1)))
                .extracting(UserFile::user)
                .containsExactly(second.id());
        assertThat(found(view -> view.nextDue())).contains(due(3));
    }

    @Test
    @Tag("PRV-16")
    default void forgetsTheImportOfAFileAndKeepsTheUser() {
        User user = opened().addUser("201");
        putFile(file(user.id(), 1));
        long head = opened().feed().head();

        opened().write(tx -> {
            tx.removeUserFile(user.id());
            tx.removeUserFile(user.id());
            return "forgotten";
        });

        assertThat(found(view -> view.findUserFile(user.id()))).isEmpty();
        assertThat(found(view -> view.nextDue())).isEmpty();
        assertThat(found(view -> view.findUser(user.id()))).contains(user);
        assertThat(opened().feed().head()).isEqualTo(head);
    }

    @Test
    default void forgetsLayersAndFileWithTheUser() {
        User user = opened().addUser("201");
        putLayer(user.id(), Map.of("a", "1"));
        putFile(file(user.id(), 1));

        opened().write(tx -> {
            tx.removeUser(user.id());
            return "removed";
        });

        assertThat(mapped(view -> view.layer(user.id(), Layer.ADMINISTRATOR))).isEmpty();
        assertThat(found(view -> view.findUserFile(user.id()))).isEmpty();
        assertThat(found(view -> view.nextDue())).isEmpty();
    }

    private void putFile(UserFile file) {
        opened().write(tx -> {
            tx.putUserFile(file);
            return "written";
        });
    }

    private static UserFile file(UserId user, int minutes) {
        return new UserFile(user, "x.cfg", "", Optional.empty(), due(minutes), Optional.empty());
    }

    private static Instant due(int minutes) {
        return ManualClock.START.plus(Duration.ofMinutes(minutes));
    }

    @Test
    default void keepsStateByKey() {
        putState("sharing.a", "1");
        putState("sharing.b_%", "zwei €");
        putState("sharingX", "3");
        putState("sharing.a", "4");

        assertThat(found(view -> view.findState("sharing.a"))).contains("4");
        assertThat(found(view -> view.findState("sharing.c"))).isEmpty();
        assertThat(mapped(view -> view.states("sharing.")))
                .containsExactly(Map.entry("sharing.a", "4"), Map.entry("sharing.b_%", "zwei €"));
        assertThat(mapped(view -> view.states("sharing._"))).isEmpty();

        opened().write(tx -> {
            tx.removeState("sharing.a");
            tx.removeState("sharing.a");
            return "removed";
        });

        assertThat(found(view -> view.findState("sharing.a"))).isEmpty();
    }

    @Test
    default void writesNothingWhenStateIsAsItWas() {
        putState("test.key", "text");
        long head = opened().feed().head();

        putState("test.key", "text");
        opened().write(tx -> {
            tx.removeState("test.other");
            return "removed";
        });

        assertThat(opened().feed().head()).isEqualTo(head);
    }

    @Test
    default void tellsNobodyOfQuietState() {
        long head = opened().feed().head();

        opened().write(tx -> {
            tx.putQuietState("test.key", "text");
            return "kept";
        });

        assertThat(found(view -> view.findState("test.key"))).contains("text");
        assertThat(opened().feed().head()).isEqualTo(head);
    }

    @Test
    default void keepsNeverAsNever() {
        User user = opened().addUser("201");

        putFile(new UserFile(user.id(), "201.cfg", "", Optional.empty(), Instant.MAX, Optional.empty()));

        assertThat(found(view -> view.nextDue())).contains(Instant.MAX);
    }

    @Test
    default void refusesStateThatIsTooLarge() {
        putState("k".repeat(128), "t".repeat(65_536));

        assertThatThrownBy(() -> putState("k".repeat(129), "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> putState("key", "t".repeat(65_537))).isInstanceOf(IllegalArgumentException.class);
        assertThat(found(view -> view.findState("key"))).isEmpty();
    }

    private void putState(String key, String text) {
        opened().write(tx -> {
            tx.putState(key, text);
            return "written";
        });
    }
}
