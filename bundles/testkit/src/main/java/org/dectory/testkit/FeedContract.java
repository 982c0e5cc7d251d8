package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.junit.jupiter.api.Test;

/** What a store promises about the feed of changes. */
interface FeedContract extends OpenedStore {

    @Test
    default void writesAnEntryForEveryChange() {
        Device device = opened().addDevice(1);
        User user = opened().addUser("201");
        opened().write(tx -> {
            tx.update(device.withEncryption(false));
            tx.update(user.withExternal(true));
            tx.link(device.id(), user.id(), Relation.Kind.DYNAMIC);
            tx.putLayer(user.id(), Layer.PHONE, Map.of("a", "1"));
            tx.putCommonLayer(Map.of("a", "1"));
            tx.secrets().put(SecretOwner.of(user.id()), SecretKind.PIN_PHONE, Secret.of("4321"));
            tx.putState("test.key", "text");
            tx.removeUser(user.id());
            tx.removeDevice(device.id());
            return "changed";
        });

        List<Change> changes = opened().feed().after(0, 100);

        assertThat(changes)
                .extracting(Change::kind)
                .containsExactly(
                        Change.Kind.DEVICE_ADDED,
                        Change.Kind.USER_ADDED,
                        Change.Kind.DEVICE_CHANGED,
                        Change.Kind.USER_CHANGED,
                        Change.Kind.LINKED,
                        Change.Kind.USER_DATA_CHANGED,
                        Change.Kind.COMMON_DATA_CHANGED,
                        Change.Kind.SECRET_CHANGED,
                        Change.Kind.STATE_CHANGED,
                        Change.Kind.UNLINKED,
                        Change.Kind.USER_REMOVED,
                        Change.Kind.DEVICE_REMOVED);
        assertThat(changes).extracting(Change::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(changes).extracting(Change::actor).containsOnly(StoreUnderTest.ACTOR);
        assertThat(changes).extracting(Change::at).containsOnly(ManualClock.START);
        assertThat(changes.toString()).doesNotContain("4321");
        assertThat(opened().feed().head()).isEqualTo(changes.get(11).sequence());
    }

    @Test
    default void namesBothWhenAPairIsParted() {
        Device device = opened().addDevice(1);
        User user = opened().addUser("201");
        opened().write(tx -> tx.link(device.id(), user.id(), Relation.Kind.DYNAMIC));
        long cursor = opened().feed().head();

        opened().write(tx -> {
            tx.removeUser(user.id());
            return "removed";
        });

        List<Change> changes = opened().feed().after(cursor, 10);
        assertThat(changes.get(0).kind()).isEqualTo(Change.Kind.UNLINKED);
        assertThat(changes.get(0).device()).contains(device.id());
        assertThat(changes.get(0).user()).contains(user.id());
        assertThat(changes.get(0).detail()).isEqualTo("DYNAMIC");
        assertThat(changes.get(1).kind()).isEqualTo(Change.Kind.USER_REMOVED);
        assertThat(changes.get(1).user()).contains(user.id());
        assertThat(changes.get(1).detail()).isEqualTo("201");
    }

    @Test
    default void readsFromACursorOn() {
        opened().addUser("201");
        long cursor = opened().feed().head();
        opened().addUser("202");
        opened().addUser("203");

        assertThat(opened().feed().after(cursor, 10)).extracting(Change::detail).containsExactly("202", "203");
        assertThat(opened().feed().after(cursor, 1)).extracting(Change::detail).containsExactly("202");
        assertThat(opened().feed().after(opened().feed().head(), 1)).isEmpty();
        assertThatThrownBy(() -> opened().feed().after(0, 1001)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void tellsFollowersEverythingOnceAndInOrder() {
        opened().addUser("200");
        List<String> heard = new CopyOnWriteArrayList<>();

        try (ChangeFeed.Following following =
                opened().feed().follow("test", 0, changes -> changes.forEach(change -> heard.add(change.detail())))) {
            assertThat(following).isNotNull();
            for (int i = 201; i < 250; i++) {
                opened().addUser(Integer.toString(i));
            }
            await().until(() -> heard.size() >= 50);
        }

        assertThat(heard).hasSize(50).isSorted().startsWith("200").endsWith("249");
    }

    @Test
    default void goesOnWhenAFollowerFails() {
        List<String> heard = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();

        try (ChangeFeed.Following bad = opened().feed().follow("bad", 0, changes -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                });
                ChangeFeed.Following good = opened().feed()
                        .follow("good", 0, changes -> changes.forEach(change -> heard.add(change.detail())))) {
            assertThat(good).isNotSameAs(bad);
            opened().addUser("201");
            await().until(() -> calls.get() == 1 && heard.size() == 1);
            opened().addUser("202");
            await().until(() -> calls.get() == 2 && heard.size() == 2);
        }
    }

    @Test
    default void tellsNothingToAFollowerThatLeft() {
        List<String> left = new CopyOnWriteArrayList<>();
        List<String> heard = new CopyOnWriteArrayList<>();
        ChangeFeed.Following leaving = opened().feed().follow("leaving", 0, changes -> left.add("called"));

        leaving.close();
        opened().addUser("201");
        try (ChangeFeed.Following staying = opened().feed().follow("staying", 0, changes -> heard.add("called"))) {
            assertThat(staying).isNotNull();
            await().until(() -> !heard.isEmpty());
        }

        assertThat(left).isEmpty();
    }
}
