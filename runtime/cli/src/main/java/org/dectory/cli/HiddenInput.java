package org.dectory.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.dectory.api.identity.Secret;

/** Where a secret is read from: it never stands in a list of processes, nor in the history of a shell. */
@FunctionalInterface
interface HiddenInput {

    /** More than any key can encrypt at once. */
    int MOST = 4096;

    /**
     * Reads it.
     *
     * @return its octets in UTF-8, which the caller wipes
     * @throws CommandException if there is none
     */
    byte[] read() throws CommandException;

    /** Asks the person at the terminal, who types it twice and does not see it; without a terminal reads one line of the input. */
    @SuppressWarnings(
            "SystemConsoleNull") // From Java 22 on by -Djdk.console=java.base only, which the start script says.
    static HiddenInput ofTerminal(InputStream in) {
        Console console = System.console();
        return console == null ? () -> line(in) : () -> typed(console);
    }

    private static byte[] typed(Console console) throws CommandException {
        char[] first = read(console, "Value: ");
        char[] again = read(console, "Once more: ");
        try {
            if (!Arrays.equals(first, again)) {
                throw new CommandException("The two are not the same.");
            }
            return octets(first);
        } finally {
            Arrays.fill(first, '\0');
            Arrays.fill(again, '\0');
        }
    }

    private static char[] read(Console console, String prompt) throws CommandException {
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null) {
            throw new CommandException("There is nothing to encrypt.");
        }
        return typed;
    }

    private static byte[] octets(char[] text) {
        try (Secret secret = Secret.of(text)) {
            return secret.bytes();
        }
    }

    /** One line, without its end. */
    static byte[] line(InputStream in) throws CommandException {
        byte[] read = {};
        try {
            read = in.readNBytes(MOST);
            int end = read.length;
            if (end > 0 && read[end - 1] == '\n') {
                end--;
            }
            if (end > 0 && read[end - 1] == '\r') {
                end--;
            }
            return Arrays.copyOf(read, end);
        } catch (IOException e) {
            throw new CommandException("The input cannot be read.", e);
        } finally {
            Arrays.fill(read, (byte) 0);
        }
    }
}
