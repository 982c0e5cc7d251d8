package org.dectory.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Which appliance is meant.
 *
 * @param home where its image lies
 * @param data its data folder
 * @param port the TCP port of its web server; empty for the one noted in the data folder
 */
record Place(Path home, Path data, OptionalInt port) {

    /** Where the appliance answers. */
    URI address() throws CommandException {
        if (port.isPresent()) {
            return URI.create("http://127.0.0.1:" + port.getAsInt());
        }
        String address = read("address");
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new CommandException(data.resolve("address") + " is damaged; say --port N.", e);
        }
    }

    /** What lets local tools in. */
    String token() throws CommandException {
        if (port.isPresent() && !Files.exists(data.resolve("token"))) {
            throw new CommandException("The token that lets tools in at port " + port.getAsInt()
                    + " lies in the appliance's data folder, and there is none in " + data
                    + "; say with --data DIR which it is.");
        }
        return read("token");
    }

    private String read(String name) throws CommandException {
        Path file = data.resolve(name);
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new CommandException("No appliance runs on " + data + ": there is no " + file + ".", e);
        } catch (AccessDeniedException e) {
            throw new CommandException(file + " may not be read by this user; it belongs to the appliance's.", e);
        } catch (IOException e) {
            throw new CommandException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
