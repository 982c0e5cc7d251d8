package org.dectory.rest.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.rest.internal.http.Desk.letter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.dectory.api.store.Actor;
import org.dectory.api.trust.TrustAdministration;
import org.dectory.rest.internal.http.Desk;
import org.dectory.rest.internal.http.Desk.Reply;
import org.dectory.rest.internal.http.FakeAccounts;
import org.dectory.rest.internal.http.Router;
import org.dectory.testkit.fetch.FakeTrust;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator sees and changes of the trust in servers. */
@Tag("PRV-09")
class TrustTest {

    private final Desk desk = new Desk();
    private final Router router = ApiServlet.router(desk.capabilities);
    private final Belief belief = new Belief();

    @BeforeEach
    void open() {
        desk.capabilities.add(belief);
        desk.capabilities.add(new FakeTrust());
    }

    @Test
    void showsWhatIsAskedAndWhatIsWeak() {
        Reply reply = desk.send(router, letter("GET", "/trust"));

        assertThat(reply.json("policy"))
                .isEqualTo(Map.of(
                        "certificates", true,
                        "systemTrust", true,
                        "hostNames", true,
                        "expiry", true,
                        "leastTls", "TLSv1.2",
                        "hostKeys", "known"));
        assertThat(reply.json("warnings")).isEqualTo(List.of("Expired certificates are taken"));
    }

    @Test
    void takesACertificateAsItIs() {
        Reply reply = desk.send(
                router,
                letter("POST", "/trust/certificates")
                        .header("Content-Type", "application/x-pem-file")
                        .body("-----BEGIN"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(belief.deeds).containsExactly("add -----BEGIN");
        assertThat(reply.text()).contains("\"subject\":\"CN=CA\"", "\"validUntil\":\"2026-11-22T12:00:00Z\"");
    }

    @Test
    void saysWhatIsWrongWithACertificate() {
        Reply reply = desk.send(
                router,
                letter("POST", "/trust/certificates")
                        .header("Content-Type", "application/pkix-cert")
                        .body("nonsense"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json("detail")).isEqualTo("Certificate 1 of the file cannot be read");
    }

    /** These come from forms of other sites, or are a mistake. */
    @ParameterizedTest
    @Tag("SEC-02")
    @ValueSource(
            strings = {"text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "application/json"})
    void takesNoCertificateOfAnotherType(String type) {
        Reply reply = desk.send(
                router,
                letter("POST", "/trust/certificates")
                        .header("Content-Type", type)
                        .body("-----BEGIN"));

        assertThat(reply.status()).isEqualTo(415);
        assertThat(belief.deeds).isEmpty();
    }

    @Test
    void takesNoCertificateThatIsTooLarge() {
        Reply reply = desk.send(
                router,
                letter("POST", "/trust/certificates")
                        .header("Content-Type", "application/octet-stream")
                        .body("x".repeat(Desk.BODY_LIMIT + 1)));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(belief.deeds).isEmpty();
    }

    @Test
    void addsAndRemovesHosts() {
        Reply added = desk.send(router, letter("POST", "/trust/hosts").body("{\"lines\":\"a ssh-ed25519 AAAA\"}"));

        assertThat(added.text()).contains("\"firstUse\":false");
        assertThat(desk.send(router, letter("DELETE", "/trust/hosts/1")).status())
                .isEqualTo(204);
        assertThat(desk.send(router, letter("DELETE", "/trust/hosts/2")).status())
                .isEqualTo(404);
        assertThat(desk.send(router, letter("DELETE", "/trust/certificates/1")).status())
                .isEqualTo(204);
        assertThat(desk.send(router, letter("DELETE", "/trust/certificates/2")).status())
                .isEqualTo(404);
        assertThat(belief.deeds)
                .containsExactly("hosts a ssh-ed25519 AAAA", "forget 1", "forget 2", "remove 1", "remove 2");
    }

    @Test
    void showsAndRenewsTheKeyForSsh() {
        assertThat(desk.send(router, letter("GET", "/trust/ssh-key")).json("publicKey"))
                .isEqualTo("old");
        assertThat(desk.send(router, letter("POST", "/trust/ssh-key")).json("publicKey"))
                .isEqualTo("new");
    }

    @Test
    @Tag("ADM-05")
    void letsAReaderLookOnly() {
        for (String path : List.of("/trust", "/trust/certificates", "/trust/hosts", "/trust/ssh-key")) {
            assertThat(desk.send(router, letter("GET", path).as("viewer", FakeAccounts.PASSWORD))
                            .status())
                    .isEqualTo(200);
        }
        for (String path : List.of("/trust/certificates/1", "/trust/hosts/1")) {
            assertThat(desk.send(router, letter("DELETE", path).as("viewer", FakeAccounts.PASSWORD))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(belief.deeds).isEmpty();
    }

    /** Does what it is told, and writes it down. */
    private static final class Belief implements TrustAdministration {

        private final List<String> deeds = new ArrayList<>();
        private final TrustedCertificate certificate = new TrustedCertificate(
                "1", "CN=CA", "CN=CA", Instant.EPOCH, Instant.parse("2026-11-22T12:00:00Z"), true);
        private final KnownHost host = new KnownHost("1", "a", "ssh-ed25519", "SHA256:x", false);

        @Override
        public List<TrustedCertificate> certificates() {
            return List.of(certificate);
        }

        @Override
        public CompletionStage<List<TrustedCertificate>> addCertificates(byte[] file, Actor actor) {
            String text = new String(file, StandardCharsets.UTF_8);
            if (text.equals("nonsense")) {
                return failedStage(new IllegalArgumentException("Certificate 1 of the file cannot be read"));
            }
            deeds.add("add " + text);
            return completedStage(certificates());
        }

        @Override
        public CompletionStage<Boolean> removeCertificate(String id, Actor actor) {
            deeds.add("remove " + id);
            return completedStage(id.equals("1"));
        }

        @Override
        public List<KnownHost> hosts() {
            return List.of(host);
        }

        @Override
        public CompletionStage<List<KnownHost>> addHosts(String text, Actor actor) {
            deeds.add("hosts " + text);
            return completedStage(hosts());
        }

        @Override
        public CompletionStage<Boolean> removeHost(String id, Actor actor) {
            deeds.add("forget " + id);
            return completedStage(id.equals("1"));
        }

        @Override
        public String sshPublicKey() {
            return "old";
        }

        @Override
        public CompletionStage<String> renewSshKey(Actor actor) {
            return completedStage("new");
        }

        @Override
        public List<String> warnings() {
            return List.of("Expired certificates are taken");
        }
    }
}
