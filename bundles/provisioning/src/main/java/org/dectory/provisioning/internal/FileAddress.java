package org.dectory.provisioning.internal;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.dectory.api.provisioning.ProvisioningService.Source;

/** Makes the address of a file: {@code protocol://server[:port]/path/file}, with every unusual character encoded. */
final class FileAddress {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private FileAddress() {}

    /**
     * Makes an address.
     *
     * @param source a checked source
     * @param fileName the name of a file, from a number, a login ID or a constant
     * @return the address, without credentials
     */
    static URI of(Source source, String fileName) {
        StringBuilder address = new StringBuilder(128);
        address.append(source.protocol()).append("://");
        address.append(source.server().contains(":") ? "[" + source.server() + "]" : source.server());
        if (source.port() != 0) {
            address.append(':').append(source.port());
        }
        for (String segment : source.path().split("/", -1)) {
            if (!segment.isEmpty()) {
                encode(segment, address.append('/'));
            }
        }
        encode(fileName, address.append('/'));
        return URI.create(address.toString());
    }

    private static void encode(String text, StringBuilder address) {
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(octet)) {
                address.append((char) octet);
            } else {
                HEX.toHexDigits(address.append('%'), octet);
            }
        }
    }

    /** What RFC 3986 calls unreserved (clause 2.3). */
    private static boolean isPlain(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= '0' && octet <= '9')
                || (octet >= 'A' && octet <= 'Z')
                || octet == '-'
                || octet == '.'
                || octet == '_'
                || octet == '~';
    }
}
