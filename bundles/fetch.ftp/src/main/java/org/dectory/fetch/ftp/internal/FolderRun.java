package org.dectory.fetch.ftp.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many known files of one folder that are asked for in a row, as one account: then the folder's list is asked for once, rather than the
 * time and length of each file. It serves {@value #GOOD_SECONDS} seconds at most, and only as long as more than {@value #MANY} files a
 * second are asked for: somebody who asks for a single file is told the newest. It says nothing but that a file is unchanged; of all
 * others the server is asked. Thread-safe.
 *
 * <p>The list is brought by a thread that has its file already: what became of the file does not depend on it. The others wait a second
 * for it, once for all; then they go on without, but for what has come so far. Files that are not known yet make no run: a list takes a
 * server about as long as the times of all its files.
 */
final class FolderRun {

    static final int MANY = 32;
    static final int GOOD_SECONDS = 5;

    private static final Logger logger = LoggerFactory.getLogger(FolderRun.class);
    private static final long GOING = Duration.ofSeconds(1).toNanos();
    private static final long GOOD = Duration.ofSeconds(GOOD_SECONDS).toNanos();

    /** The time that a list may take. */
    private static final long LIMIT = Duration.ofSeconds(3).toNanos();

    /**
     * The time that others wait for it, all at once: a server that answers them too makes the list last longer than all it can save.
     */
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    /** The time until a server that gives no list is asked for it again. */
    private static final long REST = Duration.ofMinutes(10).toNanos();

    /** So many files are listed in no more time than one is asked for. */
    private static final int LISTED_AS_SOON_AS_ASKED = 4;

    private final Login login;
    private final String folder;
    private final LongSupplier nanos;

    /** When files were asked for, the last of them; a ring. */
    private final long[] asked = new long[MANY];

    private int oldest;
    private boolean going;
    private boolean listing;
    private Map<String, String> list = Map.of();
    private long begun;
    private int filesUntilNext;
    private long resting;

    /**
     * Begins.
     *
     * @param login belongs to this object from now on
     * @param folder the folder, from where the login leads to
     * @param nanos the time, as {@link System#nanoTime()} has it
     */
    FolderRun(Login login, String folder, LongSupplier nanos) {
        this.login = login;
        this.folder = folder;
        this.nanos = nanos;
        long now = nanos.getAsLong();
        Arrays.fill(asked, now - GOING - 1);
        resting = now;
    }

    boolean isOf(Login other, String another) {
        return folder.equals(another) && login.equals(other);
    }

    /**
     * A file is asked for whose version is known.
     *
     * @param deadline when all must be done, by {@link System#nanoTime()}
     * @return whether the list says that the version still holds
     */
    synchronized boolean holds(String name, String version, long deadline) throws InterruptedException {
        long now = nanos.getAsLong();
        going = now - asked[oldest] <= GOING;
        asked[oldest] = now;
        oldest = (oldest + 1) % MANY;
        filesUntilNext--;
        if (now - begun > GOOD) {
            list = Map.of();
        }
        if (going && listing) {
            await(name, version, Math.min(begun + PATIENCE - now, (deadline - System.nanoTime()) / 2));
        }
        return going && version.equals(list.get(name));
    }

    private synchronized void await(String name, String version, long patience) throws InterruptedException {
        long until = System.nanoTime() + patience;
        for (long left = patience; listing && left > 0; left = until - System.nanoTime()) {
            if (version.equals(list.get(name))) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Whether a list would be of use now. */
    synchronized boolean isDue() {
        return going && !listing && list.isEmpty() && filesUntilNext <= 0 && nanos.getAsLong() - resting >= 0;
    }

    /** Whether it takes up the memory of a list. */
    synchronized boolean holdsList() {
        return listing || !list.isEmpty();
    }

    /** Whether nothing was asked for any more, and nothing need be remembered. */
    synchronized boolean isOver() {
        long now = nanos.getAsLong();
        return !listing && now - asked[(oldest + MANY - 1) % MANY] > GOING && now - resting >= 0;
    }

    /** A list is going to be brought. */
    synchronized void begin() {
        listing = true;
        begun = nanos.getAsLong();
        list = new ConcurrentHashMap<>();
    }

    /**
     * Brings the list, after {@link #begin()}.
     *
     * @param connection is logged in, and nothing is in progress on it
     * @param clock the time of day
     * @param deadline when all must be done, by {@link System#nanoTime()}
     * @return whether the connection is as it was before
     */
    boolean list(FtpConnection connection, Clock clock, long deadline) {
        boolean whole = false;
        try {
            long left = Math.min(deadline - System.nanoTime(), LIMIT);
            connection.guard().begin(System.nanoTime() + left);
            FolderList.bring(connection, folder, clock.instant(), versions());
            whole = true;
        } catch (IOException e) {
            logger.debug("No list of {} from {}", folder, login.server(), e);
        } finally {
            end(whole);
        }
        return whole;
    }

    private synchronized Map<String, String> versions() {
        return list;
    }

    private synchronized void end(boolean whole) {
        listing = false;
        notifyAll();
        filesUntilNext = list.size() / LISTED_AS_SOON_AS_ASKED;
        if (!whole || list.isEmpty()) {
            list = Map.of();
            resting = nanos.getAsLong() + REST;
        }
    }

    /** Nobody asks any more. */
    void forget() {
        login.wipe();
    }
}
