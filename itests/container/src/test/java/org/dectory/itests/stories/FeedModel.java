package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.UserRow;

/**
 * The simple model of the data sets: two maps, told by the change feed entry by entry. Each entry must be possible after
 * those before it, and in the end the store must hold what the model holds.
 */
final class FeedModel {

    /** A tie as the model knows it. */
    private record Tie(UserId user, Relation.Kind kind) {}

    private final Map<DeviceId, String> devices = new HashMap<>();
    private final Map<UserId, String> users = new HashMap<>();
    private final Map<DeviceId, Tie> ties = new HashMap<>();

    /** How often each phone itself was tied to a user by a login. */
    private final Map<String, Integer> logins = new HashMap<>();

    private long cursor;

    /** Reads what is new in the feed. */
    void follow(ChangeFeed feed) {
        for (List<Change> next = feed.after(cursor, 1000); !next.isEmpty(); next = feed.after(cursor, 1000)) {
            next.forEach(this::take);
        }
    }

    private void take(Change change) {
        assertThat(change.sequence()).isGreaterThan(cursor);
        cursor = change.sequence();
        switch (change.kind()) {
            case DEVICE_ADDED -> add(devices, change.device().orElseThrow(), change);
            case USER_ADDED -> add(users, change.user().orElseThrow(), change);
            case DEVICE_REMOVED -> {
                assertThat(ties)
                        .as("still tied: %s", change)
                        .doesNotContainKey(change.device().orElseThrow());
                assertThat(devices.remove(change.device().orElseThrow()))
                        .as("removed: %s", change)
                        .isNotNull();
            }
            case USER_REMOVED -> {
                assertThat(tiedUsers())
                        .as("still tied: %s", change)
                        .doesNotContain(change.user().orElseThrow());
                assertThat(users.remove(change.user().orElseThrow()))
                        .as("removed: %s", change)
                        .isNotNull();
            }
            case LINKED -> link(change);
            case UNLINKED ->
                assertThat(ties.remove(change.device().orElseThrow()))
                        .as("parted: %s", change)
                        .isEqualTo(new Tie(change.user().orElseThrow(), Relation.Kind.valueOf(change.detail())));
            case RELATION_CHANGED -> {
                Tie after = new Tie(change.user().orElseThrow(), Relation.Kind.valueOf(change.detail()));
                assertThat(ties.put(change.device().orElseThrow(), after))
                        .as("changed: %s", change)
                        .extracting(Tie::user)
                        .isEqualTo(after.user());
            }
            default -> assertThat(change.kind()).isNotNull();
        }
    }

    private static <I> void add(Map<I, String> records, I id, Change change) {
        assertThat(records).as("added: %s", change).doesNotContainKey(id).doesNotContainValue(change.detail());
        records.put(id, change.detail());
    }

    private void link(Change change) {
        DeviceId device = change.device().orElseThrow();
        UserId user = change.user().orElseThrow();
        assertThat(devices).as("tied: %s", change).containsKey(device);
        assertThat(users).as("tied: %s", change).containsKey(user);
        assertThat(ties).as("tied twice: %s", change).doesNotContainKey(device);
        assertThat(tiedUsers()).as("tied twice: %s", change).doesNotContain(user);
        Relation.Kind kind = Relation.Kind.valueOf(change.detail());
        ties.put(device, new Tie(user, kind));
        if (kind == Relation.Kind.DYNAMIC && change.actor().kind() == Actor.Kind.PHONE) {
            assertThat(change.actor().name()).as("logged in: %s", change).isEqualTo(devices.get(device));
            logins.merge(change.actor().name(), 1, Integer::sum);
        }
    }

    private Set<UserId> tiedUsers() {
        Set<UserId> tied = new HashSet<>();
        ties.values().forEach(tie -> tied.add(tie.user()));
        return tied;
    }

    /** How often somebody was logged in at a phone. */
    int logins(Ipei phone) {
        return logins.getOrDefault(phone.toString(), 0);
    }

    boolean hasUser(String number) {
        return users.containsValue(number);
    }

    boolean hasDevice(Ipei phone) {
        return devices.containsValue(phone.toString());
    }

    /** The store holds the same, seen from either side. */
    void isWhatIsStored(Store store) {
        Map<DeviceId, String> storedDevices = new HashMap<>();
        Map<UserId, String> storedUsers = new HashMap<>();
        Map<DeviceId, Tie> bySet = new HashMap<>();
        Map<DeviceId, Tie> byUser = new HashMap<>();
        PageRequest all = PageRequest.first(PageRequest.MAX_LIMIT);
        store.read(view -> {
            for (DeviceRow row : view.devices(all).rows()) {
                storedDevices.put(row.device().id(), row.device().ipei().toString());
                view.findRelation(row.device().id())
                        .ifPresent(relation -> bySet.put(relation.device(), new Tie(relation.user(), relation.kind())));
            }
            for (UserRow row : view.users(all).rows()) {
                storedUsers.put(row.user().id(), row.user().number().value());
                view.findRelation(row.user().id())
                        .ifPresent(
                                relation -> byUser.put(relation.device(), new Tie(relation.user(), relation.kind())));
            }
            return true;
        });
        assertThat(storedDevices).isEqualTo(devices);
        assertThat(storedUsers).isEqualTo(users);
        assertThat(bySet).isEqualTo(ties);
        assertThat(byUser).isEqualTo(ties);
    }
}
