package org.dectory.fetch.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.HeaderGroup;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.identity.Secret;
import org.dectory.testkit.fetch.FetcherContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PRV-01")
class HttpFetcherTest extends FetcherContract {

    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("phone:pass wörd".getBytes(UTF_8));

    private final HttpFetcher fetcher = new HttpFetcher(Duration.ofSeconds(5), 8);
    private final FileServer server = new FileServer();
    private final FileServer other = new FileServer();
    private int closedPort;

    HttpFetcherTest() throws IOException {}

    @BeforeEach
    void findClosedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
    }

    @AfterEach
    void close() {
        fetcher.close();
        server.close();
        other.close();
    }

    @Override
    protected Fetcher fetcher() {
        return fetcher;
    }

    @Override
    protected void put(String name, byte[] content) {
        server.put(name, content);
    }

    @Override
    protected void remove(String name) {
        server.remove(name);
    }

    @Override
    protected URI folder() {
        return server.folder();
    }

    @Override
    protected URI nowhere() {
        return URI.create("http://127.0.0.1:" + closedPort + "/");
    }

    /** It lets everybody in but where a test says otherwise. */
    @Override
    protected boolean checksPasswords() {
        return false;
    }

    @Override
    protected Optional<Credentials> credentials() {
        return Optional.of(new Credentials("phone", Secret.of("pass wörd")));
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(ints = {404, 410})
    void takesItFromTheServerThatAFileIsGone(int status) throws Exception {
        server.answer("4711.cfg", status);

        assertThat(fetch("4711.cfg", "")).isEqualTo(new Gone("HTTP " + status));
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @CsvSource({
        "401,ACCESS_DENIED", "403,ACCESS_DENIED", "407,ACCESS_DENIED", "400,SERVER_ERROR", "405,SERVER_ERROR",
        "408,SERVER_ERROR", "429,SERVER_ERROR", "500,SERVER_ERROR", "502,SERVER_ERROR", "503,SERVER_ERROR",
        "504,SERVER_ERROR", "204,SERVER_ERROR", "206,SERVER_ERROR", "300,SERVER_ERROR", "304,SERVER_ERROR",
        "299,SERVER_ERROR",
    })
    void takesNoOtherAnswerForAFileOrForItsAbsence(int status, Kind kind) throws Exception {
        server.answer("4711.cfg", status);

        assertThat(kindOf(fetch("4711.cfg", ""))).isEqualTo(kind);
    }

    @Test
    void asksOnceHowToLogInAndThenSendsTheCredentialsWithoutBeingAsked() throws Exception {
        put("4711.cfg", new byte[] {1});

        contentOf(fetch("4711.cfg", ""));
        contentOf(fetch("4711.cfg", ""));

        assertThat(server.authorizations()).containsExactly(Optional.empty(), Optional.of(BASIC), Optional.of(BASIC));
    }

    @Test
    void followsRedirectsAndKeepsTheCredentialsToItself() throws Exception {
        server.answer("4711.cfg", 302, "Location", "/moved/4711.cfg");
        server.answer("moved/4711.cfg", 307, "Location", other.folder() + "there.cfg");
        other.put("there.cfg", "UD_Name=Julian".getBytes(UTF_8));

        FetchResult result = fetch("4711.cfg", "");

        assertThat(contentOf(result)).isEqualTo("UD_Name=Julian".getBytes(UTF_8));
        assertThat(server.authorizations()).containsExactly(Optional.empty(), Optional.of(BASIC), Optional.of(BASIC));
        assertThat(other.authorizations()).containsExactly(Optional.empty());
    }

    @Test
    @Tag("PRV-05")
    void believesNoOtherServerThatAFileIsGone() throws Exception {
        server.answer("4711.cfg", 302, "Location", other.folder() + "there.cfg");

        assertThat(kindOf(fetch("4711.cfg", ""))).isEqualTo(Kind.SERVER_ERROR);
    }

    @Test
    @Tag("PRV-05")
    void believesNotThatAFileIsGoneBecauseAnotherOneIs() throws Exception {
        server.answer("4711.cfg", 302, "Location", "/maintenance.html");
        server.answer("4712.cfg", 302, "Location", other.folder() + "4712.cfg");
        other.answer("4712.cfg", 302, "Location", server.folder() + "users/4712.cfg");
        server.answer("4713.cfg", 301, "Location", "/moved/4713.cfg");

        assertThat(kindOf(fetch("4711.cfg", ""))).isEqualTo(Kind.SERVER_ERROR);
        assertThat(kindOf(fetch("4712.cfg", ""))).isEqualTo(Kind.SERVER_ERROR);
        assertThat(fetch("4713.cfg", "")).isInstanceOf(FetchResult.Gone.class);
    }

    @Test
    @Tag("PRV-09")
    void keepsThePasswordFromTheWayThatIsNotEncryptedIfTheServerWantsTheOther() throws Exception {
        server.answer("4711.cfg", 301, "Location", "https://127.0.0.1:1/4711.cfg");

        fetch("4711.cfg", "");
        fetch("4711.cfg", "");

        assertThat(server.authorizations()).containsExactly(Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4711.cfg",
                "/4711.cfg",
                "ftp://127.0.0.1/4711.cfg",
                "file:///etc/passwd",
                "http://a:b@127.0.0.1/",
                "::",
                ""
            })
    void refusesRedirectsThatLeadNowhere(String location) throws Exception {
        server.answer("4711.cfg", 301, "Location", location);

        assertThat(kindOf(fetch("4711.cfg", ""))).isEqualTo(Kind.SERVER_ERROR);
        assertThat(server.authorizations()).containsExactly(Optional.empty(), Optional.of(BASIC));
    }

    @Test
    void followsFiveRedirectsAndNoMore() throws Exception {
        for (int i = 0; i < 6; i++) {
            server.answer(i + ".cfg", 302, "Location", "/" + (i + 1) + ".cfg");
        }
        put("6.cfg", new byte[] {1});

        assertThat(contentOf(fetch("1.cfg", ""))).hasSize(1);
        assertThat(kindOf(fetch("0.cfg", ""))).isEqualTo(Kind.SERVER_ERROR);
    }

    @Test
    void seesAnUnchangedFileByItsDateIfThereIsNoEtag() throws Exception {
        server.on("4711.cfg", exchange -> {
            String since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
            exchange.getResponseHeaders().add("Last-Modified", "Sun, 22 Nov 2020 10:00:00 GMT");
            exchange.sendResponseHeaders("Sun, 22 Nov 2020 10:00:00 GMT".equals(since) ? 304 : 200, -1);
        });

        String version = ((FetchResult.Fetched) fetch("4711.cfg", "")).version();

        assertThat(fetch("4711.cfg", version)).isInstanceOf(FetchResult.Unchanged.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Sun, 22 Nov 2026 09:59:57 GMT; 1",
                "Sun, 22 Nov 2026 09:59:58 GMT; ''",
                "Sun, 22 Nov 2026 10:00:01 GMT; ''",
                "Thu, 31 Dec 2020 23:59:59 GMT; 1",
                "Sun, 22 anu 2020 10:00:00 GMT; ''",
                "Sun, 31 Feb 2020 10:00:00 GMT; ''",
                "Sun, -1 Jan 2020 10:00:00 GMT; ''",
                "yesterday; ''",
            })
    void believesAVersionOnlyIfTheFileWasChangedSomeTimeAgo(String changed, String version) {
        HeaderGroup fields = new HeaderGroup();
        fields.addHeader(new BasicHeader("Last-Modified", changed));
        fields.addHeader(new BasicHeader("Date", "Sun, 22 Nov 2026 10:00:00 GMT"));
        fields.addHeader(new BasicHeader("ETag", "\"1\""));

        assertThat(Version.of(new Headers(fields)).replace("\"", "")).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun,\r22 Nov 2020 10:00:00 GMT",
                "Sun,\n22 Nov 2020 10:00:00 GMT",
                "S\0n, 22 Nov 2020 10:00:00 GMT",
                "Sun, 22\tNov 2020 10:00:00 GMT",
                "\"1\r\n2\"",
                "\"1\"2\"",
                "\"",
                "W/\"",
                ""
            })
    void asksForNoVersionThatWouldBreakTheRequest(String version) {
        assertThat(Version.condition(version)).isEmpty();
    }

    @Test
    void bringsTenMegabytes() throws Exception {
        put("large.cfg", new byte[10_000_000]);

        FetchResult result = fetcher.fetch(new FetchRequest(
                folder().resolve("large.cfg"), Optional.empty(), "", 10_000_000, Duration.ofSeconds(30)));

        assertThat(contentOf(result)).hasSize(10_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/x", "http:///x", "http://a:b@127.0.0.1/x", "file:/x"})
    void refusesAddressesOfOtherSorts(String uri) throws Exception {
        assertThat(kindOf(fetch(URI.create(uri)))).isEqualTo(Kind.BAD_ADDRESS);
    }

    @Test
    @Tag("PRV-05")
    void saysThatAServerNameIsUnknown() throws Exception {
        FetchResult result = fetch(URI.create("http://no-such-host.invalid/4711.cfg"));

        assertThat(kindOf(result)).isEqualTo(Kind.UNREACHABLE);
        assertThat(result.toString()).doesNotContain("Exception");
    }

    private FetchResult fetch(URI uri) throws InterruptedException {
        return fetcher.fetch(new FetchRequest(uri, credentials(), "", 1000, Duration.ofSeconds(10)));
    }

    private static Kind kindOf(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).kind();
    }
}
