package org.dectory.trust.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lines as {@code known_hosts} has them (sshd(8)): hosts, the sort of key, the key, perhaps a remark. */
final class HostKeyLines {

    static final int MOST_CHARACTERS = 65_536;

    private static final Pattern PLACE = Pattern.compile("\\[([^\\[\\]]+)]:([0-9]{1,5})|([^\\[\\]]+)");
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.:%-]{1,255}");

    private HostKeyLines() {}

    /**
     * Reads lines.
     *
     * @return one key or more
     * @throws IllegalArgumentException naming the line, if one cannot be read, or if there is none
     */
    static List<HostKey> read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "The text is too long (expected: at most " + MOST_CHARACTERS + " characters)");
        }
        List<HostKey> keys = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.addAll(readLine(line, i + 1));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "No key of a host is there (expected: lines such as ssh-keyscan prints)");
        }
        return keys.stream().distinct().toList();
    }

    private static List<HostKey> readLine(String line, int number) {
        if (line.startsWith("@")) {
            throw wrong(number, "a line without a marker");
        }
        String[] parts = line.split("\\s+", 4);
        if (parts.length < 3) {
            throw wrong(number, "host, sort of key, key");
        }
        List<HostKey> keys = new ArrayList<>();
        // One whose name is hashed stands alone.
        List<String> hosts = parts[0].startsWith("|") ? List.of(parts[0]) : List.of(parts[0].split(",", -1));
        for (String host : hosts) {
            HostKey key = new HostKey(place(host, number), parts[2], false);
            if (!parts[1].equals(typeOf(key, number))) {
                throw wrong(number, "a key of the sort that the line says");
            }
            keys.add(key);
        }
        return keys;
    }

    private static String place(String host, int number) {
        if (host.startsWith("|")) {
            if (HashedHost.find(host).isEmpty()) {
                throw wrong(number, "a hashed name as ssh-keyscan -H prints it");
            }
            return host;
        }
        Matcher place = PLACE.matcher(host);
        if (!place.matches()) {
            throw wrong(number, "a name or an address, or [name]:port");
        }
        boolean plain = place.group(3) != null;
        String name = plain ? place.group(3) : place.group(1);
        int port = plain ? 22 : Integer.parseInt(place.group(2));
        if (!NAME.matcher(name).matches() || port < 1 || port > 65_535) {
            throw wrong(number, "a name or an address without wildcards, or [name]:port");
        }
        return HostKey.place(name, port);
    }

    private static String typeOf(HostKey key, int number) {
        try {
            return key.type();
        } catch (IllegalArgumentException e) {
            throw wrong(number, "a public key in Base64");
        }
    }

    private static IllegalArgumentException wrong(int number, String expected) {
        return new IllegalArgumentException("Line " + number + " cannot be read (expected: " + expected + ")");
    }
}
