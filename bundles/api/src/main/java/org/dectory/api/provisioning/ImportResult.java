package org.dectory.api.provisioning;

import java.time.Instant;
import java.util.List;

/**
 * What came of the import of one file.
 *
 * @param file the file's name
 * @param at when
 * @param outcome what came of it
 * @param reason why, for people; may be empty
 * @param messages what was found in the file, each {@code line: error|warning: text}; at most 100
 */
public record ImportResult(String file, Instant at, Outcome outcome, String reason, List<String> messages) {

    /**
     * Copies the messages.
     *
     * @param file the file's name
     * @param at when
     * @param outcome what came of it
     * @param reason why, for people; may be empty
     * @param messages what was found in the file
     */
    public ImportResult {
        messages = List.copyOf(messages);
    }

    /** What can come of an import. */
    public enum Outcome {
        /** Its content was taken over. */
        IMPORTED,
        /** It is as it was. */
        UNCHANGED,
        /** It is definitely gone. */
        GONE,
        /** It could not be fetched or used; nothing was changed. */
        FAILED
    }
}
