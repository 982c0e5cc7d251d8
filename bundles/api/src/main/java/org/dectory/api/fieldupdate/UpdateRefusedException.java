package org.dectory.api.fieldupdate;

/** What was asked of field updates is not done. Nothing has changed. */
public final class UpdateRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    /** The image trusts no vendor, or has no launcher that takes updates. */
    public static final String NOT_TAKEN = "UPDATES_NOT_TAKEN";

    /** Something else is being done with updates. */
    public static final String BUSY = "BUSY";

    /** There is nothing to put on trial, or to go back to. */
    public static final String NOTHING_THERE = "NOTHING_THERE";

    /** It has more octets than an update may. */
    public static final String TOO_LARGE = "TOO_LARGE";

    /** The disk does not take it. */
    public static final String NO_SPACE = "NO_SPACE";

    /** It could not be brought from where it lies. */
    public static final String NOT_FETCHED = "NOT_FETCHED";

    private final String code;

    /**
     * Refuses.
     *
     * @param code why, as a program can tell: one of the constants here, or a reason of the one who verifies updates, such as {@code
     *     BAD_SIGNATURE}
     * @param message why, as a sentence
     */
    public UpdateRefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    /**
     * Why.
     *
     * @return the code, in capital letters
     */
    public String code() {
        return code;
    }
}
