package org.dectory.shell.internal;

/** A command could not be done; the message says why, for the one who typed it. */
public final class CommandFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        // The shell prints the message; where in the code it was found helps nobody.
        super(message, null, false, false);
    }
}
