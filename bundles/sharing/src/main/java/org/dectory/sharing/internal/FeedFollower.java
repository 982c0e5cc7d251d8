package org.dectory.sharing.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreView;
import org.dectory.api.userdata.UserData;
import org.dectory.api.userdata.UserDataKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes phones follow what was changed: whoever parted a device from its user, its phone is cleared and prompts for a login.
 *
 * <p>It begins at the newest entry: phones that missed something are put right when they attach.
 */
@Component(
        name = "org.dectory.sharing.follower",
        service = {},
        configurationPolicy = ConfigurationPolicy.IGNORE,
        immediate = true)
public final class FeedFollower implements AutoCloseable {

    private static final Set<Change.Kind> FOLLOWED =
            Set.of(Change.Kind.LINKED, Change.Kind.UNLINKED, Change.Kind.USER_CHANGED, Change.Kind.DEVICE_REMOVED);

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
        List<Change> followed =
                changes.stream().filter(FeedFollower::isFollowed).toList();
        if (!followed.isEmpty()) {
            store.read(view -> errands(view, followed))
                    .forEach(errand -> radio.mailbox(errand.phone()).execute(errand.deed()));
        }
        if (changes.stream().anyMatch(change -> REMOVALS.contains(change.kind()))) {
            pins.tidy();
        }
    }

    /** Of new relations only those that no login shows. */
    private static boolean isFollowed(Change change) {
        return FOLLOWED.contains(change.kind())
                && (change.kind() != Change.Kind.LINKED || change.detail().equals(Relation.Kind.FIXED.name()));
    }

    private List<Errand> errands(StoreView view, List<Change> changes) {
        Map<DeviceId, Boolean> keeps = new HashMap<>();
        changes.stream()
                .filter(change -> change.kind() == Change.Kind.UNLINKED)
                .forEach(change -> change.device().ifPresent(device -> keeps.put(device, keeps(view, change))));
        return changes.stream()
                .map(change -> findErrand(view, change, keeps))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether the user who left keeps the local phone book; nobody who is gone does. */
    private static boolean keeps(StoreView view, Change unlinked) {
        return unlinked.user()
                .flatMap(view::findUser)
                .filter(user -> UserData.of(view, user).isTrue(UserDataKey.KEEP_LOCAL_DIR))
                .isPresent();
    }

    private Optional<Errand> findErrand(StoreView view, Change change, Map<DeviceId, Boolean> keeps) {
        return switch (change.kind()) {
            case UNLINKED ->
                findDevice(view, change)
                        .map(device -> new Errand(
                                device.ipei(),
                                () -> phones.loggedOut(device.id(), keeps.getOrDefault(device.id(), false))));
            case DEVICE_REMOVED ->
                change.device().map(device -> {
                    Ipei phone = Ipei.parse(change.detail());
                    return new Errand(phone, () -> phones.removed(device, phone, keeps.getOrDefault(device, false)));
                });
            default ->
                findDevice(view, change).map(device -> new Errand(device.ipei(), () -> phones.refresh(device.ipei())));
        };
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
