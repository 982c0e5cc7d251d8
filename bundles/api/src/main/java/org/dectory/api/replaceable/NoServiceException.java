package org.dectory.api.replaceable;

/** Says that no service for a key was there, and none came while the call waited. */
public final class NoServiceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * Makes the exception for a key.
     *
     * @param key the key no service was found for, such as {@code http}
     */
    public NoServiceException(String key) {
        super("No service for: " + key);
        this.key = key;
    }

    /**
     * Makes the exception for a key, with the reason why the call waited no longer.
     *
     * @param key the key no service was found for
     * @param cause why the call stopped waiting
     */
    public NoServiceException(String key, Throwable cause) {
        super("No service for: " + key, cause);
        this.key = key;
    }

    /**
     * The key no service was found for.
     *
     * @return the key, as the caller gave it
     */
    public String key() {
        return key;
    }
}
