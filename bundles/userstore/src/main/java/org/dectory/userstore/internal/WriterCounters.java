package org.dectory.userstore.internal;

/** What the writer did since the start. Written by its thread, read by any. */
final class WriterCounters {

    /**
     * The counters at one moment.
     *
     * @param commits how often the disk was written
     * @param changes how many requests were in those commits
     * @param largestGroup most requests of one commit
     * @param failed how many requests were lost with a commit that failed
     */
    record Counts(long commits, long changes, int largestGroup, long failed) {}

    private volatile Counts counts = new Counts(0, 0, 0, 0);

    Counts counts() {
        return counts;
    }

    void committed(int group) {
        Counts now = counts;
        counts =
                new Counts(now.commits() + 1, now.changes() + group, Math.max(now.largestGroup(), group), now.failed());
    }

    void failed(int group) {
        Counts now = counts;
        counts = new Counts(now.commits(), now.changes(), now.largestGroup(), now.failed() + group);
    }
}
