package org.dectory.api.trust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is asked of a server before it is believed (PRV-09).
 *
 * @param certificates whether certificates of TLS servers are checked at all; without it the next three mean nothing
 * @param systemTrust whether the authorities that the firmware brings are trusted beside the uploaded certificates
 * @param hostNames whether a certificate has to name the server that was called
 * @param expiry whether a certificate has to be valid today
 * @param leastTls the oldest version of TLS that is spoken
 * @param hostKeys which keys of SSH hosts are taken
 */
public record TrustPolicy(
        boolean certificates,
        boolean systemTrust,
        boolean hostNames,
        boolean expiry,
        TlsVersion leastTls,
        HostKeys hostKeys) {

    /** Everything is checked; what counts while nobody has set anything. */
    public static final TrustPolicy STRICT =
            new TrustPolicy(true, true, true, true, TlsVersion.TLS_1_2, HostKeys.KNOWN);

    /** Versions of TLS. */
    public enum TlsVersion {
        /** RFC 5246. */
        TLS_1_2("TLSv1.2"),
        /** RFC 8446. */
        TLS_1_3("TLSv1.3");

        private final String protocol;

        TlsVersion(String protocol) {
            this.protocol = protocol;
        }

        /**
         * What Java calls it.
         *
         * @return such as {@code TLSv1.3}
         */
        public String protocol() {
            return protocol;
        }

        /**
         * The version that Java calls so.
         *
         * @param protocol such as {@code TLSv1.3}
         * @return the version
         * @throws IllegalArgumentException if it is none of these; the message says which there are
         */
        public static TlsVersion of(String protocol) {
            return Arrays.stream(values())
                    .filter(version -> version.protocol.equals(protocol))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("The oldest version of TLS is TLSv1.2 or TLSv1.3"));
        }
    }

    /** Which keys of SSH hosts are taken. */
    public enum HostKeys {
        /** Those that an administrator has entered, or that were accepted before. */
        KNOWN,
        /** The same, and the first key of a host of which none is known; it is known from then on. */
        FIRST_USE,
        /** Any. */
        ANY
    }

    /**
     * The checks that are off, for people.
     *
     * @return a sentence for each, such as {@code Host names of certificates are not checked}; empty if all is checked
     */
    public List<String> weaknesses() {
        List<String> weak = new ArrayList<>();
        if (!certificates) {
            weak.add("Certificates of servers are not checked");
        } else {
            if (!hostNames) {
                weak.add("Host names of certificates are not checked");
            }
            if (!expiry) {
                weak.add("Expired certificates are taken");
            }
        }
        if (hostKeys == HostKeys.ANY) {
            weak.add("Keys of SSH hosts are not checked");
        } else if (hostKeys == HostKeys.FIRST_USE) {
            weak.add("The first key of an unknown SSH host is taken");
        }
        return List.copyOf(weak);
    }
}
