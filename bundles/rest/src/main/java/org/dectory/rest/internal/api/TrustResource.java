package org.dectory.rest.internal.api;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dectory.api.trust.Trust;
import org.dectory.api.trust.TrustAdministration;
import org.dectory.api.trust.TrustAdministration.KnownHost;
import org.dectory.api.trust.TrustAdministration.TrustedCertificate;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** Whom the appliance believes when it calls servers. */
public final class TrustResource {

    /** What people have certificates as. A form of another site can send none of these. */
    private static final Set<String> CERTIFICATES = Set.of(
            "application/x-pem-file",
            "application/pem-certificate-chain",
            "application/pkix-cert",
            "application/octet-stream");

    private final Capabilities capabilities;

    public TrustResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/trust", this::show),
                Route.get("/trust/certificates", this::certificates),
                Route.post("/trust/certificates", this::addCertificates).types(CERTIFICATES),
                Route.delete("/trust/certificates/{id}", this::removeCertificate),
                Route.get("/trust/hosts", this::hosts),
                Route.post("/trust/hosts", this::addHosts),
                Route.delete("/trust/hosts/{id}", this::removeHost),
                Route.get("/trust/ssh-key", this::sshKey),
                Route.post("/trust/ssh-key", this::renewSshKey));
    }

    private TrustAdministration administration() {
        return capabilities.require(TrustAdministration.class);
    }

    private Answer show(Call call) {
        TrustAdministration administration = administration();
        TrustPolicy policy = capabilities.require(Trust.class).policy();
        return Answer.ok(new JsonObject()
                .put(
                        "policy",
                        new JsonObject()
                                .put("certificates", policy.certificates())
                                .put("systemTrust", policy.systemTrust())
                                .put("hostNames", policy.hostNames())
                                .put("expiry", policy.expiry())
                                .put("leastTls", policy.leastTls().protocol())
                                .put("hostKeys", policy.hostKeys()))
                .put("warnings", administration.warnings())
                .put("certificates", administration.certificates().size())
                .put("hosts", administration.hosts().size()));
    }

    private Answer certificates(Call call) {
        return certificates(administration().certificates());
    }

    private CompletionStage<Answer> addCertificates(Call call) {
        TrustAdministration administration = administration();
        return administration.addCertificates(call.octets(), call.actor()).thenApply(TrustResource::certificates);
    }

    private static Answer certificates(List<TrustedCertificate> certificates) {
        List<JsonObject> items = certificates.stream()
                .map(each -> new JsonObject()
                        .put("id", each.id())
                        .put("subject", each.subject())
                        .put("issuer", each.issuer())
                        .put("validFrom", each.validFrom())
                        .put("validUntil", each.validUntil())
                        .put("authority", each.authority()))
                .toList();
        return Answer.ok(new JsonObject().put("items", items).put("total", items.size()));
    }

    private CompletionStage<Answer> removeCertificate(Call call) {
        return administration()
                .removeCertificate(call.variable("id", id -> id), call.actor())
                .thenApply(done -> removed(done, "There is no certificate of that fingerprint."));
    }

    private Answer hosts(Call call) {
        return hosts(administration().hosts());
    }

    private CompletionStage<Answer> addHosts(Call call) {
        TrustAdministration administration = administration();
        String lines = call.body(Shape.empty().text("lines")).text("lines");
        return administration.addHosts(lines, call.actor()).thenApply(TrustResource::hosts);
    }

    private static Answer hosts(List<KnownHost> hosts) {
        List<JsonObject> items = hosts.stream()
                .map(each -> new JsonObject()
                        .put("id", each.id())
                        .put("host", each.host())
                        .put("keyType", each.keyType())
                        .put("fingerprint", each.fingerprint())
                        .put("firstUse", each.firstUse()))
                .toList();
        return Answer.ok(new JsonObject().put("items", items).put("total", items.size()));
    }

    private CompletionStage<Answer> removeHost(Call call) {
        return administration()
                .removeHost(call.variable("id", id -> id), call.actor())
                .thenApply(done -> removed(done, "There is no key of that identity."));
    }

    private static Answer removed(boolean done, String otherwise) {
        if (!done) {
            throw Problem.notFound(otherwise);
        }
        return Answer.noContent();
    }

    private Answer sshKey(Call call) {
        return sshKey(administration().sshPublicKey());
    }

    private CompletionStage<Answer> renewSshKey(Call call) {
        return administration().renewSshKey(call.actor()).thenApply(TrustResource::sshKey);
    }

    private static Answer sshKey(String line) {
        return Answer.ok(new JsonObject().put("publicKey", line));
    }
}
