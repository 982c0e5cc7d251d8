package org.dectory.release;

/** An update is not accepted. Nothing was changed: what ran goes on. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final Refusal reason;

    RefusedException(Refusal reason, String detail) {
        super("The update is refused: " + reason.text() + " (" + detail + ").");
        this.reason = reason;
    }

    RefusedException(Refusal reason, String detail, Throwable cause) {
        super("The update is refused: " + reason.text() + " (" + detail + ").", cause);
        this.reason = reason;
    }

    /** Why. */
    public Refusal reason() {
        return reason;
    }
}
