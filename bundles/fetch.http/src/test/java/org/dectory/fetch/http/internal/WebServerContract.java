package org.dectory.fetch.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.identity.Secret;
import org.dectory.testkit.fetch.FakeTrust;
import org.dectory.testkit.fetch.FetcherContract;
import org.dectory.testkit.fetch.WebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds at every real web server that wants an account. */
@Tag("PRV-01")
abstract class WebServerContract extends FetcherContract {

    @TempDir
    Path scratch;

    final FakeTrust trust = new FakeTrust();
    final HttpFetcher fetcher = new HttpFetcher(Duration.ofSeconds(5), 8);
    private WebServer server;

    abstract WebServer start() throws Exception;

    @BeforeEach
    void open() throws Exception {
        fetcher.bindTrust(trust);
        server = start();
    }

    @AfterEach
    void close() {
        fetcher.close();
        server.close();
    }

    @Override
    protected Fetcher fetcher() {
        return fetcher;
    }

    @Override
    protected void put(String name, byte[] content) throws IOException {
        server.put(name, content);
    }

    @Override
    protected void remove(String name) throws IOException {
        server.remove(name);
    }

    @Override
    protected URI folder() {
        return server.folder();
    }

    @Override
    protected URI nowhere() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create(server.folder().getScheme() + "://127.0.0.1:" + socket.getLocalPort() + "/");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Optional<Credentials> credentials() {
        return Optional.of(WebServer.credentials());
    }

    @Test
    void bringsALargeFileAndThenSeesThatItIsUnchanged() throws Exception {
        byte[] content = "UD_Name=Julian\n".repeat(5000).getBytes(UTF_8);
        put("4711.cfg", content);

        Fetched first = (Fetched) fetch("4711.cfg", "");

        assertThat(contentOf(first)).isEqualTo(content);
        assertThat(first.version()).isNotEmpty();
        assertThat(fetch("4711.cfg", first.version())).isInstanceOf(Unchanged.class);
    }

    @Test
    void remembersNoVersionOfAFileThatWasChangedJustNow() throws Exception {
        server.put("4711.cfg", "UD_Name=A".getBytes(UTF_8), Instant.now());

        String version = ((Fetched) fetch("4711.cfg", "")).version();
        server.put("4711.cfg", "UD_Name=B".getBytes(UTF_8), Instant.now());

        assertThat(version).isEmpty();
        assertThat(contentOf(fetch("4711.cfg", version))).isEqualTo("UD_Name=B".getBytes(UTF_8));
    }

    @Test
    @Tag("PRV-05")
    void tellsAWrongPasswordFromAMissingFile() throws Exception {
        Credentials wrong = new Credentials("phone", Secret.of("other word"));

        FetchResult result = fetcher.fetch(new FetchRequest(
                folder().resolve("no-such.cfg"), Optional.of(wrong), "", 1000, Duration.ofSeconds(10)));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.kind()).isEqualTo(Kind.ACCESS_DENIED));
    }

    @Test
    void takesOneRequestForEachFileButTheFirst() throws Exception {
        put("4711.cfg", new byte[100]);

        for (int i = 0; i < 20; i++) {
            contentOf(fetch("4711.cfg", ""));
        }

        await().until(() -> requests().size() >= 20);
        assertThat(requests()).hasSizeLessThanOrEqualTo(21);
        assertThat(requests()).filteredOn(line -> line.contains(" 401 ")).hasSizeLessThanOrEqualTo(1);
    }

    final FetchResult fetch(URI uri) throws InterruptedException {
        return fetcher.fetch(new FetchRequest(uri, credentials(), "", 1000, Duration.ofSeconds(10)));
    }

    final List<String> requests() throws IOException {
        return server.requests().stream().filter(line -> line.contains("GET")).toList();
    }
}
