package org.dectory.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk that does so many steps; then it fails, in one way or another. */
class FailingDisk extends UnforcedDisk {

    /** What happens to it. */
    enum Fault {
        /** The power goes before a step. */
        CUT,
        /** The power goes in the middle of what a step writes. */
        TORN,
        /** It is full before something is written. */
        FULL,
        /** It becomes full in the middle of what is written. */
        FULL_AT_HALF,
        /** It changes nothing any more, as a medium that the system has made read-only. */
        READ_ONLY
    }

    /** The power is gone; no code of ours runs any more. */
    static final class PowerCut extends Error {

        private static final long serialVersionUID = 1;
    }

    private final Fault fault;
    private int left;
    private boolean failed;

    FailingDisk() {
        this(Integer.MAX_VALUE, Fault.CUT);
    }

    FailingDisk(int steps, Fault fault) {
        left = steps;
        this.fault = fault;
    }

    /** There is room again. */
    void mend() {
        left = Integer.MAX_VALUE;
    }

    boolean hasFailed() {
        return failed;
    }

    /**
     * Counts a step.
     *
     * @param writes whether it writes content, which can be left unfinished
     * @return whether it is to be left unfinished
     */
    private boolean stopsHalfway(boolean writes) throws IOException {
        if (left > 0) {
            left--;
            return false;
        }
        boolean before = failed;
        failed = true;
        return switch (fault) {
            case CUT -> throw new PowerCut();
            case TORN -> {
                if (before || !writes) {
                    throw new PowerCut();
                }
                yield true;
            }
            case FULL -> {
                if (writes) {
                    throw new IOException("No space left on device");
                }
                yield false;
            }
            case FULL_AT_HALF -> writes;
            case READ_ONLY -> throw new IOException("Read-only file system");
        };
    }

    private IOException halfway() {
        if (fault == Fault.TORN) {
            throw new PowerCut();
        }
        return new IOException("No space left on device");
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        stopsHalfway(false);
        super.createFolder(folder);
    }

    @Override
    public void write(Path file, InputStream content) throws IOException {
        if (stopsHalfway(true)) {
            byte[] all = content.readAllBytes();
            super.write(file, new ByteArrayInputStream(all, 0, all.length / 2));
            throw halfway();
        }
        super.write(file, content);
    }

    @Override
    public void append(Path file, byte[] content) throws IOException {
        if (stopsHalfway(true)) {
            super.append(file, Arrays.copyOf(content, content.length / 2));
            throw halfway();
        }
        super.append(file, content);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        stopsHalfway(false);
        super.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        stopsHalfway(false);
        super.delete(file);
    }

    @Override
    public void force(Path folder) throws IOException {
        stopsHalfway(false);
        super.force(folder);
    }
}
