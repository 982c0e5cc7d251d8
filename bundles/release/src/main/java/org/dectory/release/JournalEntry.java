package org.dectory.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the history of updates.
 *
 * @param at when
 * @param step what
 * @param set the name of the set that it concerns, {@link #FACTORY} for the image's, {@link #NONE} if it is not known
 * @param version its version, 0 if it is not known
 * @param related for {@link Step#STAGED} the keys that signed it, with commas; for {@link Step#ROLLED_BACK} the set that runs instead;
 *     else {@link #NONE}
 * @param reason the code of a {@link Refusal} or a {@link RollbackReason}, else {@link #NONE}
 * @param detail more, for people; may be empty
 */
public record JournalEntry(
        Instant at, Step step, String set, long version, String related, String reason, String detail) {

    /** Stands for the set of the image. */
    public static final String FACTORY = "factory";

    /** Stands for nothing. */
    public static final String NONE = "-";

    private static final int CHECKSUM_LENGTH = 16;
    private static final int MAXIMUM_DETAIL = 1000;

    /** What may happen to a set. */
    public enum Step {
        /** It is on its way to the appliance. */
        DOWNLOADING,
        /** It came, and may not come in. */
        REFUSED,
        /** It came, and may come in. */
        VERIFIED,
        /** It lies in the store, whole. */
        STAGED,
        /** It lies ready no more, for someone did not want it. */
        DISCARDED,
        /** It is to run on trial. */
        TRIAL,
        /** It is started on trial. */
        ATTEMPT,
        /** It proved itself, and runs from now on. */
        COMMITTED,
        /** It runs no more. */
        ROLLED_BACK,
        /** No step, but one line of a state that sums up what was before; {@code version} says how many lines that has. */
        STATE
    }

    public JournalEntry {
        detail = detail.replaceAll("[^ -~]+", " ").strip();
        if (detail.length() > MAXIMUM_DETAIL) {
            detail = detail.substring(0, MAXIMUM_DETAIL);
        }
    }

    /** The line, with a checksum before it and a line feed after it. */
    byte[] line() {
        String fields =
                String.join(" ", at.toString(), step.name(), set, Long.toString(version), related, reason, detail);
        return (checksum(fields) + " " + fields + "\n").getBytes(UTF_8);
    }

    /** Whether a line without its line feed is as it was written, be it by a later firmware. */
    static boolean isWhole(String line) {
        return line.length() > CHECKSUM_LENGTH && line.startsWith(checksum(line.substring(CHECKSUM_LENGTH + 1)) + " ");
    }

    /** Reads a line without its line feed; empty if it is not whole. */
    static Optional<JournalEntry> parse(String line) {
        if (!isWhole(line)) {
            return Optional.empty();
        }
        String[] words = line.substring(CHECKSUM_LENGTH + 1).split(" ", 7);
        if (words.length != 7) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JournalEntry(
                    Text.instant("at", words[0]),
                    Step.valueOf(words[1]),
                    words[2],
                    Text.number("version", words[3]),
                    words[4],
                    words[5],
                    words[6]));
        } catch (IllegalArgumentException e) {
            // Written by a later firmware, which knows more steps.
            return Optional.empty();
        }
    }

    private static String checksum(String fields) {
        return Digests.of(fields.getBytes(UTF_8)).substring(0, CHECKSUM_LENGTH);
    }
}
