package org.dectory.rest.internal.api;

import java.util.Optional;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.HostKeys;
import org.dectory.api.trust.TrustPolicy.TlsVersion;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Shape;

/** A source of users' files as the API has it. Checks of trust that are not mentioned are on. */
final class SourceFields {

    static final Shape SHAPE = Shape.empty()
            .flag("enabled")
            .text("protocol")
            .text("server")
            .number("port")
            .text("path")
            .text("userName")
            .secret("password")
            .flag("ownTrust")
            .flag("certificates")
            .flag("systemTrust")
            .flag("hostNames")
            .flag("expiry")
            .text("leastTls")
            .text("hostKeys");

    private SourceFields() {}

    static Optional<Source> source(Fields fields) {
        if (!fields.findFlag("enabled").orElse(true)) {
            return Optional.empty();
        }
        return Optional.of(new Source(
                fields.text("protocol"),
                fields.findText("server").orElse(""),
                fields.findNumber("port").orElse(0),
                fields.findText("path").orElse(""),
                fields.findText("userName").orElse(""),
                trust(fields)));
    }

    private static Optional<TrustPolicy> trust(Fields fields) {
        TrustPolicy strict = TrustPolicy.STRICT;
        return fields.findFlag("ownTrust")
                .filter(own -> own)
                .map(own -> new TrustPolicy(
                        fields.findFlag("certificates").orElse(strict.certificates()),
                        fields.findFlag("systemTrust").orElse(strict.systemTrust()),
                        fields.findFlag("hostNames").orElse(strict.hostNames()),
                        fields.findFlag("expiry").orElse(strict.expiry()),
                        fields.findParsed("leastTls", TlsVersion::of).orElse(strict.leastTls()),
                        fields.findConstant("hostKeys", HostKeys.class).orElse(strict.hostKeys())));
    }

    static JsonObject json(Optional<Source> source) {
        Optional<TrustPolicy> trust = source.flatMap(Source::trust);
        return new JsonObject()
                .put("enabled", source.isPresent())
                .put("address", source.map(Source::address))
                .put("protocol", source.map(Source::protocol))
                .put("server", source.map(Source::server))
                .put("port", source.map(Source::port).filter(port -> port != 0))
                .put("path", source.map(Source::path))
                .put("userName", source.map(Source::userName))
                .put("ownTrust", trust.isPresent())
                .put("certificates", trust.map(TrustPolicy::certificates))
                .put("systemTrust", trust.map(TrustPolicy::systemTrust))
                .put("hostNames", trust.map(TrustPolicy::hostNames))
                .put("expiry", trust.map(TrustPolicy::expiry))
                .put("leastTls", trust.map(TrustPolicy::leastTls).map(TlsVersion::protocol))
                .put("hostKeys", trust.map(TrustPolicy::hostKeys));
    }
}
