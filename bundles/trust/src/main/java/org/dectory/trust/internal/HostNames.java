package org.dectory.trust.internal;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dectory.api.trust.NotTrustedException;

/**
 * Whether a certificate names a server (RFC 9525): an address is compared with addresses, a name with names, of which the first
 * part may be a star. The common name says nothing.
 */
final class HostNames {

    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int DNS = 2;
    private static final int IP = 7;
    private static final int MOST_SHOWN = 4;

    private HostNames() {}

    /**
     * Makes sure that a certificate names a server.
     *
     * @param certificate the server's
     * @param host the name or address that was called, an IPv6 address with or without brackets
     * @throws NotTrustedException if it does not
     */
    static void require(X509Certificate certificate, String host) throws NotTrustedException {
        String called = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean isAddress = ADDRESS.matcher(called).matches();
        List<String> others = new ArrayList<>();
        for (List<?> each : alternatives(certificate)) {
            if (!(each.get(0) instanceof Integer type)
                    || !(each.get(1) instanceof String name)
                    || (type != DNS && type != IP)) {
                continue;
            }
            if (type == IP ? isAddress && isSameAddress(name, called) : !isAddress && isSameName(name, called)) {
                return;
            }
            // A common slip of those who make certificates.
            others.add(type == DNS && ADDRESS.matcher(name).matches() ? "the name '" + name + "'" : name);
        }
        throw new NotTrustedException(
                others.isEmpty()
                        ? "The server's certificate names no host as an alternative name (expected: " + Shown.of(called)
                                + ")"
                        : "The server's certificate is for " + list(others) + ", not for " + Shown.of(called));
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) throws NotTrustedException {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElseGet(List::of);
        } catch (CertificateParsingException e) {
            throw new NotTrustedException("The names in the server's certificate cannot be read");
        }
    }

    /** Both are literal addresses: nobody is asked. */
    private static boolean isSameAddress(String named, String called) {
        try {
            return InetAddress.getByName(named).equals(InetAddress.getByName(called));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isSameName(String named, String called) {
        String pattern = withoutLastDot(named.toLowerCase(Locale.ROOT));
        String name = ascii(withoutLastDot(called)).toLowerCase(Locale.ROOT);
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name);
        }
        int dot = name.indexOf('.');
        String rest = pattern.substring(1);
        // A star stands for one part of a name, and never for a name that has but two.
        return dot > 0
                && rest.indexOf('.', 1) > 0
                && !rest.contains("*")
                && name.substring(dot).equals(rest);
    }

    private static String withoutLastDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String ascii(String name) {
        try {
            return IDN.toASCII(name);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static String list(List<String> names) {
        String shown = String.join(
                ", ", names.stream().limit(MOST_SHOWN).map(Shown::of).toList());
        return names.size() > MOST_SHOWN ? shown + " and " + (names.size() - MOST_SHOWN) + " others" : shown;
    }
}
