package org.dectory.rest.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.rest.internal.http.Desk.letter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.rest.internal.http.Desk;
import org.dectory.rest.internal.http.Desk.Reply;
import org.dectory.rest.internal.http.Router;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Importing many files, and deciding about users whose files are gone. */
@Tag("PRV-14")
class ImportsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Desk desk = new Desk();
    private final Router router = ApiServlet.router(desk.capabilities);
    private final Imports imports = new Imports();

    @BeforeEach
    void open() {
        desk.capabilities.add(imports);
    }

    @Test
    void startsAnImportOfThoseNamed() {
        Reply reply = desk.send(router, letter("POST", "/provisioning/run").body("{\"logins\":[\"100\",\"101\"]}"));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json("total")).isEqualTo(2);
        assertThat(reply.json("secondsLeft")).isEqualTo(3);
        assertThat(desk.send(router, letter("GET", "/provisioning/run")).json("running"))
                .isEqualTo(true);
    }

    @Test
    void startsAnImportOfAll() {
        assertThat(desk.send(router, letter("POST", "/provisioning/run")).json("total"))
                .isEqualTo(7);
    }

    @Test
    void saysWhyNoneCanBeStarted() {
        imports.busy = true;

        Reply reply = desk.send(router, letter("POST", "/provisioning/run"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json("detail")).isEqualTo("An import is in progress.");
    }

    @Test
    void cancelsWhatIsInProgress() {
        desk.send(router, letter("POST", "/provisioning/run"));

        assertThat(desk.send(router, letter("DELETE", "/provisioning/run")).status())
                .isEqualTo(204);
        assertThat(desk.send(router, letter("DELETE", "/provisioning/run")).status())
                .isEqualTo(404);
    }

    @Test
    void listsFilesWithWhatWasFoundInThem() {
        Reply reply = desk.send(router, letter("GET", "/provisioning/files/failed?limit=5"));

        assertThat(reply.json("total")).isEqualTo(1);
        assertThat(reply.text()).contains("\"file\":\"100.cfg\"", "\"outcome\":\"failed\"", "\"reason\":\"FAILED 5\"");
    }

    @Test
    @Tag("PRV-05")
    void deletesHeldUsersOnTheAdministratorsWord() {
        desk.send(router, letter("POST", "/provisioning/files/held/confirm").body("{\"users\":[\"3\",\"4\"]}"));

        assertThat(imports.confirmed).contains(Set.of(new UserId(3), new UserId(4)));
        assertThat(desk.send(router, letter("POST", "/provisioning/files/held/confirm"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Tag("PRV-16")
    void saysWhyAUserStaysALocalOne() {
        Reply reply = desk.send(router, letter("POST", "/users/3/make-external"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json("detail")).isEqualTo("The user stays a local one: 100.cfg: HTTP 404.");
    }

    @Test
    @Tag("PRV-09")
    @Tag("PRV-10")
    void setsTheCentralServerWithChecksOfItsOwn() {
        Reply reply = desk.send(
                router,
                letter("PUT", "/provisioning/central")
                        .body("{\"protocol\":\"https\",\"server\":\"files.example\",\"ownTrust\":true,"
                                + "\"expiry\":false,\"leastTls\":\"TLSv1.3\"}"));

        assertThat(imports.central.flatMap(Source::trust))
                .contains(new TrustPolicy(
                        true, true, true, false, TrustPolicy.TlsVersion.TLS_1_3, TrustPolicy.HostKeys.KNOWN));
        assertThat(reply.json("expiry")).isEqualTo(false);
        assertThat(reply.json("leastTls")).isEqualTo("TLSv1.3");
        assertThat(desk.send(router, letter("PUT", "/provisioning/choice").body("{\"specific\":false}"))
                        .json("specific"))
                .isEqualTo(false);
    }

    /** Provisioning as an administrator knows it. */
    private static final class Imports implements ProvisioningAdministration {

        private Optional<ImportRun> run = Optional.empty();
        private Optional<Set<UserId>> confirmed = Optional.empty();
        private Optional<Source> central = Optional.empty();
        private boolean specific = true;
        private boolean busy;

        @Override
        public Sources sources() {
            return new Sources(specific, Optional.empty(), central);
        }

        @Override
        public CompletionStage<Void> configureCentral(Optional<Source> source, Optional<Secret> password, Actor actor) {
            central = source;
            return completedStage(null);
        }

        @Override
        public CompletionStage<Void> useSpecific(boolean use, Actor actor) {
            specific = use;
            return completedStage(null);
        }

        @Override
        public ImportRun startImport(Optional<List<String>> logins, Actor actor) {
            if (busy) {
                throw new IllegalStateException("An import is in progress");
            }
            ImportRun started = new ImportRun(
                    1,
                    actor,
                    NOW,
                    Optional.empty(),
                    logins.map(List::size).orElse(7),
                    0,
                    0,
                    0,
                    0,
                    false,
                    "",
                    2.4,
                    Optional.of(Duration.ofSeconds(3)));
            run = Optional.of(started);
            return started;
        }

        @Override
        public Optional<ImportRun> lastRun() {
            return run;
        }

        @Override
        public boolean cancelRun(Actor actor) {
            boolean there = run.isPresent();
            run = Optional.empty();
            return there;
        }

        @Override
        public Page<FileReport> reports(Files which, PageRequest request) {
            ImportResult result = new ImportResult(
                    "100.cfg", NOW, ImportResult.Outcome.FAILED, which + " " + request.limit(), List.of());
            return new Page<>(
                    List.of(new FileReport(result, Optional.empty(), Optional.empty(), Optional.empty(), false)), 1);
        }

        @Override
        public ImportRun confirmDeletions(Optional<Set<UserId>> users, Actor actor) {
            confirmed = users;
            return startImport(Optional.empty(), actor);
        }

        @Override
        public CompletionStage<ImportResult> makeExternal(UserId user, Actor actor) {
            return completedStage(new ImportResult("100.cfg", NOW, ImportResult.Outcome.GONE, "HTTP 404", List.of()));
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }
    }
}
