package org.dectory.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the web server will listen.
 *
 * @param host the address it binds to
 * @param port the TCP port, 1 to 65535
 */
record WebAddress(String host, int port) {

    /**
     * Reads it from the framework's properties and sees that the port is free; a port of 0 becomes a free one.
     *
     * @throws CannotStartException if something listens there already, or the address is not this machine's
     */
    static WebAddress claim(Map<String, String> properties) throws CannotStartException {
        String host = properties.getOrDefault("org.apache.felix.http.host", "127.0.0.1");
        String port = properties.getOrDefault("org.osgi.service.http.port", "8080");
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

    /** Leaves a note of the address in the data folder, for the command line. */
    void note(Path data) throws CannotStartException {
        try {
            Files.writeString(data.resolve("address"), url() + "\n");
        } catch (IOException e) {
            throw new CannotStartException("The data folder " + data + " cannot be written: " + e.getMessage(), e);
        }
    }
}
