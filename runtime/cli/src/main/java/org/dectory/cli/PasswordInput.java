package org.dectory.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where the password of an account is read from: it is no argument, so it stands in no list of processes and no history of a shell. */
@FunctionalInterface
interface PasswordInput {

    /**
     * Reads it.
     *
     * @param account whose it is
     * @return the password
     */
    String read(String account) throws CommandException;

    /**
     * Asks the person at the terminal, who does not see it; without a terminal reads one line of the input.
     *
     * @param prompt what is asked, with {@code %s} for the account
     */
    @SuppressWarnings("SystemConsoleNull") // As in HiddenInput.
    static PasswordInput ofTerminal(InputStream in, String prompt) {
        Console console = System.console();
        return account -> {
            if (console == null) {
                return new String(HiddenInput.line(in), StandardCharsets.UTF_8);
            }
            char[] typed = console.readPassword(prompt, account);
            return new String(typed == null ? new char[0] : typed);
        };
    }

    /** Reads the first line of a file. */
    static PasswordInput ofFile(String name) {
        return account -> {
            try (InputStream file = Files.newInputStream(Path.of(name))) {
                String text = new String(HiddenInput.line(file), StandardCharsets.UTF_8);
                return text.lines().findFirst().orElse("");
            } catch (IOException | InvalidPathException e) {
                throw new CommandException("The file " + name + " cannot be read.", e);
            }
        };
    }
}
