package org.dectory.rest.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.rest.internal.http.Desk.letter;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fieldupdate.BundleChange;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.fieldupdate.SettingChange;
import org.dectory.api.fieldupdate.UpdateEvent;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.fieldupdate.UpdateStatus;
import org.dectory.api.fieldupdate.Upload;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.rest.internal.http.Desk;
import org.dectory.rest.internal.http.Desk.Reply;
import org.dectory.rest.internal.http.Router;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates over the network. */
@Tag("OSG-03")
class UpdatesTest {

    private static final String UPDATE = "application/octet-stream";

    private final Desk desk = new Desk();
    private final Router router = ApiServlet.router(desk.capabilities);
    private final Updates updates = new Updates();

    @BeforeEach
    void open() {
        desk.capabilities.add(updates);
    }

    @Test
    void saysWhereTheApplianceStands() {
        Reply reply = desk.send(router, letter("GET", "/updates"));

        assertThat(reply.json("running")).isEqualTo(7);
        assertThat(reply.json("phase")).isEqualTo("proving");
        assertThat(reply.json("trial"))
                .isEqualTo(Map.of("version", 7, "since", "2026-11-22T12:00:00Z", "verdict", "2026-11-22T12:00:30Z"));
    }

    @Test
    void takesAnUpdateInAndSaysWhatItWouldChange() {
        Reply reply = desk.send(
                router,
                letter("POST", "/updates").header("Content-Type", UPDATE).body("an update"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(updates.deeds).containsExactly("receive", "an update", "stage");
        assertThat(reply.json("changes"))
                .isEqualTo(List.of(Map.of("bundle", "f", "before", "1.0.0", "after", "1.0.1", "way", "beside")));
    }

    @Test
    void refusesALongOneBeforeItComes() {
        Optional<Reply> reply = desk.sendHead(
                router,
                letter("POST", "/updates").header("Content-Type", UPDATE).header("Content-Length", "268435457"));

        assertThat(reply.orElseThrow().status()).isEqualTo(413);
        assertThat(updates.deeds).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"BAD_SIGNATURE, 422", "OLDER, 422", "BUSY, 409", "NOTHING_THERE, 409", "NO_SPACE, 503"})
    void saysWhyItIsRefused(String code, int status) {
        updates.refusal = Optional.of(new UpdateRefusedException(code, "The update is refused"));

        Reply reply = desk.send(
                router,
                letter("POST", "/updates").header("Content-Type", UPDATE).body("an update"));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json("reason")).isEqualTo(code);
        assertThat(reply.json("detail")).isEqualTo("The update is refused");
    }

