package org.dectory.sharing.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.StoreView;

/**
 * Under which key a book of wrong PINs is kept: {@code sharing.lock.<ppn>} or {@code sharing.lock.<ppn>.<uid>}.
 *
 * @param device the phone's device
 * @param user the user; empty for the book of the phone over all users
 */
record BookKey(DeviceId device, Optional<UserId> user) {

    /** What all keys begin with. */
    static final String PREFIX = "sharing.lock.";

    static BookKey of(DeviceId device) {
        return new BookKey(device, Optional.empty());
    }

    static BookKey of(DeviceId device, UserId user) {
        return new BookKey(device, Optional.of(user));
    }

    /** What the keys of the users of a phone begin with. */
    static String prefixOfUsers(DeviceId device) {
        return PREFIX + device.ppn() + ".";
    }

    String text() {
        return PREFIX + device.ppn() + user.map(id -> "." + id.uid()).orElse("");
    }

    /** Reads a key; empty if it is not of that form. */
    static Optional<BookKey> parse(String text) {
        String[] parts = text.substring(PREFIX.length()).split("\\.", -1);
        try {
            DeviceId device = new DeviceId(Integer.parseInt(parts[0]));
            return switch (parts.length) {
                case 1 -> Optional.of(of(device));
                case 2 -> Optional.of(of(device, new UserId(Integer.parseInt(parts[1]))));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reads keys; what is not of that form is left out. */
    static List<BookKey> parseAll(Collection<String> texts) {
        return texts.stream().flatMap(text -> parse(text).stream()).toList();
    }

    /** Whether the device or the user is gone. */
    boolean isOrphan(StoreView view) {
        return view.findDevice(device).isEmpty()
                || user.filter(id -> view.findUser(id).isEmpty()).isPresent();
    }

    @Override
    public String toString() {
        return "Device " + device.ppn() + user.map(id -> ", user " + id.uid()).orElse("");
    }
}
