package org.dectory.api.identity;

/**
 * The number of a user: the data set of a person, from the day it is made to the day it is deleted.
 *
 * @param uid the user number within this system, which nobody dials, 1 or more
 */
public record UserId(int uid) {

    /**
     * Checks the range.
     *
     * @param uid the number, 1 or more
     * @throws IllegalArgumentException if it is less than 1
     */
    public UserId {
        if (uid < 1) {
            throw new IllegalArgumentException("uid: " + uid + " (expected: >= 1)");
        }
    }
}