    @Test
    void bringsAnUpdateFromAServer() {
        Reply reply = desk.send(
                router,
                letter("POST", "/updates/fetch")
                        .body("{\"url\":\"https://u.example/v2.dup\",\"userName\":\"me\",\"password\":\"x\"}"));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(updates.deeds).containsExactly("fetch https://u.example/v2.dupOptional[me]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://me:hush@u.example/v2.dup", "https://me:hush@u_x/v2.dup", "x hush", "hush"})
    @Tag("SEC-02")
    void repeatsNoAddressThatItDoesNotTake(String url) {
        Reply reply = desk.send(router, letter("POST", "/updates/fetch").body("{\"url\":\"" + url + "\"}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("url: ").doesNotContain("hush");
        assertThat(updates.deeds).isEmpty();
    }

    @Test
    void showsWhatLiesReadyAndDiscardsIt() {
        Reply shown = desk.send(router, letter("GET", "/updates/staged"));
        Reply gone = desk.send(router, letter("DELETE", "/updates/staged"));
        Reply then = desk.send(router, letter("GET", "/updates/staged"));

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json("signers")).isEqualTo(List.of("00ff"));
        assertThat(shown.json("settings"))
                .isEqualTo(List.of(Map.of("pid", "f", "setting", "seconds", "before", "5", "after", "6")));
        assertThat(gone.status()).isEqualTo(204);
        assertThat(then.status()).isEqualTo(404);
    }

    @Test
    void keepsWhatIsOnTrialBeforeItsTime() {
        Reply reply = desk.send(router, letter("POST", "/updates/keep"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json("version")).isEqualTo(7);
    }

    @Test
    void startsATrialAndTakesItBack() {
        Reply trial = desk.send(router, letter("POST", "/updates/trial"));
        Reply back = desk.send(router, letter("POST", "/updates/rollback"));

        assertThat(trial.status()).isEqualTo(202);
        assertThat(trial.json("needsRestart")).isEqualTo(false);
        assertThat(back.status()).isEqualTo(202);
        assertThat(back.json("version")).isEqualTo(6);
        assertThat(updates.deeds).containsExactly("trial", "back");
    }

    @Test
    void tellsTheHistory() {
        Reply reply = desk.send(router, letter("GET", "/updates/history?limit=1&search=x"));

        assertThat(reply.text()).contains("\"step\":\"ROLLED_BACK\"", "\"reason\":\"UNHEALTHY\"");
        assertThat(updates.deeds).containsExactly("history 1 x");
    }

    @Test
    void namesThePartThatIsMissing() {
        desk.capabilities.remove(updates);

        Reply reply = desk.send(
                router,
                letter("POST", "/updates").header("Content-Type", UPDATE).body("an update"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json("missing")).isEqualTo(List.of("fieldupdate"));
    }

    /** Writes down what it is asked for. */
    private static final class Updates implements FieldUpdateService {

        final List<String> deeds = new ArrayList<>();
        Optional<UpdateRefusedException> refusal = Optional.empty();

        private static UpdatePlan plan() {
            return new UpdatePlan(
                    7,
                    List.of(new BundleChange("f", Optional.of("1.0.0"), Optional.of("1.0.1"), BundleChange.Way.BESIDE)),
                    List.of(),
                    List.of(new SettingChange("f", "seconds", Optional.of("5"), Optional.of("6"))),
                    List.of("00ff"));
        }

        @Override
        public UpdateStatus status() {
            Instant since = Instant.parse("2026-11-22T12:00:00Z");
            return new UpdateStatus(
                    Optional.empty(),
                    UpdateStatus.Phase.PROVING,
                    7,
                    Optional.empty(),
                    Optional.of(6L),
                    Optional.of(new UpdateStatus.Trial(7, since, Optional.of(since.plusSeconds(30)))),
                    "");
        }

        @Override
        public Upload receive(Actor actor) {
            deeds.add("receive");
            return new Upload() {

                @Override
                public void write(byte[] octets, int offset, int length) {
                    deeds.add(new String(octets, offset, length, UTF_8));
                }

                @Override
                public CompletionStage<UpdatePlan> stage() {
                    deeds.add("stage");
                    return refusal.isPresent() ? failedStage(refusal.get()) : completedStage(plan());
                }

                @Override
                public void close() {
                    deeds.add("close");
                }
            };
        }

        @Override
        public CompletionStage<UpdatePlan> stage(Path file, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<UpdatePlan> fetch(URI uri, Optional<FetchRequest.Credentials> credentials, Actor actor) {
            deeds.add("fetch " + uri + credentials.map(FetchRequest.Credentials::user));
            return completedStage(plan());
        }

        @Override
        public Optional<UpdatePlan> staged() {
            return deeds.contains("discard") ? Optional.empty() : Optional.of(plan());
        }

        @Override
        public CompletionStage<Long> discard(Actor actor) {
            deeds.add("discard");
            return completedStage(7L);
        }

        @Override
        public CompletionStage<Long> keep(Actor actor) {
            return completedStage(7L);
        }

        @Override
        public CompletionStage<UpdatePlan> startTrial(Actor actor) {
            deeds.add("trial");
            return completedStage(plan());
        }

        @Override
        public CompletionStage<Long> rollBack(Actor actor) {
            deeds.add("back");
            return completedStage(6L);
        }

        @Override
        public Page<UpdateEvent> history(PageRequest page) {
            deeds.add("history " + page.limit() + " " + page.search());
            return new Page<>(
                    List.of(new UpdateEvent(Instant.EPOCH, "ROLLED_BACK", 7, "UNHEALTHY", "it is not well")), 1);
        }
    }
}
