package org.dectory.fetch.ftp.internal;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a file lies.
 *
 * @param server the server
 * @param folder the folder, from where a login leads to; empty if it is there
 * @param name the file's name in the folder
 */
record FtpAddress(Server server, String folder, String name) {

    /**
     * A server.
     *
     * @param security how it is spoken to
     * @param host its name or address
     * @param port its port
     */
    record Server(Security security, String host, int port) {}

    /** How a server is spoken to. */
    enum Security {
        /** Without encryption. */
        NONE(21),
        /** With TLS as soon as the client has asked for it (RFC 4217). */
        EXPLICIT(21),
        /** With TLS from the first octet. */
        IMPLICIT(990);

        private final int port;

        Security(int port) {
            this.port = port;
        }
    }

    /**
     * Reads an address. As common clients have it, {@code ftps} is the implicit way and {@code ftpes} the explicit one.
     *
     * @return empty if it is none of FTP, or if it tries to get elsewhere
     */
    static Optional<FtpAddress> of(URI uri) {
        Optional<Security> security = security(uri.getScheme());
        String path = uri.getPath();
        boolean plain = uri.getHost() != null
                && uri.getPort() != 0
                && uri.getPort() <= 65_535
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null;
        if (security.isEmpty() || !plain || path == null || path.length() < 2 || path.endsWith("/")) {
            return Optional.empty();
        }
        String file = path.substring(1);
        // A line feed would begin another command.
        if (hasControls(file) || ("/" + file + "/").contains("/../")) {
            return Optional.empty();
        }
        int port = uri.getPort() < 0 ? security.get().port : uri.getPort();
        String host = uri.getHost();
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        int slash = file.lastIndexOf('/');
        String folder = slash == 0 ? "/" : file.substring(0, Math.max(slash, 0));
        return Optional.of(new FtpAddress(new Server(security.get(), host, port), folder, file.substring(slash + 1)));
    }

    private static Optional<Security> security(String scheme) {
        return switch (scheme == null ? "" : scheme.toLowerCase(Locale.ROOT)) {
            case "ftp" -> Optional.of(Security.NONE);
            case "ftpes" -> Optional.of(Security.EXPLICIT);
            case "ftps" -> Optional.of(Security.IMPLICIT);
            default -> Optional.empty();
        };
    }

    /** Whether there is anything in a text that could end a command. */
    static boolean hasControls(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Folder and name. */
    String path() {
        return folder.isEmpty() || folder.equals("/") ? folder + name : folder + "/" + name;
    }
}
