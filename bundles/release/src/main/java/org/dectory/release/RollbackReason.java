package org.dectory.release;

/** Why an appliance went back to what it ran before. */
public enum RollbackReason {
    /** Someone asked for it. */
    REQUESTED,
    /** It was started too often without ever proving itself: it hangs, or takes the machine down. */
    TOO_MANY_ATTEMPTS,
    /** Files of the set are missing or altered. */
    DAMAGED,
    /** It does not start. */
    DOES_NOT_START,
    /** It runs, but not well. */
    UNHEALTHY,
    /** It took too long to prove itself. */
    TIMED_OUT,
    /** The image is as new as the set, or newer. */
    SUPERSEDED
}
