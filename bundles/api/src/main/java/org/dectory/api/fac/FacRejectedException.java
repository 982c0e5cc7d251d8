package org.dectory.api.fac;

/** A setting of feature access codes was refused; the message says why, and nothing was changed. */
public final class FacRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Says which setting was refused and why.
     *
     * @param field {@code number}, or the name of the action or trigger
     * @param message why, for people
     */
    public FacRejectedException(String field, String message) {
        super(message);
        this.field = field;
    }

    /**
     * Which setting was refused.
     *
     * @return {@code number}, or the name of the action or trigger
     */
    public String field() {
        return field;
    }
}
