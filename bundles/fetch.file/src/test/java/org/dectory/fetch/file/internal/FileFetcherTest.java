package org.dectory.fetch.file.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.Fetcher;
import org.dectory.testkit.fetch.FetcherContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PRV-13")
class FileFetcherTest extends FetcherContract {

    private final FileFetcher fetcher = new FileFetcher();

    @TempDir
    Path root;

    private Path files = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        files = Files.createDirectory(root.resolve("user_config"));
    }

    @Override
    protected Fetcher fetcher() {
        return fetcher;
    }

    @Override
    protected void put(String name, byte[] content) throws IOException {
        Files.write(files.resolve(name), content);
    }

    @Override
    protected void remove(String name) throws IOException {
        Files.delete(files.resolve(name));
    }

    @Override
    protected URI folder() {
        return files.toUri();
    }

    @Override
    protected URI nowhere() {
        return URI.create(root.toUri() + "none/");
    }

    @Test
    void neverTakesAFileInPlaceOfTheFolderForAMissingFile() throws Exception {
        Files.write(root.resolve("none"), new byte[0]);

        assertThat(kindOf(fetch(nowhere().resolve("4711.cfg")))).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void refusesALinkOutOfTheFolder() throws Exception {
        Files.writeString(root.resolve("secret"), "UD_Name=x");
        Files.createSymbolicLink(files.resolve("4711.cfg"), root.resolve("secret"));

        assertThat(kindOf(fetch("4711.cfg", ""))).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    void followsALinkWithinTheFolder() throws Exception {
        Files.writeString(files.resolve("all.cfg"), "UD_Name=x");
        Files.createSymbolicLink(files.resolve("4711.cfg"), Path.of("all.cfg"));

        assertThat(contentOf(fetch("4711.cfg", ""))).isEqualTo("UD_Name=x".getBytes(UTF_8));
    }

    @Test
    void followsALinkToTheFolder() throws Exception {
        put("4711.cfg", new byte[] {1});
        Path link = Files.createSymbolicLink(root.resolve("link"), files);

        assertThat(contentOf(fetch(URI.create(link.toUri() + "4711.cfg")))).hasSize(1);
    }

    @Test
    @Tag("PRV-05")
    void neverTakesALinkThatLeadsNowhereForAMissingFile() throws Exception {
        Files.createSymbolicLink(files.resolve("4711.cfg"), Path.of("none.cfg"));

        assertThat(kindOf(fetch("4711.cfg", ""))).isEqualTo(Kind.SERVER_ERROR);
    }

    @Test
    void refusesWhatIsNoRegularFile() throws Exception {
        Files.createDirectory(files.resolve("4711.cfg"));

        assertThat(kindOf(fetch("4711.cfg", ""))).isEqualTo(Kind.SERVER_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "%2e%2e", "x/../../secret", "%2e%2e%2fsecret", "..%2fsecret"})
    void neverLeavesTheFolderItWasSentTo(String name) throws Exception {
        Files.writeString(root.resolve("secret"), "UD_Name=x");

        assertThat(kindOf(fetch(URI.create(folder() + name)))).isEqualTo(Kind.BAD_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/4711.cfg", "file://host/4711.cfg", "file:4711.cfg", "file:/a?b"})
    void refusesAddressesThatNameNoLocalFile(String uri) throws Exception {
        assertThat(kindOf(fetch(URI.create(uri)))).isEqualTo(Kind.BAD_ADDRESS);
    }

    @Test
    @Tag("PRV-05")
    void neverBringsHalfOfAFileThatIsBeingWritten() throws Exception {
        put("4711.cfg", "UD_Name=Ju".getBytes(UTF_8));
        FileFetcher slow = new FileFetcher((file, most) -> {
            ByteBuffer half = ByteBuffer.wrap(Files.readAllBytes(file));
            put("4711.cfg", "UD_Name=Julian".getBytes(UTF_8));
            return half;
        });

        FetchResult result = slow.fetch(request(folder().resolve("4711.cfg")));

        assertThat(kindOf(result)).isEqualTo(Kind.SERVER_ERROR);
    }

    private FetchResult fetch(URI uri) throws InterruptedException {
        return fetcher.fetch(request(uri));
    }

    private static FetchRequest request(URI uri) {
        return new FetchRequest(uri, Optional.empty(), "", 1000, Duration.ofSeconds(1));
    }

    private static Kind kindOf(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).kind();
    }
}
