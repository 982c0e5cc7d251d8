package org.dectory.api.store;

/** The store could not do it; nothing was changed. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message what, for people
     */
    public StoreException(String message) {
        super(message);
    }

    /**
     * Says what went wrong and why.
     *
     * @param message what, for people
     * @param cause why
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
