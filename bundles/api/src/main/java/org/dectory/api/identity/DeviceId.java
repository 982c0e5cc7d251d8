package org.dectory.api.identity;

/**
 * The number of a device: the data set of a phone, from the day it is made to the day it is deleted.
 *
 * @param ppn the portable part number, 1 or more
 */
public record DeviceId(int ppn) {

    /**
     * Checks the range.
     *
     * @param ppn the number, 1 or more
     * @throws IllegalArgumentException if it is less than 1
     */
    public DeviceId {
        if (ppn < 1) {
            throw new IllegalArgumentException("ppn: " + ppn + " (expected: >= 1)");
        }
    }
}
