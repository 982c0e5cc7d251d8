package org.dectory.provisioning.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.HostKeys;
import org.dectory.api.trust.TrustPolicy.TlsVersion;

/**
 * A policy of trust as one text of the configuration: the checks that are on, such as
 * {@code certificates system host-names expiry tls-1-2 host-keys-known}. Empty means the system's policy.
 */
final class TrustText {

    private static final String CERTIFICATES = "certificates";
    private static final String SYSTEM = "system";
    private static final String HOST_NAMES = "host-names";
    private static final String EXPIRY = "expiry";

    private TrustText() {}

    static String write(Optional<TrustPolicy> trust) {
        return trust.map(policy -> String.join(
                                " ",
                                policy.certificates() ? CERTIFICATES : "",
                                policy.systemTrust() ? SYSTEM : "",
                                policy.hostNames() ? HOST_NAMES : "",
                                policy.expiry() ? EXPIRY : "",
                                word(policy.leastTls()),
                                word(policy.hostKeys()))
                        .strip()
                        .replaceAll(" +", " "))
                .orElse("");
    }

    private static String word(TlsVersion version) {
        return version.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String word(HostKeys keys) {
        return "host-keys-" + keys.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads what was perhaps written by hand: what is not understood is checked. */
    static Optional<TrustPolicy> read(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        return Optional.of(new TrustPolicy(
                words.contains(CERTIFICATES),
                words.contains(SYSTEM),
                words.contains(HOST_NAMES),
                words.contains(EXPIRY),
                Arrays.stream(TlsVersion.values())
                        .filter(version -> words.contains(word(version)))
                        .findFirst()
                        .orElse(TrustPolicy.STRICT.leastTls()),
                Arrays.stream(HostKeys.values())
                        .filter(keys -> words.contains(word(keys)))
                        .findFirst()
                        .orElse(TrustPolicy.STRICT.hostKeys())));
    }
}
