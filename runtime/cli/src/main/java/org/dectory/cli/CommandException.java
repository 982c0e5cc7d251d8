package org.dectory.cli;

/** Why a command cannot be done, in one sentence for the one who typed it. */
final class CommandException extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    CommandException(String message) {
        super(message);
        status = Main.NOT_DONE;
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
        status = Main.NOT_DONE;
    }

    private CommandException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The command was not understood. */
    static CommandException misuse(String message) {
        return new CommandException(Main.NOT_UNDERSTOOD, message);
    }

    /** The exit status that goes with it. */
    int status() {
        return status;
    }
}
