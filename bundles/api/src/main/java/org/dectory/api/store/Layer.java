package org.dectory.api.store;

/**
 * Where a value of user data comes from. Of two layers that hold a key, the later one of this list wins; the merged value
 * is never stored. The names are stored: they never change.
 */
public enum Layer {
    /** {@code user_common.cfg}; the same for all external users. */
    COMMON_FILE,
    /** The user's own file. */
    USER_FILE,
    /** What an administrator entered. */
    ADMINISTRATOR,
    /** What the user set at a phone. */
    PHONE
}
