package org.dectory.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
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
        return URI.create(read("address"));
    }

    /** What lets local tools in. */
    String token() throws CommandException {
        return read("token");
    }

    private String read(String name) throws CommandException {
        Path file = data.resolve(name);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandException("No appliance runs on " + data + ": " + file + " cannot be read.", e);
        }
    }
}
