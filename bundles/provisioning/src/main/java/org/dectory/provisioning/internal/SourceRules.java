package org.dectory.provisioning.internal;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.dectory.api.provisioning.ProvisioningService.Source;

/** What the fields of a source may be. Each message names its field and repeats no value. */
final class SourceRules {

    private static final Pattern PROTOCOL = Pattern.compile("[a-z]{1,16}");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int LONGEST_PATH = 400;

    /** The one protocol that has no server. */
    private static final String LOCAL = "file";

    private SourceRules() {}

    /**
     * Checks a source and writes it in its one form.
     *
     * @param source as it was entered
     * @return the same without blanks around, the server without brackets and in ASCII
     * @throws IllegalArgumentException if it cannot be used
     */
    static Source checked(Source source) {
        String protocol = source.protocol().strip();
        require(PROTOCOL.matcher(protocol).matches(), "protocol: expected lower-case letters, such as http");
        String server = server(source.server().strip());
        boolean local = protocol.equals(LOCAL);
        require(local || !server.isEmpty(), "server: expected a host name or an address");
        require(!local || server.isEmpty(), "server: expected none, for the files lie on this machine");
        require(source.port() >= 0 && source.port() <= 65_535, "port: expected 0 to 65535");
        require(isPath(source.path().strip()), "path: expected a folder without .. ? # \\ and control characters");
        require(
                !local || source.path().strip().startsWith("/"),
                "path: expected a folder of this machine that begins with /");
        require(isText(source.userName()), "userName: expected at most 255 characters, no control characters");
        return new Source(
                protocol,
                server,
                source.port(),
                source.path().strip(),
                source.userName().strip(),
                source.trust());
    }

    private static String server(String server) {
        String bare =
                server.startsWith("[") && server.endsWith("]") ? server.substring(1, server.length() - 1) : server;
        if (bare.contains(":")) {
            require(IPV6.matcher(bare).matches() && isAddress(bare), "server: expected a host name or an address");
            return bare;
        }
        String ascii;
        try {
            ascii = IDN.toASCII(bare);
        } catch (IllegalArgumentException e) {
            // Its own message names no field.
            throw new IllegalArgumentException("server: expected a host name or an address");
        }
        boolean labels = Arrays.stream(ascii.split("\\.", -1))
                .allMatch(label -> LABEL.matcher(label).matches());
        require(ascii.isEmpty() || (labels && ascii.length() <= 253), "server: expected a host name or an address");
        return ascii;
    }

    /** What no address of a file can be made of would fail with each file. */
    private static boolean isAddress(String ipv6) {
        try {
            return new URI("http://[" + ipv6 + "]/").getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isPath(String path) {
        return path.length() <= LONGEST_PATH
                && path.chars().noneMatch(each -> Character.isISOControl(each) || "?#\\".indexOf(each) >= 0)
                && Arrays.stream(path.split("/")).noneMatch(segment -> segment.equals("..") || segment.equals("."));
    }

    private static boolean isText(String text) {
        return text.length() <= 255 && text.chars().noneMatch(Character::isISOControl);
    }

    private static void require(boolean fine, String message) {
        if (!fine) {
            throw new IllegalArgumentException(message);
        }
    }
}
