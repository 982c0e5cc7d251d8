package org.dectory.provisioning.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.trust.Trust;
import org.dectory.api.trust.TrustPolicy;

/** What an administrator should know about the source. */
final class Warnings {

    private static final Set<String> WITH_CERTIFICATES = Set.of("https", "ftps", "ftpes");
    private static final Set<String> WITH_HOST_KEYS = Set.of("sftp");
    /** Protocols that send passwords without encryption. */
    static final Set<String> IN_CLEAR = Set.of("http", "ftp");

    private Warnings() {}

    /**
     * Looks at the source in use.
     *
     * @param source the source
     * @param served whether something is installed for its protocol
     * @param whyNobodyNew why nobody new comes from it, if so
     * @param held how many users are held
     * @param trust the bundle that judges servers, if it is there
     */
    static List<String> of(
            Optional<Source> source, boolean served, Optional<String> whyNobodyNew, int held, Optional<Trust> trust) {
        List<String> warnings = new ArrayList<>();
        source.ifPresent(set -> {
            if (!served) {
                warnings.add("Nothing is installed for the protocol " + set.protocol());
            }
            if (IN_CLEAR.contains(set.protocol()) && !set.userName().isEmpty()) {
                warnings.add("The password for the server crosses the network in clear (" + set.protocol() + ")");
            }
            warnings.addAll(ofTrust(set, trust));
        });
        whyNobodyNew.ifPresent(warnings::add);
        if (held > 0) {
            warnings.add(held + (held == 1 ? " user is" : " users are")
                    + " kept although the file is not there, until an administrator decides");
        }
        return List.copyOf(warnings);
    }

    private static List<String> ofTrust(Source source, Optional<Trust> trust) {
        boolean certificates = WITH_CERTIFICATES.contains(source.protocol());
        boolean hostKeys = WITH_HOST_KEYS.contains(source.protocol());
        if (!certificates && !hostKeys) {
            return List.of();
        }
        TrustPolicy policy = source.trust().or(() -> trust.map(Trust::policy)).orElse(TrustPolicy.STRICT);
        // What the protocol never asks for is not weak.
        TrustPolicy counts = certificates
                ? new TrustPolicy(
                        policy.certificates(),
                        policy.systemTrust(),
                        policy.hostNames(),
                        policy.expiry(),
                        policy.leastTls(),
                        TrustPolicy.HostKeys.KNOWN)
                : new TrustPolicy(true, true, true, true, policy.leastTls(), policy.hostKeys());
        List<String> warnings = new ArrayList<>(counts.weaknesses());
        if (trust.isEmpty()) {
            warnings.add("The trust bundle is missing: no server can be believed");
        }
        return warnings;
    }
}
