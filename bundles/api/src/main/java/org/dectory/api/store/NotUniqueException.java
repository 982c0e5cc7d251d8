package org.dectory.api.store;

/** Something that is unique is taken by another record. */
public final class NotUniqueException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** What is unique. */
    public enum Field {
        /** The phone's factory identity. */
        IPEI,
        /** The user's number or SIP user name. */
        NUMBER,
        /** The user's login or additional ID. */
        LOGIN_ID,
        /** The device's one relation. */
        DEVICE_RELATION,
        /** The user's one relation. */
        USER_RELATION
    }

    private final Field field;

    /**
     * Says what is taken.
     *
     * @param field what is unique
     * @param message what, for people
     */
    public NotUniqueException(Field field, String message) {
        super(message);
        this.field = field;
    }

    /**
     * What is unique.
     *
     * @return the field
     */
    public Field field() {
        return field;
    }
}
