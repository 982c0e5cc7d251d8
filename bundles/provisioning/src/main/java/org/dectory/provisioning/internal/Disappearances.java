package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.UserFile;
import org.dectory.api.store.UserRow;

/**
 * The brake on deletions (PRV-05): a folder that was emptied or not mounted looks like the end of all users. Of more than five
 * users and more than two percent within an hour, the rest is held. Those who are held count as well: else a folder that stays
 * empty would take another five, or two percent, with every hour. Thread-safe.
 *
 * <p>What a clock that was ahead noted counts as of now.
 */
final class Disappearances {

    private static final String STATE = "provisioning.gone";
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final int ALLOWED = 5;
    private static final int ALLOWED_PERCENT = 2;

    /** So many fit in one piece of state; nobody has more than a hundred times as many users. */
    private static final int MOST_KEPT = 2000;

    private final Store store;
    private final Clock clock;
    private Count count = new Count(Instant.MIN, 0);

    private record Count(Instant at, int users) {}

    Disappearances(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** How many external users there are, or were a minute ago: counting ten thousand for each deletion would be a load. */
    synchronized int externalUsers() {
        Instant now = clock.instant();
        if (count.at.isBefore(now.minusSeconds(60)) || count.at.isAfter(now)) {
            count = new Count(now, store.read(Disappearances::countExternal));
        }
        return count.users;
    }

    private static int countExternal(StoreView view) {
        int external = 0;
        for (int offset = 0; true; offset += PageRequest.MAX_LIMIT) {
            Page<UserRow> page = view.users(new PageRequest(offset, PageRequest.MAX_LIMIT, "external", true, ""));
            long here =
                    page.rows().stream().filter(row -> row.user().external()).count();
            external += (int) here;
            if (here < PageRequest.MAX_LIMIT) {
                return external;
            }
        }
    }

    /** Whether the user is kept although the file is gone. */
    static boolean isHeld(Optional<UserFile> file) {
        return file.flatMap(UserFile::problem)
                .filter(problem -> problem.startsWith(FileBooks.HELD))
                .isPresent();
    }

    /**
     * Whether one more user may be deleted now; whether or not, the disappearance counts from now on.
     *
     * @param tx the transaction in which the user will be deleted
     * @param file what is known about the user's file
     * @param externalUsers how many external users there are
     * @param now the time by the clock
     */
    static boolean mayDelete(StoreTransaction tx, Optional<UserFile> file, int externalUsers, Instant now) {
        if (isHeld(file)) {
            return false;
        }
        List<Long> recent = recent(tx, now);
        int allowed = Math.max(ALLOWED, externalUsers * ALLOWED_PERCENT / 100);
        // More than the last so many would change no answer.
        tx.putState(
                STATE,
                Stream.concat(recent.stream(), Stream.of(now.getEpochSecond()))
                        .skip(Math.max(0, recent.size() + 1 - Math.min(allowed, MOST_KEPT)))
                        .map(String::valueOf)
                        .collect(Collectors.joining(" ")));
        return recent.size() < Math.min(allowed, MOST_KEPT);
    }

    private static List<Long> recent(StoreTransaction tx, Instant now) {
        long since = now.minus(WINDOW).getEpochSecond();
        return Arrays.stream(tx.findState(STATE).orElse("").split(" "))
                .filter(text -> !text.isEmpty())
                .map(text -> Math.min(Long.parseLong(text), now.getEpochSecond()))
                .filter(second -> second > since)
                .toList();
    }
}
