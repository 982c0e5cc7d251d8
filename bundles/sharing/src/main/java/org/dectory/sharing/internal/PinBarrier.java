package org.dectory.sharing.internal;

import java.time.Duration;

/**
 * Why no PIN is asked for at a phone now.
 *
 * @param ofPhone whether it holds for all users of the phone
 * @param locked whether too many PINs were wrong; otherwise the next attempt came too soon
 * @param left how long it still lasts
 */
record PinBarrier(boolean ofPhone, boolean locked, Duration left) {

    private static final long LONGEST_IN_UNIT = 99;

    /** What the phone shows, on two lines of 18 characters. */
    String text() {
        String what = ofPhone ? "Phone locked" : "PIN locked";
        return (locked ? what : "Wrong PIN before") + "\nTry in " + span(left);
    }

    /** What the phone shows when the PIN that was just entered brought it about. */
    String textAfterWrongPin() {
        return locked ? "Wrong PIN: locked\nTry in " + span(left) : Notice.WRONG_PIN.text();
    }

    /** Rounded up: whoever waits so long does not come too early. */
    private static String span(Duration left) {
        long seconds = left.plusNanos(999_999_999).toSeconds();
        if (seconds <= LONGEST_IN_UNIT) {
            return seconds + " s";
        }
        long minutes = (seconds + 59) / 60;
        return minutes <= LONGEST_IN_UNIT ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
