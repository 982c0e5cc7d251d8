package org.dectory.trust.internal;

import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.HostKeys;
import org.dectory.api.trust.TrustPolicy.TlsVersion;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What can be set: the provisioning security configuration. */
@ObjectClassDefinition(name = "Trust", description = "What is asked of a server before it is believed")
@interface TrustSettings {

    @AttributeDefinition(
            name = "Check certificates",
            description = "Whether certificates of TLS servers are checked at all")
    boolean certificates() default true;

    @AttributeDefinition(
            name = "System trust",
            description =
                    "Whether the authorities that the firmware brings are trusted beside the uploaded certificates")
    boolean system_trust() default true;

    @AttributeDefinition(
            name = "Check host names",
            description = "Whether a certificate has to name the server that was called")
    boolean host_names() default true;

    @AttributeDefinition(name = "Check expiry", description = "Whether a certificate has to be valid today")
    boolean expiry() default true;

    @AttributeDefinition(
            name = "Least TLS version",
            description = "The oldest version of TLS that is spoken",
            options = {@Option(label = "TLS 1.2", value = "1.2"), @Option(label = "TLS 1.3", value = "1.3")})
    String least_tls() default "1.2";

    @AttributeDefinition(
            name = "SSH host keys",
            description =
                    "known: entered or accepted before; first-use: the first key of an unknown host too; any: all",
            options = {
                @Option(label = "Known", value = "known"),
                @Option(label = "First use", value = "first-use"),
                @Option(label = "Any", value = "any")
            })
    String host_keys() default "known";

    /** Reads settings. */
    final class Reading {

        private Reading() {}

        /** What they mean; a word that is none of the options means the strictest. */
        static TrustPolicy policy(TrustSettings settings) {
            return new TrustPolicy(
                    settings.certificates(),
                    settings.system_trust(),
                    settings.host_names(),
                    settings.expiry(),
                    settings.least_tls().equals("1.2") ? TlsVersion.TLS_1_2 : TlsVersion.TLS_1_3,
                    switch (settings.host_keys()) {
                        case "first-use" -> HostKeys.FIRST_USE;
                        case "any" -> HostKeys.ANY;
                        default -> HostKeys.KNOWN;
                    });
        }
    }
}
