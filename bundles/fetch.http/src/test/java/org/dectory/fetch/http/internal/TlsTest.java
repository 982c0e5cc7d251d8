package org.dectory.fetch.http.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.HostKeys;
import org.dectory.api.trust.TrustPolicy.TlsVersion;
import org.dectory.testkit.fetch.FakeTrust;
import org.dectory.testkit.fetch.TlsIdentity;
import org.dectory.testkit.fetch.WebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are not who they should be, and servers that are but misbehave. */
@Tag("PRV-09")
@Tag("PRV-05")
@Timeout(60)
class TlsTest {

    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";

    @TempDir
    static Path keys;

    /** Who the server is. */
    enum Server {
        GOOD("ip:127.0.0.1", 0, 30),
        EXPIRED("ip:127.0.0.1", -30, 20),
        NOT_YET("ip:127.0.0.1", 5, 20),
        OTHER("dns:other.example,ip:127.0.0.2", 0, 30);

        private final String names;
        private final int from;
        private final int days;

        Server(String names, int from, int days) {
            this.names = names;
            this.from = from;
            this.days = days;
        }
    }

    private static final Map<Server, TlsIdentity> IDENTITIES = new EnumMap<>(Server.class);

    @TempDir
    Path scratch;

    private final FakeTrust trust = new FakeTrust();
    private final HttpFetcher fetcher = new HttpFetcher(Duration.ofSeconds(5), 8);

    @BeforeAll
    static void makeIdentities() throws Exception {
        for (Server each : Server.values()) {
            IDENTITIES.put(each, TlsIdentity.make(keys.resolve(each.name()), each.names, each.from, each.days));
        }
    }

    @BeforeEach
    void open() {
        fetcher.bindTrust(trust);
    }

