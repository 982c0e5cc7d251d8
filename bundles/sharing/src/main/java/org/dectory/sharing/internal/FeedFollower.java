package org.dectory.sharing.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserId;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.userdata.UserData;
import org.dectory.api.userdata.UserDataKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes phones follow what was changed: whoever parted a device from its user, its phone is cleared and prompts for a login;
 * whoever changed a user's name or settings, the phone takes them.
 *
 * <p>It begins at the newest entry: phones that missed something are put right when they attach.
 */
@Component(
        name = "org.dectory.sharing.follower",
        service = FeedFollower.class,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        immediate = true)
public final class FeedFollower implements AutoCloseable {

    private static final Set<Change.Kind> RELATIONS = Set.of(Change.Kind.LINKED, Change.Kind.UNLINKED);

    private static final Set<Change.Kind> FOLLOWED = Set.of(
            Change.Kind.USER_CHANGED,
            Change.Kind.USER_DATA_CHANGED,
            Change.Kind.COMMON_DATA_CHANGED,
            Change.Kind.DEVICE_REMOVED);

    /** After these there may be wrong PINs of nobody. */
    private static final Set<Change.Kind> REMOVALS = Set.of(Change.Kind.DEVICE_REMOVED, Change.Kind.USER_REMOVED);

    private final Store store;
    private final Radio radio;
    private final Phones phones;
    private final WrongPins pins;
    private final ChangeFeed.Following following;

    /** Takes the services and begins to follow. */
    @Activate
    public FeedFollower(
            @Reference Store store,
            @Reference ChangeFeed feed,
            @Reference Radio radio,
            @Reference Phones phones,
            @Reference WrongPins pins) {
        this.store = store;
        this.radio = radio;
        this.phones = phones;
        this.pins = pins;
        this.following = feed.follow("sharing", feed.head(), this::take);
    }

    @Deactivate
    @Override
    public void close() {
        following.close();
    }

    private void take(List<Change> changes) {
        Set<UserId> unseen = unseen(changes);
        List<Change> followed = changes.stream()
                .filter(change -> isFollowed(change, changes))
                .filter(change -> change.user().filter(unseen::contains).isEmpty())
                .toList();
        if (!followed.isEmpty()) {
            store.read(view -> errands(view, followed))
                    .forEach(errand -> radio.mailbox(errand.phone()).execute(errand.deed()));
        }
        if (changes.stream().anyMatch(change -> REMOVALS.contains(change.kind()))) {
            pins.tidy();
        }
    }

    /** The users who were made in a batch and tied to no device yet: no phone shows anything of them. Imports make many. */
    private static Set<UserId> unseen(List<Change> batch) {
        Set<UserId> users = new HashSet<>();
        for (Change change : batch) {
            if (change.kind() == Change.Kind.USER_ADDED) {
                change.user().ifPresent(users::add);
            } else if (change.kind() == Change.Kind.LINKED) {
                change.user().ifPresent(users::remove);
            }
        }
        return users;
    }

    private static boolean isFollowed(Change change, List<Change> batch) {
        return switch (change.kind()) {
            // Of new relations only those that no login shows.
            case LINKED -> change.detail().equals(Relation.Kind.FIXED.name());
            case UNLINKED -> !isOfAnotherKindNow(change, batch);
            default -> FOLLOWED.contains(change.kind());
        };
    }

    /** Whether device and user were not parted but tied in another way: nobody was logged out then. */
    private static boolean isOfAnotherKindNow(Change unlinked, List<Change> batch) {
        return batch.stream()
                .filter(later -> later.sequence() > unlinked.sequence()
                        && later.device().equals(unlinked.device())
                        && RELATIONS.contains(later.kind()))
                .findFirst()
                .filter(next -> next.kind() == Change.Kind.LINKED
                        && next.user().equals(unlinked.user())
                        && !next.detail().equals(unlinked.detail()))
                .isPresent();
    }

    private List<Errand> errands(StoreView view, List<Change> changes) {
        Map<DeviceId, Boolean> keeps = new HashMap<>();
        changes.stream()
                .filter(change -> change.kind() == Change.Kind.UNLINKED)
                .forEach(change -> change.device().ifPresent(device -> keeps.put(device, keeps(view, change))));
        return changes.stream().flatMap(change -> errands(view, change, keeps)).toList();
    }

    /** Whether the user who left keeps the local phone book; nobody who is gone does. */
    private static boolean keeps(StoreView view, Change unlinked) {
        return unlinked.user()
                .flatMap(view::findUser)
                .filter(user -> UserData.of(view, user).isTrue(UserDataKey.KEEP_LOCAL_DIR))
                .isPresent();
    }

    private Stream<Errand> errands(StoreView view, Change change, Map<DeviceId, Boolean> keeps) {
        return switch (change.kind()) {
            case UNLINKED ->
                findDevice(view, change).stream()
                        .map(device -> new Errand(
                                device.ipei(),
                                () -> phones.loggedOut(device.id(), keeps.getOrDefault(device.id(), false))));
            case DEVICE_REMOVED ->
                change.device().stream().map(device -> {
                    Ipei phone = Ipei.parse(change.detail());
                    return new Errand(phone, () -> phones.removed(device, phone, keeps.getOrDefault(device, false)));
                });
            case USER_DATA_CHANGED -> findDevice(view, change).stream().map(this::reconfiguration);
            case COMMON_DATA_CHANGED -> devicesOfExternalUsers(view).map(this::reconfiguration);
            default ->
                findDevice(view, change).stream()
                        .map(device -> new Errand(device.ipei(), () -> phones.refresh(device.ipei())));
        };
    }

    private Errand reconfiguration(Device device) {
        return new Errand(device.ipei(), () -> phones.reconfigure(device.ipei()));
    }

    /** The common file counts for external users alone, and those have no phone of their own. */
    private static Stream<Device> devicesOfExternalUsers(StoreView view) {
        return view.dynamicRelations().stream()
                .filter(login ->
                        view.findUser(login.user()).filter(User::external).isPresent())
                .flatMap(login -> view.findDevice(login.device()).stream());
    }

    /** The device that a change names, or else that of the user it names. */
    private static Optional<Device> findDevice(StoreView view, Change change) {
        return change.device()
                .or(() -> change.user().flatMap(view::findRelation).map(Relation::device))
                .flatMap(view::findDevice);
    }

    /** Something to be done in the mailbox of a phone. */
    private record Errand(Ipei phone, Runnable deed) {}
}
