package org.dectory.provisioning.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.UserFile;
import org.dectory.api.store.UserFileRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls back the turns of files that a clock which was ahead left in the far future: a turn that is farther away than the file's
 * interval allows is due at once.
 */
final class StrayTurns {

    /** So little is no error of a clock. */
    static final Duration SLACK = Duration.ofMinutes(1);

    private static final Logger logger = LoggerFactory.getLogger(StrayTurns.class);
    private static final Duration SHORTEST_INTERVAL = Duration.ofHours(1);

    /** After a failure it may take as long whatever the interval. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private static final int MOST_AT_ONCE = 500;

    private final Store store;
    private final Writer writer;

    StrayTurns(Store store) {
        this.store = store;
        this.writer = new Writer(store);
    }

    /**
     * Makes them due. Blocks.
     *
     * @param now the time by the clock
     */
    void callBack(Instant now) {
        List<UserFile> strays = store.read(view -> find(view, now));
        for (int i = 0; i < strays.size(); i += MOST_AT_ONCE) {
            List<UserFile> some = strays.subList(i, Math.min(strays.size(), i + MOST_AT_ONCE));
            writer.write(tx -> {
                some.forEach(file -> callBack(tx, file, now));
                return true;
            });
        }
        if (!strays.isEmpty()) {
            logger.warn("The clock was ahead: the turns of {} files are due now", strays.size());
        }
    }

    private static void callBack(StoreTransaction tx, UserFile file, Instant now) {
        if (tx.findUserFile(file.user()).equals(Optional.of(file))) {
            tx.putUserFile(new UserFile(
                    file.user(),
                    file.name(),
                    file.version(),
                    file.imported().map(at -> earlier(at, now)),
                    now,
                    file.problem(),
                    file.tried().map(at -> earlier(at, now)),
                    file.messages()));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static List<UserFile> find(StoreView view, Instant now) {
        List<UserFile> strays = new ArrayList<>();
        Instant possible = now.plus(SHORTEST_INTERVAL).plus(SLACK);
        for (int offset = 0; true; offset += PageRequest.MAX_LIMIT) {
            PageRequest request = new PageRequest(offset, PageRequest.MAX_LIMIT, "due", true, "");
            List<UserFileRow> rows =
                    view.userFiles(Optional.empty(), Optional.empty(), request).rows();
            for (UserFileRow row : rows) {
                if (!row.file().due().isAfter(possible)) {
                    return strays;
                }
                if (row.user().external() && isStray(view, row, now)) {
                    strays.add(row.file());
                }
            }
            if (rows.size() < PageRequest.MAX_LIMIT) {
                return strays;
            }
        }
    }

    private static boolean isStray(StoreView view, UserFileRow row, Instant now) {
        UserFile file = row.file();
        // Ten thousand intervals need not be read at each start: by a clock that was right, the last try is over.
        boolean inTime =
                file.tried().or(file::imported).filter(at -> !at.isAfter(now)).isPresent();
        if (inTime) {
            return false;
        }
        Duration interval = UserChange.interval(view, row.user());
        Duration longest =
                file.problem().isPresent() && interval.compareTo(LONGEST_PAUSE) < 0 ? LONGEST_PAUSE : interval;
        return file.due().isAfter(now.plus(longest).plus(SLACK));
    }
}
