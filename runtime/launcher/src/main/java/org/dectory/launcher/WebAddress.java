package org.dectory.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the web server will listen.
 *
 * @param host the address it binds to
 * @param port the TCP port, 1 to 65535
 */
record WebAddress(String host, int port) {

    /** The property of the framework that has the port. */
    static final String PORT = "org.osgi.service.http.port";

    private static final String ANY = "0";

    /**
     * As {@link #claim(Map)}, but a port of 0 becomes the one that it was before, as long as that is free: people have the address.
     *
     * @param before the address of this appliance before it started again
     */
    static WebAddress claim(Map<String, String> properties, Optional<WebAddress> before) throws CannotStartException {
        if (before.isPresent() && properties.getOrDefault(PORT, "").equals(ANY)) {
            Map<String, String> same = new HashMap<>(properties);
            same.put(PORT, Integer.toString(before.get().port()));
            try {
                return claim(same);
            } catch (CannotStartException e) {
                // Somebody took it in between.
                return claim(properties);
            }
        }
        return claim(properties);
    }

    /**
     * Reads it from the framework's properties and sees that the port is free; a port of 0 becomes a free one.
     *
     * @throws CannotStartException if something listens there already, or the address is not this machine's
     */
    static WebAddress claim(Map<String, String> properties) throws CannotStartException {
        String host = properties.getOrDefault("org.apache.felix.http.host", "127.0.0.1");
        String port = properties.getOrDefault(PORT, "8080");
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port)));
            return new WebAddress(host, probe.getLocalPort());
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotStartException(
                    "Port " + port + " of " + host + " cannot be used (" + e.getMessage()
                            + "). Free it, or choose another one with --port N.",
                    e);
        }
    }

    String url() {
        return "http://" + host + ":" + port;
    }

    /** Leaves a note of the address in the data folder, for the command line; or none, where nothing listens. */
    static void note(Optional<WebAddress> address, Path data) throws CannotStartException {
        Path note = data.resolve("address");
        try {
            if (address.isPresent()) {
                Files.writeString(note, address.get().url() + "\n");
            } else {
                Files.deleteIfExists(note);
            }
        } catch (IOException e) {
            throw new CannotStartException("The data folder " + data + " cannot be written: " + e.getMessage(), e);
        }
    }
}
