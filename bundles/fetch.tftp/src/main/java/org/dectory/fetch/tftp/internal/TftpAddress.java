package org.dectory.fetch.tftp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a file lies.
 *
 * @param host the server's name or address
 * @param port the port that it takes requests at
 * @param file the file's name there: the path without its first slash (RFC 3617, clause 3)
 */
record TftpAddress(String host, int port, String file) {

    private static final int PORT = 69;
    private static final int LONGEST_NAME = 440;

    /**
     * Reads an address.
     *
     * @return empty if it is none of TFTP, or if it tries to get elsewhere
     */
    static Optional<TftpAddress> of(URI uri) {
        String path = uri.getPath();
        boolean plain = "tftp".equalsIgnoreCase(uri.getScheme())
                && uri.getHost() != null
                && uri.getPort() != 0
                && uri.getPort() <= 65_535
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null;
        if (!plain || path == null || path.length() < 2 || path.endsWith("/")) {
            return Optional.empty();
        }
        String file = path.substring(1);
        boolean elsewhere = Arrays.asList(file.split("/")).contains("..");
        boolean unfit = file.chars().anyMatch(Character::isISOControl) || file.getBytes(UTF_8).length > LONGEST_NAME;
        return elsewhere || unfit
                ? Optional.empty()
                : Optional.of(new TftpAddress(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort(), file));
    }
}
