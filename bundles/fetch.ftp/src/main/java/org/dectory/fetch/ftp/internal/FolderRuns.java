package org.dectory.fetch.ftp.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The folders whose files are asked for just now; each is forgotten soon after. Thread-safe. */
final class FolderRuns implements AutoCloseable {

    private static final int MOST = 16;

    /** Each may take up some megabytes. */
    private static final int MOST_LISTS = 2;

    private final ScheduledThreadPoolExecutor timer;
    private final LongSupplier nanos;

    /** The one that was asked last is the last. */
    private final List<FolderRun> runs = new ArrayList<>();

    private boolean clearing;
    private boolean closed;

    /**
     * None yet.
     *
     * @param timer ends those that are over; whoever made it ends it, after this
     * @param nanos the time, as {@link System#nanoTime()} has it
     */
    FolderRuns(ScheduledThreadPoolExecutor timer, LongSupplier nanos) {
        this.timer = timer;
        this.nanos = nanos;
    }

    /** The run that a file belongs to; of too many, the one is forgotten that was not asked for longest. */
    synchronized FolderRun of(Login login, String folder) {
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (runs.get(i).isOf(login, folder)) {
                runs.add(runs.remove(i));
                return runs.get(runs.size() - 1);
            }
        }
        if (closed) {
            return new FolderRun(login, folder, nanos);
        }
        if (runs.size() == MOST) {
            runs.remove(0).forget();
        }
        FolderRun run = new FolderRun(login.copy(), folder, nanos);
        runs.add(run);
        if (!clearing) {
            clearLater();
        }
        return run;
    }

    /** Whether the caller is to bring a run's list now; it must. */
    boolean begins(FolderRun run) {
        if (!run.isDue()) {
            return false;
        }
        synchronized (this) {
            boolean fit =
                    run.isDue() && runs.stream().filter(FolderRun::holdsList).count() < MOST_LISTS;
            if (fit) {
                run.begin();
            }
            return fit;
        }
    }

    private void clearLater() {
        clearing = true;
        Future<?> unused = timer.schedule(this::clear, 1, TimeUnit.SECONDS);
    }

    private synchronized void clear() {
        clearing = false;
        runs.removeIf(each -> each.isOver() && forgotten(each));
        if (!runs.isEmpty() && !closed) {
            clearLater();
        }
    }

    private static boolean forgotten(FolderRun run) {
        run.forget();
        return true;
    }

    /** Forgets all, and whatever is asked later. */
    @Override
    public synchronized void close() {
        closed = true;
        runs.forEach(FolderRun::forget);
        runs.clear();
    }
}
