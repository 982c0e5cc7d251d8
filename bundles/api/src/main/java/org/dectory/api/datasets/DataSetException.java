package org.dectory.api.datasets;

/** The rules forbid what an administrator asked for; nothing was changed. */
public final class DataSetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Sorts of refusals. */
    public enum Kind {
        /** A field has a bad value. */
        INVALID,
        /** It clashes with another record or with the state of this one. */
        CONFLICT
    }

    private final Kind kind;
    private final String field;

    /**
     * Says what is refused and why.
     *
     * @param kind what sort of refusal it is
     * @param field the field it is about; may be empty
     * @param message why, for people
     */
    public DataSetException(Kind kind, String field, String message) {
        super(message);
        this.kind = kind;
        this.field = field;
    }

    /**
     * What sort of refusal it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The field it is about.
     *
     * @return its name; may be empty
     */
    public String field() {
        return field;
    }
}
