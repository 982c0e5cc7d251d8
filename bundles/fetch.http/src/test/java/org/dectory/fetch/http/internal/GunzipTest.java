package org.dectory.fetch.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that come packed: whole, within their limit, or not at all. */
@Tag("PRV-01")
@Tag("CFG-04")
class GunzipTest {

    private static final byte[] FILE = "UD_Name=Julian\n".repeat(60).getBytes(UTF_8);

    @Test
    void unpacksAFile() throws Exception {
        assertThat(unpack(pack(FILE), FILE.length)).isEqualTo(FILE);
        assertThat(unpack(pack(new byte[0]), 1)).isEmpty();
    }

    @Test
    void unpacksAFileOfSeveralMembers() throws Exception {
        byte[] members = join(pack(FILE), pack(new byte[0]), pack(FILE));

        assertThat(unpack(members, 2 * FILE.length)).isEqualTo(join(FILE, FILE));
        assertThatThrownBy(() -> unpack(members, 2 * FILE.length - 1)).isInstanceOf(TooLargeException.class);
    }

    @Test
    void skipsWhatAHeaderSaysBesides() throws Exception {
        byte[] plain = pack(FILE);
        byte[] head = Arrays.copyOf(plain, 10);
        head[3] = 0x1F;
        byte[] more = {3, 0, 7, 8, 9, 'n', 'a', 0, 'c', 0, 1, 2};

        byte[] packed = join(head, more, Arrays.copyOfRange(plain, 10, plain.length));

        assertThat(unpack(packed, FILE.length)).isEqualTo(FILE);
    }

    @Test
    void refusesTheFirstOctetBeyondTheLimit() {
        assertThatExceptionOfType(TooLargeException.class).isThrownBy(() -> unpack(pack(FILE), FILE.length - 1));
    }

    @Test
    void refusesAGigabyteInAMegabyteSoonAndInLittleMemory() throws Exception {
        byte[] bomb = bomb(1_000_000_000);
        // Claims to be small.
        Arrays.fill(bomb, bomb.length - 4, bomb.length, (byte) 0);

        assertThat(bomb).hasSizeLessThan(1_200_000);
        assertThatExceptionOfType(TooLargeException.class).isThrownBy(() -> unpack(bomb, 256 * 1024));
    }

    @Test
    void refusesAFileThatIsCutOffAnywhere() throws Exception {
        byte[] packed = pack(FILE);

        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> unpack(cut, FILE.length));
        }
    }

    @Test
    void neverTakesADamagedFile() throws Exception {
        byte[] packed = pack(FILE);

        for (int bit = 8 * 10; bit < 8 * packed.length; bit++) {
            byte[] damaged = packed.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                // Some bits change nothing: in a file that repeats itself it does not matter how far back a copy
                // reaches.
                assertThat(unpack(damaged, FILE.length)).isEqualTo(FILE);
            } catch (TooLargeException | DataFormatException expected) {
                // This is what should happen.
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 18, 100})
    void refusesWhatFollowsAFile(int more) throws Exception {
        byte[] followed = join(pack(FILE), new byte[more]);

        assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> unpack(followed, FILE.length));
    }

    @Test
    void neverFailsOtherwiseOnAnything() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            byte[] head = {0x1F, (byte) 0x8B, 8, (byte) random.nextInt(32)};
            System.arraycopy(head, 0, noise, 0, Math.min(4, noise.length));
            try {
                assertThat(unpack(noise, 1000)).hasSizeLessThanOrEqualTo(1000);
            } catch (TooLargeException | DataFormatException expected) {
                // These two are what may happen.
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "9, 1", "9, 9", "1, 9", "0, 8"})
    void allowsWhatPackingAddsToAFileThatCannotBeMadeShorter(int level, int size) {
        for (int length : new int[] {1, 10, 1000, 100_000}) {
            byte[] noise = new byte[length];
            new Random(length).nextBytes(noise);
            Deflater deflater = new Deflater(level, true);
            deflater.setInput(noise);
            deflater.finish();

            int packed = deflater.deflate(new byte[2 * length + 100]);

            assertThat(packed + 18L + size).isLessThan(Gunzip.mostPacked(length));
            deflater.end();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, 900, ",
        "x-GZIP, 900, ",
        "gzip, 899, TOO_LARGE",
        "br, 900, SERVER_ERROR",
        "'gzip, gzip', 900, SERVER_ERROR"
    })
    void takesFromAServerWhatItAskedFor(String encoding, int most, Kind failure) throws Exception {
        try (FileServer server = new FileServer();
                HttpFetcher fetcher = new HttpFetcher(Duration.ofSeconds(5), 8)) {
            server.on("4711.cfg", exchange -> {
                assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                        .isEqualTo("gzip");
                byte[] packed = pack(FILE);
                exchange.getResponseHeaders().add("Content-Encoding", encoding);
                exchange.getResponseHeaders().add("ETag", "\"1-gzip\"");
                exchange.sendResponseHeaders(200, packed.length);
                exchange.getResponseBody().write(packed);
            });

            FetchResult result = fetch(server, fetcher, most, "");

            if (failure == null) {
                assertThat(result).isEqualTo(new Fetched(ByteBuffer.wrap(FILE), "\"1-gzip\""));
            } else {
                assertThat(((Failed) result).kind()).isEqualTo(failure);
            }
        }
    }

    @Test
    void breaksOffABombThatAServerSends() throws Exception {
        byte[] bomb = bomb(100_000_000);
        try (FileServer server = new FileServer();
                HttpFetcher fetcher = new HttpFetcher(Duration.ofSeconds(5), 8)) {
            server.on("4711.cfg", exchange -> {
                exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(bomb);
            });

            assertThat(((Failed) fetch(server, fetcher, 200_000, "")).kind()).isEqualTo(Kind.TOO_LARGE);
            assertThat(((Failed) fetch(server, fetcher, 50_000, "")).kind()).isEqualTo(Kind.TOO_LARGE);
        }
    }

    /** Apache 2.4 compares the names that clients know with that of the file as it lies there. */
    @Test
    void asksApacheByTheNameOfTheUnpackedFileToo() throws Exception {
        try (FileServer server = new FileServer();
                HttpFetcher fetcher = new HttpFetcher(Duration.ofSeconds(5), 8)) {
            server.on("4711.cfg", exchange -> {
                String known = exchange.getRequestHeaders().getFirst("If-None-Match");
                exchange.sendResponseHeaders("\"1-gzip\", \"1\"".equals(known) ? 304 : 500, -1);
            });

            assertThat(fetch(server, fetcher, 1000, "\"1-gzip\"")).isInstanceOf(FetchResult.Unchanged.class);
        }
    }

    private static FetchResult fetch(FileServer server, HttpFetcher fetcher, int most, String version)
            throws InterruptedException {
        return fetcher.fetch(new FetchRequest(
                server.folder().resolve("4711.cfg"), Optional.empty(), version, most, Duration.ofSeconds(30)));
    }

    private static byte[] unpack(byte[] packed, int most) throws TooLargeException, DataFormatException {
        ByteBuffer whole = Gunzip.unpack(ByteBuffer.wrap(packed), most);
        byte[] octets = new byte[whole.remaining()];
        whole.get(octets);
        return octets;
    }

    private static byte[] pack(byte[] octets) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(octets);
        }
        return packed.toByteArray();
    }

    private static byte[] bomb(int octets) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < octets / 1_000_000; i++) {
                gzip.write(new byte[1_000_000]);
            }
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            joined.writeBytes(each);
        }
        return joined.toByteArray();
    }
}
