package org.dectory.launcher;

/** Why the appliance cannot start, in one sentence for a person at a terminal. */
class CannotStartException extends Exception {

    private static final long serialVersionUID = 1;

    CannotStartException(String message) {
        super(message);
    }

    CannotStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
