package org.dectory.fetch.http.internal;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** What a server calls a version of a file: its ETag, else the time of the last change (RFC 9110, clause 8.8). */
final class Version {

    private static final int LONGEST_ETAG = 200;
    private static final String PACKED = "-gzip\"";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int BLUR_SECONDS = 2;
    private static final long NEVER = Long.MIN_VALUE;

    private Version() {}

    /** The version of an answer; empty if nothing trustworthy is said about it. */
    static String of(Headers headers) {
        Optional<String> changed = headers.first("Last-Modified");
        if (changed.isPresent() && !isSettled(changed.get(), headers.first("Date"))) {
            return "";
        }
        Optional<String> etag = headers.first("ETag");
        return etag.isPresent() && isEtag(etag.get()) ? etag.get() : changed.orElse("");
    }

    /**
     * The time counts whole seconds: in the second of a change a further one would go unseen (RFC 9110, clause 8.8.2.2). The ETags of many
     * servers are made of just this time and the length.
     */
    private static boolean isSettled(String changed, Optional<String> now) {
        long change = seconds(changed);
        return change != NEVER && now.isPresent() && change + BLUR_SECONDS < seconds(now.get());
    }

    /** Reads the date that servers write (RFC 9110, clause 5.6.7); by hand, for two are read for each file. {@link #NEVER} if it is none. */
    private static long seconds(String text) {
        if (text.length() != 29 || !text.startsWith(", ", 3) || !text.endsWith(" GMT") || !isPrintable(text)) {
            return NEVER;
        }
        int month = MONTHS.indexOf(text.substring(8, 11));
        if (month % 3 != 0) {
            return NEVER;
        }
        try {
            return LocalDateTime.of(
                            Integer.parseInt(text, 12, 16, 10),
                            month / 3 + 1,
                            Integer.parseInt(text, 5, 7, 10),
                            Integer.parseInt(text, 17, 19, 10),
                            Integer.parseInt(text, 20, 22, 10),
                            Integer.parseInt(text, 23, 25, 10))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (NumberFormatException | DateTimeException e) {
            return NEVER;
        }
    }

    /** It is sent back with a request, which it must not break. */
    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** What is added to a request so that the file comes only if it is of another version: a whole header field, or nothing. */
    static String condition(String version) {
        if (isEtag(version)) {
            return "If-None-Match: " + unpackedToo(version) + "\r\n";
        }
        return seconds(version) == NEVER ? "" : "If-Modified-Since: " + version + "\r\n";
    }

    private static boolean isEtag(String text) {
        int start = text.startsWith("W/") ? 3 : 1;
        int end = text.length() - 1;
        if (end < start || end - start > LONGEST_ETAG || text.charAt(start - 1) != '"' || text.charAt(end) != '"') {
            return false;
        }
        for (int i = start; i < end; i++) {
            char each = text.charAt(i);
            if (each < 0x21 || each > 0x7E || each == '"') {
                return false;
            }
        }
        return true;
    }

    /**
     * Apache calls a packed file {@code "x-gzip"} but knows only {@code "x"} when it is asked whether it has changed.
     */
    private static String unpackedToo(String etag) {
        return etag.endsWith(PACKED) ? etag + ", " + etag.substring(0, etag.length() - PACKED.length()) + "\"" : etag;
    }
}
