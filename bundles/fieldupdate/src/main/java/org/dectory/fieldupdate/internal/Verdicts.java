package org.dectory.fieldupdate.internal;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what came of trials, again and again until the disk takes it. Used by one thread, but for {@link #findOwed} and {@link #remark}. */
final class Verdicts {

    private static final Logger logger = LoggerFactory.getLogger(Verdicts.class);

    private volatile @Nullable Verdict owed;
    private volatile String remark = "";

    /** What is still to be written, because the disk did not take it. */
    Optional<Verdict> findOwed() {
        return Optional.ofNullable(owed);
    }

    /** What an administrator should know of it; empty if nothing is owed. */
    String remark() {
        return remark;
    }

    /** Tries once more to write what came of a trial. */
    void settle() {
        Verdict verdict = owed;
        if (verdict != null) {
            Optional<IOException> unused = write(verdict);
        }
    }

    /** Writes what came of a trial; it is owed if it cannot be written. */
    Optional<IOException> write(Verdict verdict) {
        try {
            verdict.writing().write();
            if (owed != null) {
                logger.info("{}, and that is written now", verdict.what());
            }
            forget();
            return Optional.empty();
        } catch (IOException e) {
            remark = verdict.what() + ", but that cannot be written: " + e.getMessage() + "; it is tried again";
            if (owed == null) {
                logger.error("{}", remark);
            }
            owed = verdict;
            return Optional.of(e);
        } catch (IllegalStateException e) {
            // The launcher came to a verdict of its own.
            forget();
            return Optional.empty();
        }
    }

    private void forget() {
        owed = null;
        remark = "";
    }

    /**
     * What came of a trial.
     *
     * @param what the same in words
     * @param wentBack whether what was on trial runs no more
     * @param writing writes it to the state
     */
    record Verdict(String what, boolean wentBack, Writing writing) {}

    /** Something that a full disk does not take. */
    interface Writing {

        void write() throws IOException;
    }
}
