package org.dectory.itests.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Rest;
import org.dectory.testkit.fetch.Proftpd;
import org.dectory.testkit.fetch.Sshd;
import org.dectory.testkit.fetch.TestAuthority;
import org.dectory.testkit.fetch.TestAuthority.Identity;
import org.dectory.testkit.fetch.TlsIdentity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers are believed when an administrator has said so, whatever the protocol, and not before. */
@Tag("PRV-09")
class TrustIT {

    private static final Path FOLDER = Appliance.scratch("trust");
    private static final byte[] FILE = "UD_Name=Julian\n".getBytes(UTF_8);

    private static Appliance appliance;

    @BeforeAll
    static void start() {
        appliance = Appliance.start(FOLDER.resolve("data"));
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    @Test
    @Tag("DBS-02")
    void aWebServerIsBelievedFromTheUploadOfItsAuthorityUntilItsRemovalThroughAPowerCut() throws IOException {
        TestAuthority authority = TestAuthority.root("Site CA");
        HttpsServer server = server(authority.server("ip:127.0.0.1"));
        try {
            from("https", server.getAddress().getPort(), "/", "", "");
            assertThat(refusal("5101"))
                    .contains("The server's certificate is signed by CN=Site CA, who is not trusted");

            String id = upload(authority.identity().certificatePem());
            assertThat(refusal("5101")).isEmpty();

            appliance.kill();
            appliance = Appliance.start(FOLDER.resolve("data"));
            assertThat(refusal("5102")).isEmpty();

            appliance.rest().delete("/api/v1/trust/certificates/" + id).expect(204);
            assertThat(refusal("5103"))
                    .contains("The server's certificate is signed by CN=Site CA, who is not trusted");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aWebServerOfAnotherNameIsBelievedOnlyWhileNamesAreNotChecked() throws IOException {
        TestAuthority authority = TestAuthority.root("Other CA");
        upload(authority.identity().certificatePem());
        HttpsServer server = server(authority.server("dns:www.example"));
        try {
            from("https", server.getAddress().getPort(), "/", "", "");
            assertThat(refusal("5201")).contains("The server's certificate is for www.example, not for 127.0.0.1");

            set("host.names", "false");
            assertThat(refusal("5201")).isEmpty();
            assertThat(appliance.rest().get("/api/v1/trust").body())
                    .contains("Host names of certificates are not checked");

            set("host.names", "true");
            assertThat(refusal("5202")).isPresent();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aWebServerWhoseCertificateHasExpiredIsBelievedOnlyWhileThatIsNotChecked() throws Exception {
        TlsIdentity expired = TlsIdentity.make(FOLDER.resolve("expired"), "ip:127.0.0.1", -20, 10);
        upload(Files.readString(expired.certificate()));
        HttpsServer server = server(expired.context());
        try {
            from("https", server.getAddress().getPort(), "/", "", "");
            assertThat(refusal("5251").orElseThrow()).startsWith("The server's certificate expired on ");

            set("expiry", "false");
            assertThat(refusal("5251")).isEmpty();
            assertThat(appliance.rest().get("/api/v1/trust").body()).contains("xpir");

            set("expiry", "true");
            assertThat(refusal("5252")).isPresent();
        } finally {
            server.stop(0);
            // Others here have certificates of the same name.
            appliance.rest().get("/api/v1/trust/certificates").items().stream()
                    .filter(item -> "CN=test".equals(item.get("subject")))
                    .forEach(item -> appliance.rest().delete("/api/v1/trust/certificates/" + item.get("id")));
        }
    }

    @Test
    void anFtpServerIsBelievedFromTheUploadOfItsCertificate() throws Exception {
        TlsIdentity identity = TlsIdentity.make(FOLDER.resolve("identity"), "ip:127.0.0.1");
        try (Proftpd server =
                new Proftpd(FOLDER.resolve("ftp"), Proftpd.Security.EXPLICIT, Optional.of(identity), "")) {
            server.put("5301.cfg", FILE);
            from("ftpes", server.port(), "/", "phone", "pass word");
            assertThat(refusal("5301"))
                    .contains("The server's certificate, CN=test, is signed by itself and not among the trusted ones");

            upload(Files.readString(identity.certificate()));

            assertThat(refusal("5301")).isEmpty();
        }
    }

    /** Neither side has ever heard of the other: the appliance's key is put there, the host's key here. */
    @Test
    @Tag("PRV-01")
    void anSshHostIsBelievedWhenItsKeyIsKnownAndBelievesTheAppliancesKey() throws Exception {
        String own = appliance.rest().get("/api/v1/trust/ssh-key").expect(200).text("publicKey");
        Path folder = Files.createDirectories(FOLDER.resolve("ssh"));
        try (Sshd server = new Sshd(folder, "ed25519", own, "")) {
            server.put("5401.cfg", FILE);
            from(
                    "sftp",
                    server.folder().getPort(),
                    server.folder().getPath(),
                    server.credentials().user(),
                    "");
            assertThat(refusal("5401").orElseThrow()).startsWith("The host's key is not known");

            String key = Files.readString(folder.resolve("host-ed25519.pub"));
            Map<String, String> lines =
                    Map.of("lines", "[127.0.0.1]:" + server.folder().getPort() + " " + key);
            appliance.rest().post("/api/v1/trust/hosts", lines).expect(200);

            assertThat(refusal("5401")).isEmpty();
        }
    }

    private static HttpsServer server(Identity identity) throws IOException {
        return server(identity.serverContext());
    }

    private static HttpsServer server(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, FILE.length);
            exchange.getResponseBody().write(FILE);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void from(String protocol, int port, String path, String user, String password) {
        Map<String, Object> source = new HashMap<>();
        source.put("protocol", protocol);
        source.put("server", "127.0.0.1");
        source.put("port", port);
        source.put("path", path);
        source.put("userName", user);
        source.put("password", password);
        appliance.rest().put("/api/v1/provisioning/source", source).expect(200);
    }

    /** Why a file was not imported; empty if it was. */
    private static Optional<String> refusal(String login) {
        Map<String, Object> result = appliance
                .rest()
                .post("/api/v1/provisioning/imports", Map.of("login", login))
                .expect(200)
                .object();
        return "failed".equals(result.get("outcome"))
                ? Optional.of(String.valueOf(result.get("reason")))
                : Optional.empty();
    }

    /** Says how the first certificate is called. */
    private static String upload(String pem) {
        Rest.Answer answer = appliance
                .rest()
                .send(appliance
                        .rest()
                        .request("/api/v1/trust/certificates")
                        .header("Content-Type", "application/x-pem-file")
                        .POST(BodyPublishers.ofString(pem)))
                .expect(200);
        return String.valueOf(answer.items().get(0).get("id"));
    }

    private static void set(String name, String value) {
        appliance
                .rest()
                .put("/api/v1/settings/org.dectory.trust", Map.of("values", Map.of(name, value)))
                .expect(200);
    }
}
