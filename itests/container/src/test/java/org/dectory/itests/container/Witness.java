package org.dectory.itests.container;

/** Somebody who uses the appliance all the time, and keeps book of what it acknowledged. Used by one thread at a time. */
interface Witness {

    /**
     * Does one more thing. It may fail in any way when parts of the appliance are not there.
     *
     * @return whether it was acknowledged
     */
    boolean act();

    /** Holds the book against what is there. */
    void testify(Census census);
}
