package org.dectory.api.store;

/** The record was changed by somebody else since it was read; read it again and decide anew. */
public final class StaleRevisionException extends StoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what it is about.
     *
     * @param message what, for people
     */
    public StaleRevisionException(String message) {
        super(message);
    }
}
