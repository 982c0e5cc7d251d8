package org.dectory.launcher;

/** What the operator typed cannot be understood, or names something that is not there. */
final class UsageException extends CannotStartException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
