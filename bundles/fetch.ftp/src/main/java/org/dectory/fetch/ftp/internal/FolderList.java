package org.dectory.fetch.ftp.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a folder as the server lists them for programs (MLSD of RFC 3659, clause 7): with what MDTM and SIZE would say of each.
 * A file that is not in it may be there all the same; what cannot be told for sure is left out, and so are files that were changed just
 * now.
 */
final class FolderList {

    private static final int MOST_LINES = 20_000;
    private static final int MOST_OCTETS = 4 * 1024 * 1024;
    private static final int LONGEST_LINE = 8192;

    /** Some servers take these for options, or for the names of many folders. */
    private static final String MEANS_MORE_THAN_ITSELF = "*?[{~";

    private final Instant asked;
    private final Map<String, String> versions;
    private int lines;

    private FolderList(Instant asked, Map<String, String> versions) {
        this.asked = asked;
        this.versions = versions;
    }

    /**
     * Asks for it.
     *
     * @param asked the time now
     * @param versions takes versions by names, as {@link ChangeTime#version} has them, one by one as they come; an empty text where it
     *     cannot be told. Nothing if the server gives no list
     * @throws IOException if it broke off or is too long; the connection is of no use then
     */
    static void bring(FtpConnection connection, String folder, Instant asked, Map<String, String> versions)
            throws IOException {
        if (folder.startsWith("-") || folder.chars().anyMatch(each -> MEANS_MORE_THAN_ITSELF.indexOf(each) >= 0)) {
            return;
        }
        Optional<Socket> data = connection.bring("MLSD", folder);
        if (data.isEmpty()) {
            if (connection.getReplyCode() < 500) {
                throw RefusedException.of(connection.getReplyCode());
            }
            return;
        }
        try (Socket socket = data.get()) {
            new FolderList(asked, versions).read(socket.getInputStream());
        }
        connection.requireCompletion();
    }

    private void read(InputStream in) throws IOException {
        byte[] buffer = new byte[LONGEST_LINE];
        int length = 0;
        int octets = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer, length, buffer.length - length)) {
            length += count;
            octets += count;
            int begin = 0;
            for (int i = length - count; i < length; i++) {
                if (buffer[i] == '\n') {
                    see(new String(buffer, begin, i - begin, StandardCharsets.UTF_8));
                    begin = i + 1;
                }
            }
            length -= begin;
            System.arraycopy(buffer, begin, buffer, 0, length);
            if (length == buffer.length || octets > MOST_OCTETS || lines > MOST_LINES) {
                throw new IOException("The folder's list is too long");
            }
        }
        // A line without an end may be a part of one.
    }

    private void see(String line) {
        lines++;
        int blank = line.indexOf(' ');
        // A name that cannot be read may be any.
        if (blank < 0 || line.indexOf('\uFFFD') >= 0) {
            return;
        }
        String name = line.substring(blank + 1, line.endsWith("\r") ? line.length() - 1 : line.length());
        String version = version(";" + line.substring(0, blank).toLowerCase(Locale.ROOT));
        if (versions.putIfAbsent(name, version) != null || version.isEmpty()) {
            // Listed twice, by whatever trick: nobody knows which of them it is.
            versions.put(name, "");
        }
    }

    /** The version that facts tell of; empty if they do not, or it is no file, or none that may be read. */
    private String version(String facts) {
        String modify = fact(facts, ";modify=");
        String size = fact(facts, ";size=");
        int point = modify.indexOf('.');
        String second = point < 0 ? modify : modify.substring(0, point);
        boolean told = fact(facts, ";type=").equals("file")
                && (!facts.contains(";perm=") || fact(facts, ";perm=").indexOf('r') >= 0)
                && second.length() == 14
                && isNumber(second)
                && isNumber(size);
        boolean settled =
                told && ChangeTime.of(second, asked).filter(ChangeTime::settled).isPresent();
        return settled ? second + "-" + size : "";
    }

    private static String fact(String facts, String name) {
        int begin = facts.indexOf(name);
        int end = facts.indexOf(';', begin + name.length());
        return begin < 0 || end < 0 ? "" : facts.substring(begin + name.length(), end);
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
