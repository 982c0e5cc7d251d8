package org.dectory.itests.peers;

/**
 * Many updates of a bundle that is in use.
 *
 * @param medianMillis how long one took
 * @param calls how many calls were made meanwhile
 * @param missed how many of them no service answered
 * @param longestGapMillis the longest time from one answer to the next
 */
record Updated(double medianMillis, long calls, long missed, long longestGapMillis) {

    /** Reads what a bundle in the framework reported. */
    static Updated read(String line) {
        String[] words = line.split(" ", -1);
        return new Updated(
                Double.parseDouble(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]));
    }
}
