package org.dectory.fetch.http.internal;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a server calls a version of a file: its ETag, else the time of the last change (RFC 9110, clause 8.8). */
final class Version {

    private static final Pattern ETAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7E]{0,200}\"");
    private static final String PACKED = "-gzip\"";
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

    private static Optional<ZonedDateTime> instant(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Asks for the file only if it is of another version. */
    static void ask(HttpRequest.Builder request, String version) {
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
