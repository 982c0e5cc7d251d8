package org.dectory.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.rest.internal.http.Desk.letter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dectory.api.configuration.SnapshotException;
import org.dectory.rest.internal.http.Desk;
import org.dectory.rest.internal.http.Desk.Reply;
import org.dectory.rest.internal.http.FakeAccounts;
import org.dectory.rest.internal.http.Router;
import org.dectory.testkit.FakeSnapshots;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of the settings, as programs see them. */
@Tag("ADM-03")
@Tag("OSG-03")
class ConfigurationTest {

    private static final String PAGE = "/configuration/snapshots";

    private final Desk desk = new Desk();
    private final Router router = ApiServlet.router(desk.capabilities);
    private final FakeSnapshots album = new FakeSnapshots();

    @BeforeEach
    void open() {
        desk.capabilities.add(album);
    }

    @Test
    void listsSnapshotsWithWhatIsOtherNow() {
        Reply reply = desk.send(router, letter("GET", PAGE));

        assertThat(reply.text())
                .contains("\"id\":1,\"time\":\"2026-11-23T10:00:00Z\",\"cause\":\"update 17\",\"actor\":\"anna\"")
                .contains("\"changes\":[\"org.dectory.doors\"]")
                .contains("\"id\":0,\"time\":null");
        assertThat(reply.json("total")).isEqualTo(2);
    }

    @Test
    void takesOne() {
        Reply reply = desk.send(router, letter("POST", PAGE).body("{\"cause\":\"before the move\"}"));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers().get("Location")).endsWith(PAGE + "/1");
        assertThat(album.deeds()).containsExactly("take before the move");
    }

    @Test
    void restoresAllOrSome() {
        Reply all = desk.send(router, letter("POST", PAGE + "/1/restore"));
        desk.send(router, letter("POST", PAGE + "/1/restore").body("{\"pids\":[\"b\",\"a\"]}"));

        assertThat(all.json("restored")).isEqualTo(List.of("org.dectory.doors"));
        assertThat(album.deeds()).containsExactly("restore 1 []", "restore 1 [a, b]");
    }

    @Test
    void deletesOne() {
        assertThat(desk.send(router, letter("DELETE", PAGE + "/1")).status()).isEqualTo(204);

        assertThat(album.deeds()).containsExactly("delete 1");
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN, 404, ''", "DAMAGED, 409, ''", "KEPT, 409, ''", "UNKNOWN_PID, 400, pids"})
    void saysWhyItCannotBeDone(SnapshotException.Kind kind, int status, String field) {
        album.fail(new SnapshotException(kind, "No."));

        Reply reply = desk.send(router, letter("POST", PAGE + "/1/restore"));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json("detail")).isEqualTo("No.");
        assertThat(reply.json().getOrDefault("field", "")).isEqualTo(field);
    }

    @Test
    void saysThatNothingCanBeStored() {
        album.fail(new UncheckedIOException(new IOException("No space left on device")));

        Reply reply = desk.send(router, letter("POST", PAGE + "/1/restore"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json("detail"))
                .isEqualTo("The disk is full, or holds as many files as it can; nothing was changed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "01", "x", "1234567890", "1%00"})
    void knowsNoSnapshotThatIsNoNumber(String id) {
        assertThat(desk.send(router, letter("DELETE", PAGE + "/" + id)).status())
                .isIn(400, 404);

        assertThat(album.deeds()).isEmpty();
    }

    @Test
    void restoresNothingWhereNothingIsNamed() {
        Reply reply = desk.send(router, letter("POST", PAGE + "/1/restore").body("{\"pids\":[]}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json("field")).isEqualTo("pids");
        assertThat(album.deeds()).isEmpty();
    }

    @Test
    @Tag("ADM-05")
    void letsAReaderChangeNothing() {
        Reply reply = desk.send(router, letter("POST", PAGE + "/1/restore").as("viewer", FakeAccounts.PASSWORD));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(album.deeds()).isEmpty();
    }
}