    @AfterEach
    void close() {
        fetcher.close();
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, expired",
        "NOT_YET, not valid before",
        "OTHER, 127.0.0.1",
    })
    void refusesAServerWhoseCertificateIsWrong(Server who, String reason) throws Exception {
        trust.certificates(identity(who).trusted());
        try (RawServer server = saying(who, HEAD + "0123456789")) {
            assertThat(fetch(server, LONG)).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.kind()).isEqualTo(Kind.NOT_TRUSTED);
                assertThat(failed.reason()).contains(reason);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Server.class,
            names = {"EXPIRED", "NOT_YET", "OTHER"})
    void takesSuchAServerIfThePolicyOfTheSourceSaysSo(Server who) throws Exception {
        trust.certificates(identity(who).trusted());
        TrustPolicy weak = new TrustPolicy(
                true, true, who != Server.OTHER, who == Server.OTHER, TlsVersion.TLS_1_2, HostKeys.KNOWN);
        try (RawServer server = saying(who, HEAD + "0123456789")) {
            assertThat(fetcher.fetch(request(server, LONG, Optional.of(weak)))).isInstanceOf(Fetched.class);
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.NOT_TRUSTED);
        }
    }

    @Test
    void believesACertificateAsSoonAsItIsUploadedAndNoLongerThanThat() throws Exception {
        try (WebServer server = WebServer.nginx(scratch, Optional.of(identity(Server.GOOD)), "")) {
            server.put("4711.cfg", new byte[10]);
            assertThat(kindOf(fetch(server))).isEqualTo(Kind.NOT_TRUSTED);

            trust.certificates(identity(Server.GOOD).trusted());
            assertThat(fetch(server)).isInstanceOf(Fetched.class);
            assertThat(fetch(server)).isInstanceOf(Fetched.class);

            // A connection of before is still open, and counts no more.
            trust.noCertificates();
            assertThat(kindOf(fetch(server))).isEqualTo(Kind.NOT_TRUSTED);
        }
    }

    @Test
    void asksNoServerAnyMoreThatIsNotTrustedSinceTheMiddleOfAFetch() throws Exception {
        trust.certificates(identity(Server.GOOD).trusted());
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity(Server.GOOD).context()));
        AtomicInteger asked = new AtomicInteger();
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            trust.noCertificates();
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(1);
            exchange.close();
        });
        server.start();
        try {
            URI file = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/4711.cfg");

            assertThat(fetcher.fetch(request(file, LONG, Optional.empty()))).isInstanceOf(Fetched.class);
            assertThat(kindOf(fetcher.fetch(request(file, LONG, Optional.empty()))))
                    .isEqualTo(Kind.NOT_TRUSTED);

            assertThat(asked).hasValue(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void followsTheSystemsPolicy() throws Exception {
        TrustPolicy anybody = new TrustPolicy(false, true, true, true, TlsVersion.TLS_1_2, HostKeys.KNOWN);
        try (WebServer server = WebServer.nginx(scratch, Optional.of(identity(Server.EXPIRED)), "")) {
            server.put("4711.cfg", new byte[10]);

            trust.policy(anybody);
            assertThat(fetch(server)).isInstanceOf(Fetched.class);

            trust.policy(TrustPolicy.STRICT);
            assertThat(kindOf(fetch(server))).isEqualTo(Kind.NOT_TRUSTED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1 TLSv1.1, TLS_1_2, false",
        "TLSv1.2, TLS_1_2, true",
        "TLSv1.2, TLS_1_3, false",
        "TLSv1.3, TLS_1_3, true",
    })
    void speaksNoOlderTlsThanThePolicyAllows(String spoken, TlsVersion least, boolean brings) throws Exception {
        trust.certificates(identity(Server.GOOD).trusted());
        trust.policy(new TrustPolicy(true, true, true, true, least, HostKeys.KNOWN));
        String old = "ssl_protocols " + spoken + "; ssl_ciphers DEFAULT@SECLEVEL=0;";
        try (WebServer server = WebServer.nginx(scratch, Optional.of(identity(Server.GOOD)), old)) {
            server.put("4711.cfg", new byte[10]);

            FetchResult result = fetch(server);

            if (brings) {
                assertThat(result).isInstanceOf(Fetched.class);
            } else {
                assertThat(((Failed) result).reason()).contains("version of TLS");
                assertThat(kindOf(result)).isEqualTo(Kind.NOT_TRUSTED);
            }
        }
    }

    @Test
    void saysThatTheJudgeOfServersIsMissing() throws Exception {
        fetcher.unbindTrust(trust);
        try (RawServer server = saying(Server.GOOD, HEAD + "0123456789");
                RawServer plain = RawServer.saying(HEAD + "0123456789")) {
            assertThat(fetch(server, LONG)).isEqualTo(new Failed(Kind.NOT_TRUSTED, "The trust bundle is missing"));
            assertThat(fetch(plain, LONG)).isInstanceOf(Fetched.class);
        }
    }

    @Test
    void keepsTheSuccessorWhenTheOldJudgeGoes() throws Exception {
        FakeTrust next = new FakeTrust().certificates(identity(Server.GOOD).trusted());
        fetcher.bindTrust(next);
        fetcher.unbindTrust(trust);
        try (RawServer server = saying(Server.GOOD, HEAD + "0123456789")) {
            assertThat(fetch(server, LONG)).isInstanceOf(Fetched.class);
        }
    }

    @Test
    void neverGoesFromHttpsToHttp() throws Exception {
        trust.certificates(identity(Server.GOOD).trusted());
        try (FileServer plain = new FileServer();
                RawServer server = saying(
                        Server.GOOD,
                        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + plain.folder()
                                + "4711.cfg\r\n\r\n")) {
            plain.put("4711.cfg", new byte[10]);

            assertThat(fetch(server, LONG))
                    .isEqualTo(new Failed(Kind.SERVER_ERROR, "The server redirects from HTTPS to HTTP"));
            assertThat(plain.authorizations()).isEmpty();
        }
    }

    @Test
    void judgesTheServerThatHttpRedirectsTo() throws Exception {
        try (FileServer plain = new FileServer();
                RawServer server = saying(Server.GOOD, HEAD + "0123456789")) {
            plain.answer("4711.cfg", 302, "Location", server.folder() + "4711.cfg");
            URI uri = plain.folder().resolve("4711.cfg");

            assertThat(kindOf(fetcher.fetch(request(uri, LONG, Optional.empty()))))
                    .isEqualTo(Kind.NOT_TRUSTED);
            trust.certificates(identity(Server.GOOD).trusted());
            assertThat(fetcher.fetch(request(uri, LONG, Optional.empty()))).isInstanceOf(Fetched.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HEAD, HEAD + "0123"})
    void givesUpWhenAServerFallsSilentInTheMiddle(String said) throws Exception {
        trust.certificates(identity(Server.GOOD).trusted());
        RawServer.Answer silent = (out, connection) -> {
            out.write(said.getBytes(ISO_8859_1));
            out.flush();
            int unused = connection.getInputStream().read();
        };
        try (RawServer server = new RawServer(identity(Server.GOOD).context(), silent)) {
            assertThat(kindOf(fetch(server, SHORT))).isEqualTo(Kind.UNREACHABLE);
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void givesUpWhenAServerNeverShakesHands() throws Exception {
        try (RawServer silent = new RawServer("")) {
            URI uri = URI.create(silent.folder().toString().replace("http:", "https:"));
            assertThat(kindOf(fetcher.fetch(request(uri, SHORT, Optional.empty()))))
                    .isEqualTo(Kind.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", ""})
    void neverTakesAFileThatEndsBeforeItsLength(String part) throws Exception {
        trust.certificates(identity(Server.GOOD).trusted());
        try (RawServer server = saying(Server.GOOD, HEAD + part)) {
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void takesNothingForAnAnswerThatCameBehindAnEarlierOneInTheSameRecord() throws Exception {
        trust.certificates(identity(Server.GOOD).trusted());
        // Such lengths that the end of the file is read without what follows it.
        String both = "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\nX: " + "x".repeat(1000) + "\r\n\r\n"
                + "x".repeat(10_000) + "HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n";
        RawServer.Answer twice = (out, connection) -> {
            out.write(both.getBytes(ISO_8859_1));
            int unused = connection.getInputStream().read();
        };
        try (RawServer server = new RawServer(identity(Server.GOOD).context(), twice)) {
            FetchRequest large = new FetchRequest(
                    server.folder().resolve("4711.cfg"), Optional.empty(), "", 10_000, LONG, Optional.empty());

            assertThat(fetcher.fetch(large)).isInstanceOf(Fetched.class);
            assertThat(fetcher.fetch(large)).isInstanceOf(Fetched.class);
        }
    }

    @Test
    void neverTakesAFileThatIsCutByAReset() throws Exception {
        trust.certificates(identity(Server.GOOD).trusted());
        RawServer.Answer reset = (out, connection) -> {
            out.write((HEAD + "0123").getBytes(ISO_8859_1));
            out.flush();
            connection.setSoLinger(true, 0);
        };
        try (RawServer server = new RawServer(identity(Server.GOOD).context(), reset)) {
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void saysThatAServerDoesNotSpeakTls() throws Exception {
        try (RawServer plain = RawServer.saying("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) {
            URI uri = URI.create(plain.folder().toString().replace("http:", "https:"));
            assertThat(kindOf(fetcher.fetch(request(uri, SHORT, Optional.empty()))))
                    .isEqualTo(Kind.UNREACHABLE);
        }
    }

    private static TlsIdentity identity(Server who) {
        return Objects.requireNonNull(IDENTITIES.get(who));
    }

    private static RawServer saying(Server who, String text) {
        try {
            return new RawServer(identity(who).context(), (out, connection) -> out.write(text.getBytes(ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private FetchResult fetch(RawServer server, Duration limit) throws InterruptedException {
        return fetcher.fetch(request(server, limit, Optional.empty()));
    }

    private FetchResult fetch(WebServer server) throws InterruptedException {
        return fetcher.fetch(request(server.folder().resolve("4711.cfg"), LONG, Optional.empty()));
    }

    private static FetchRequest request(RawServer server, Duration limit, Optional<TrustPolicy> policy) {
        return request(server.folder().resolve("4711.cfg"), limit, policy);
    }

    private static FetchRequest request(URI uri, Duration limit, Optional<TrustPolicy> policy) {
        return new FetchRequest(uri, Optional.of(WebServer.credentials()), "", 1000, limit, policy);
    }

    private static Kind kindOf(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).kind();
    }
}
