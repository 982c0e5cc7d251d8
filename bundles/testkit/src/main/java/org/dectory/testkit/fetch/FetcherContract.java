package org.dectory.testkit.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.identity.Secret;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Fetcher} must do. Extend it, one class for each implementation and sort of server. */
public abstract class FetcherContract {

    private static final int LIMIT = 100_000;

    /**
     * The fetcher under test.
     *
     * @return the same for one test
     */
    protected abstract Fetcher fetcher();

    /**
     * Puts a file onto the server, or another content into it.
     *
     * @param name the file's name, not encoded
     * @param content its content
     * @throws Exception if the test cannot go on
     */
    protected abstract void put(String name, byte[] content) throws Exception;

    /**
     * Takes a file from the server.
     *
     * @param name the file's name
     * @throws Exception if the test cannot go on
     */
    protected abstract void remove(String name) throws Exception;

    /**
     * The folder on the server.
     *
     * @return its address, ending in a slash
     */
    protected abstract URI folder();

    /**
     * A place where there is no server, or no folder.
     *
     * @return its address, ending in a slash
     */
    protected abstract URI nowhere();

    /**
     * Whom to log in as.
     *
     * @return the credentials that the server wants, if any
     */
    protected Optional<Credentials> credentials() {
        return Optional.empty();
    }

    /**
     * Whether the server refuses wrong passwords.
     *
     * @return whether it does
     */
    protected boolean checksPasswords() {
        return credentials().isPresent();
    }

    @Test
    @Tag("PRV-01")
    void bringsAFile() throws Exception {
        put("4711.cfg", "UD_Name=Julian\n".getBytes(UTF_8));

        assertThat(contentOf(fetch("4711.cfg", ""))).isEqualTo("UD_Name=Julian\n".getBytes(UTF_8));
    }

    @ParameterizedTest
    @Tag("PRV-01")
    @ValueSource(strings = {"*111#.cfg", "+49.30-1_2.cfg", "user_common.cfg", "A1.cfg"})
    void bringsFilesOfAllNamesThatNumbersMayHave(String name) throws Exception {
        put(name, name.getBytes(UTF_8));

        assertThat(contentOf(fetch(name, ""))).isEqualTo(name.getBytes(UTF_8));
    }

    @Test
    void bringsEveryOctet() throws Exception {
        byte[] all = new byte[1024];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        put("4711.cfg", all);

        assertThat(contentOf(fetch("4711.cfg", ""))).isEqualTo(all);
    }

    @Test
    void bringsAnEmptyFile() throws Exception {
        put("4711.cfg", new byte[0]);

        assertThat(contentOf(fetch("4711.cfg", ""))).isEmpty();
    }

    @Test
    @Tag("PRV-05")
    void saysThatAFileIsGone() throws Exception {
        put("4711.cfg", new byte[] {1});
        remove("4711.cfg");

        assertThat(fetch("4711.cfg", "")).isInstanceOf(Gone.class);
    }

    @Test
    @Tag("PRV-05")
    void neverTakesAMissingServerForAMissingFile() throws Exception {
        FetchResult result = fetcher()
                .fetch(new FetchRequest(
                        nowhere().resolve("4711.cfg"), credentials(), "", LIMIT, Duration.ofSeconds(10)));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FetchResult.Kind.UNREACHABLE));
    }

    /** What the right password has opened is kept for the next file, and for nobody who does not know it. */
    @Test
    @Tag("PRV-05")
    @Tag("PRV-07")
    void lendsWhatTheRightPasswordOpenedToNobodyElse() throws Exception {
        Assumptions.assumeTrue(checksPasswords(), "the server knows no accounts");
        put("4711.cfg", new byte[] {1});
        FetchRequest wrong = new FetchRequest(
                folder().resolve("4711.cfg"),
                credentials().map(right -> new Credentials(right.user(), Secret.of("the wrong one"))),
                "",
                LIMIT,
                Duration.ofSeconds(20));

        for (int i = 0; i < 2; i++) {
            assertThat(contentOf(fetch("4711.cfg", ""))).hasSize(1);
            assertThat(fetcher().fetch(wrong))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.kind()).isEqualTo(FetchResult.Kind.ACCESS_DENIED));
        }
    }

    @Test
    void seesWhetherAFileWasChangedIfTheServerTells() throws Exception {
        put("4711.cfg", "UD_Name=A".getBytes(UTF_8));
        String version = ((Fetched) fetch("4711.cfg", "")).version();

        FetchResult again = fetch("4711.cfg", version);
        put("4711.cfg", "UD_Name=Another".getBytes(UTF_8));
        FetchResult changed = fetch("4711.cfg", version);

        if (!version.isEmpty()) {
            assertThat(again).isInstanceOf(Unchanged.class);
        }
        assertThat(contentOf(changed)).isEqualTo("UD_Name=Another".getBytes(UTF_8));
    }

    @Test
    @Tag("CFG-04")
    void bringsAFileOfJustTheLimitAndRefusesALargerOne() throws Exception {
        put("fits.cfg", new byte[LIMIT]);
        put("large.cfg", new byte[LIMIT + 1]);

        assertThat(contentOf(fetch("fits.cfg", ""))).hasSize(LIMIT);
        assertThat(fetch("large.cfg", ""))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.kind()).isEqualTo(FetchResult.Kind.TOO_LARGE));
    }

    @Test
    void throwsIfTheThreadIsInterrupted() throws Exception {
        put("4711.cfg", new byte[] {1});

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> fetch("4711.cfg", "")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void bringsManyFilesAtOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            put(i + ".cfg", Integer.toString(i).getBytes(UTF_8));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> contents = IntStream.range(0, 200)
                    .mapToObj(i -> threads.submit(() -> contentOf(fetch(i % 20 + ".cfg", ""))))
                    .toList();
            for (int i = 0; i < 200; i++) {
                assertThat(contents.get(i).get())
                        .isEqualTo(Integer.toString(i % 20).getBytes(UTF_8));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Fetches a file from the folder.
     *
     * @param name the file's name, not encoded
     * @param version the version that is known, or empty
     * @return what came of it
     * @throws InterruptedException if the thread is interrupted
     */
    protected final FetchResult fetch(String name, String version) throws InterruptedException {
        URI uri = folder().resolve(URLEncoder.encode(name, UTF_8).replace("*", "%2A"));
        return fetcher().fetch(new FetchRequest(uri, credentials(), version, LIMIT, Duration.ofSeconds(10)));
    }

    /**
     * The content of a file that was brought.
     *
     * @param result what came of the fetch
     * @return its octets
     */
    protected static byte[] contentOf(FetchResult result) {
        assertThat(result).isInstanceOf(Fetched.class);
        byte[] content = new byte[((Fetched) result).content().remaining()];
        ((Fetched) result).content().duplicate().get(content);
        return content;
    }
}
