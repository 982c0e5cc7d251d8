package org.dectory.webconsole.internal;

import java.time.Instant;

/**
 * What is said to whoever asked for something.
 *
 * @param text a sentence or two; empty for nothing
 * @param status what it means, as HTTP says it: 200 done, 202 begun, else why not
 * @param at when it came to that
 */
record Notice(String text, int status, Instant at) {

    static final Notice NONE = new Notice("", 200, Instant.EPOCH);

    /** Whether it was not done. */
    boolean isBad() {
        return status >= 400;
    }

    /** Whether it is still being done. */
    boolean isUnderWay() {
        return status == 202;
    }
}
