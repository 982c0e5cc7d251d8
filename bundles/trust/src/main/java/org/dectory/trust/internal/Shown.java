package org.dectory.trust.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import javax.security.auth.x500.X500Principal;

/** How something that a server said is shown to people: short, and in printable characters. */
final class Shown {

    private static final int MOST = 100;

    private Shown() {}

    static String of(String text) {
        String cut = text.length() > MOST ? text.substring(0, MOST) + "..." : text;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\u2028\\u2029]", "?");
    }

    static String of(X500Principal name) {
        String text = name.getName(X500Principal.RFC2253);
        return text.isEmpty() ? "somebody without a name" : of(text);
    }

    static String day(Date date) {
        return day(date.toInstant());
    }

    static String day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
