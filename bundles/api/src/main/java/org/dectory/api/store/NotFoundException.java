package org.dectory.api.store;

/** The record is gone. */
public final class NotFoundException extends StoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what it is about.
     *
     * @param message what, for people
     */
    public NotFoundException(String message) {
        super(message);
    }
}
