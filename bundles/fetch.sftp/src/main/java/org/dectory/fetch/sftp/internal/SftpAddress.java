package org.dectory.fetch.sftp.internal;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a file lies.
 *
 * @param server the server
 * @param path the file's path: from the root if it begins with a slash, else from where a login leads to
 */
record SftpAddress(Server server, String path) {

    private static final int PORT = 22;
    private static final String HOME = "/~/";

    /**
     * A server.
     *
     * @param host its name or address
     * @param port its port
     */
    record Server(String host, int port) {}

    /**
     * Reads an address. As common clients have it, a path is absolute, but for one that begins with {@code /~/}.
     *
     * @return empty if it is none of SFTP, or if it tries to get elsewhere
     */
    static Optional<SftpAddress> of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String path = uri.getPath();
        boolean plain = uri.getHost() != null
                && uri.getPort() != 0
                && uri.getPort() <= 65_535
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null;
        if (!scheme.equals("sftp") || !plain || path == null || path.length() < 2 || path.endsWith("/")) {
            return Optional.empty();
        }
        String file = path.startsWith(HOME) ? path.substring(HOME.length()) : path;
        boolean unfit = file.chars().anyMatch(Character::isISOControl);
        if (unfit || Arrays.asList(file.split("/", -1)).contains("..")) {
            return Optional.empty();
        }
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        return Optional.of(new SftpAddress(new Server(host, uri.getPort() < 0 ? PORT : uri.getPort()), file));
    }

    /** The folder of the file, as the server takes it. */
    String folder() {
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return ".";
        }
        return slash == 0 ? "/" : path.substring(0, slash);
    }
}
