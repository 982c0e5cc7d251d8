package org.dectory.fetch.ftp.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.net.ftp.FTPReply;

/**
 * Looks whether a file that a server refused is really not there. Servers answer 550 to files that must not be read, too, and some
 * list nothing where they cannot look: only a list that has anything in it, and not the file, is proof. The connection is in the
 * file's folder afterwards.
 */
final class Absence {

    private static final int LONGEST_LINE = 4096;

    /** A file's version, and where a link leads to. */
    private static final Pattern NOT_OF_THE_NAME = Pattern.compile(";\\d{1,5}$| -> .*");

    private final FtpConnection connection;
    private final String name;

    private boolean seen;
    private boolean anything;

    Absence(FtpConnection connection, String name) {
        this.connection = connection;
        this.name = folded(name);
    }

    /** Whether a file is proved to be absent. */
    static boolean isProved(FtpConnection connection, FtpAddress address) throws IOException {
        if (connection.sendCommand("SIZE", address.path()) == 213) {
            return false;
        }
        if (!address.folder().isEmpty() && !FTPReply.isPositiveCompletion(connection.cwd(address.folder()))) {
            return false;
        }
        Absence absence = new Absence(connection, address.name());
        // With the option, an empty folder lists itself; not all servers know it.
        return absence.isProvedBy("-a") || (!absence.seen && absence.isProvedBy(""));
    }

    private boolean isProvedBy(String option) throws IOException {
        anything = false;
        boolean whole = list(option);
        return whole && anything && !seen;
    }

    private boolean list(String option) throws IOException {
        Optional<Socket> data = connection.bring("NLST", option);
        if (data.isEmpty()) {
            return false;
        }
        try (Socket socket = data.get()) {
            read(new BufferedInputStream(socket.getInputStream()));
        }
        boolean completed = FTPReply.isPositiveCompletion(connection.getReply());
        String words = connection.getReplyString().toLowerCase(Locale.ROOT);
        // vsftpd: "226 Transfer done (but failed to open directory)."; Pure-FTPd: "226 10000 matches total
        // (truncated)".
        return completed && !words.contains("fail") && !words.contains("truncated");
    }

    private void read(InputStream list) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = list.read(); octet >= 0; octet = list.read()) {
            if (octet == '\n') {
                see(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else if (line.size() < LONGEST_LINE) {
                line.write(octet);
            } else {
                throw new IOException("The server lists names without end");
            }
        }
        see(line.toString(StandardCharsets.UTF_8));
    }

    private void see(String line) {
        String entry = folded(line.strip());
        if (!entry.isEmpty()) {
            anything = true;
            // A name that cannot be read may be any.
            seen |= isIn(entry) || entry.contains("\uFFFD");
        }
    }

    /** Some servers list more than they are asked for: what people want to see, or versions of files. The name ends it all the same. */
    private boolean isIn(String entry) {
        String plain = NOT_OF_THE_NAME.matcher(entry).replaceFirst("");
        return plain.endsWith(name)
                && (plain.length() == name.length()
                        || "/ \t".indexOf(plain.charAt(plain.length() - name.length() - 1)) >= 0);
    }

    /** Names that some file system takes for the same are the same. */
    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
