package org.dectory.fetch.http.internal;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpRequest;

/** What a server calls a version of a file: its ETag, else the time of the last change (RFC 9110, clause 8.8). */
final class Version {

    private static final Pattern ETAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7E]{0,200}\"");
    private static final String PACKED = "-gzip\"";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final Duration BLUR = Duration.ofSeconds(2);

    private Version() {}

    /** The version of an answer; empty if nothing trustworthy is said about it. */
    static String of(HttpHeaders headers) {
        Optional<String> changed = headers.firstValue("Last-Modified");
        if (changed.filter(when -> !isSettled(when, headers.firstValue("Date"))).isPresent()) {
            return "";
        }
        return headers.firstValue("ETag")
                .filter(value -> ETAG.matcher(value).matches())
                .or(() -> changed)
                .orElse("");
    }

    /**
     * The time counts whole seconds: in the second of a change a further one would go unseen (RFC 9110, clause 8.8.2.2). The ETags of many
     * servers are made of just this time and the length.
     */
    private static boolean isSettled(String changed, Optional<String> now) {
        return now.flatMap(Version::instant)
                .flatMap(
                        date -> instant(changed).map(change -> change.plus(BLUR).isBefore(date)))
                .orElse(false);
    }

    /** Reads the date that servers write (RFC 9110, clause 5.6.7); by hand, for it is read twice for each file. */
    private static Optional<Instant> instant(String text) {
        if (text.length() != 29 || !text.endsWith(" GMT")) {
            return Optional.empty();
        }
        int month = MONTHS.indexOf(text.substring(8, 11));
        if (month % 3 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                            Integer.parseInt(text, 12, 16, 10),
                            month / 3 + 1,
                            Integer.parseInt(text, 5, 7, 10),
                            Integer.parseInt(text, 17, 19, 10),
                            Integer.parseInt(text, 20, 22, 10),
                            Integer.parseInt(text, 23, 25, 10))
                    .toInstant(ZoneOffset.UTC));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Asks for the file only if it is of another version. */
    static void ask(HttpRequest request, String version) {
        if (ETAG.matcher(version).matches()) {
            request.setHeader("If-None-Match", unpackedToo(version));
        } else if (instant(version).isPresent()) {
            request.setHeader("If-Modified-Since", version);
        }
    }

    /**
     * Apache calls a packed file {@code "x-gzip"} but knows only {@code "x"} when it is asked whether it has changed.
     */
    private static String unpackedToo(String etag) {
        return etag.endsWith(PACKED) ? etag + ", " + etag.substring(0, etag.length() - PACKED.length()) + "\"" : etag;
    }
}
