package org.dectory.subscription.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.store.StoreTransaction;

/**
 * Which devices were made a user's by wildcard subscription and have not confirmed their key yet. When they do, perhaps
 * after a restart, it counts as a success of wildcard mode.
 */
final class WildcardMarks {

    private static final String KEY = "subscription.wildcard.unconfirmed";

    /** The text of a piece of state has its limit; that many phones are never between key and location at a time. */
    private static final int MAX_MARKS = 1000;

    private WildcardMarks() {}

    static void add(StoreTransaction transaction, DeviceId device) {
        SortedSet<Integer> marks = read(transaction);
        marks.removeIf(marked -> !isAwaited(transaction, marked));
        marks.add(device.ppn());
        while (marks.size() > MAX_MARKS) {
            marks.remove(marks.first());
        }
        write(transaction, marks);
    }

    /** Removes the mark of a device; tells whether there was one. */
    static boolean take(StoreTransaction transaction, DeviceId device) {
        SortedSet<Integer> marks = read(transaction);
        boolean marked = marks.remove(device.ppn());
        if (marked) {
            write(transaction, marks);
        }
        return marked;
    }

    private static boolean isAwaited(StoreTransaction transaction, int marked) {
        Optional<Device> device = transaction.findDevice(new DeviceId(marked));
        return device.isPresent() && device.orElseThrow().subscription() != SubscriptionState.SUBSCRIBED;
    }

    private static SortedSet<Integer> read(StoreTransaction transaction) {
        return transaction
                .findState(KEY)
                .map(text -> Arrays.stream(text.split(" ", -1))
                        .filter(number -> number.matches("[1-9][0-9]{0,8}"))
                        .map(Integer::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(TreeSet::new);
    }

    private static void write(StoreTransaction transaction, SortedSet<Integer> marks) {
        transaction.putQuietState(KEY, marks.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
}
