package org.dectory.provisioning.internal;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.dectory.api.provisioning.ProvisioningService.Source;

/** Makes the address of a file: {@code protocol://server[:port]/path/file}, with every unusual character encoded. */
final class FileAddress {

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private FileAddress() {}

    /**
     * Makes an address.
     *
     * @param source a checked source
     * @param fileName the name of a file, from a number, a login ID or a constant
     * @return the address, without credentials
     */
    static URI of(Source source, String fileName) {
        String host = source.server().contains(":") ? "[" + source.server() + "]" : source.server();
        String port = source.port() == 0 ? "" : ":" + source.port();
        String folder = Arrays.stream(source.path().split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> encoded(segment) + "/")
                .collect(Collectors.joining());
        return URI.create(source.protocol() + "://" + host + port + "/" + folder + encoded(fileName));
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && PLAIN.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(String.format("%02X", octet & 0xFF));
            }
        }
        return encoded.toString();
    }
}
