package org.dectory.fetch.ftp.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a server says that a file was changed (MDTM of RFC 3659, clause 3). With the length, this is the version of a file: to ask for
 * both takes less time than the file.
 *
 * @param second the second, as the server writes it
 * @param settled whether it is so long ago that a later content has another
 */
record ChangeTime(String second, boolean settled) {

    /** A file that was changed just now may be changed once more within the same second. */
    private static final Duration UNSETTLED = Duration.ofSeconds(10);

    private static final int ANSWERED = 213;
    private static final int NOT_FOR_THIS_FILE = 550;
    private static final Pattern ANSWER = Pattern.compile("213 (\\d{14})(?:\\.\\d+)?\\s*");

    /** Asks for it; empty if the server does not tell. */
    static Optional<ChangeTime> ask(FtpConnection connection, String path, Clock clock) throws IOException {
        if (!connection.tellsTimes()) {
            return Optional.empty();
        }
        int reply = connection.sendCommand("MDTM", path);
        if (reply != ANSWERED && reply != NOT_FOR_THIS_FILE) {
            connection.tellsNoTimes();
        }
        return reply == ANSWERED ? read(connection.getReplyString(), clock) : Optional.empty();
    }

    private static Optional<ChangeTime> read(String reply, Clock clock) {
        Matcher matcher = ANSWER.matcher(reply);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return of(matcher.group(1), clock.instant());
    }

    /**
     * Judges a time.
     *
     * @param second year, month, day, hour, minute and second of UTC, 14 digits in all
     * @param asked when the server was asked
     * @return empty if there is no such time
     */
    static Optional<ChangeTime> of(String second, Instant asked) {
        try {
            long changed = LocalDateTime.of(
                            number(second, 0, 4),
                            number(second, 4, 6),
                            number(second, 6, 8),
                            number(second, 8, 10),
                            number(second, 10, 12),
                            number(second, 12, 14))
                    .toEpochSecond(ZoneOffset.UTC);
            boolean settled = !Instant.ofEpochSecond(changed).isAfter(asked.minus(UNSETTLED));
            return Optional.of(new ChangeTime(second, settled));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }

    /** Whether a file of this time has the version that is known; asks for the length if need be. */
    boolean holds(String known, FtpConnection connection, String path) throws IOException {
        if (!settled || !known.startsWith(second + "-")) {
            return false;
        }
        boolean answered = connection.sendCommand("SIZE", path) == ANSWERED;
        return answered && connection.getReplyString().strip().equals("213 " + known.substring(second.length() + 1));
    }

    /** The version of a file of this time; empty if it cannot be told from that of a later content. */
    String version(int length) {
        return settled ? second + "-" + length : "";
    }
}
