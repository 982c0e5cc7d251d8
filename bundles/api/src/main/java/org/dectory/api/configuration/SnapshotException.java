package org.dectory.api.configuration;

/** Something cannot be done with a snapshot; nothing was changed. The message says why, for people. */
public final class SnapshotException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Sorts of refusals. */
    public enum Kind {
        /** There is no such snapshot. */
        UNKNOWN,
        /** It cannot be read any more. */
        DAMAGED,
        /** It has no such settings, and there are none now. */
        UNKNOWN_PID,
        /** It is the factory's, or pinned. */
        KEPT
    }

    private final Kind kind;

    /**
     * Says what is refused and why.
     *
     * @param kind what sort of refusal it is
     * @param message why, for people
     */
    public SnapshotException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /**
     * What sort of refusal it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
