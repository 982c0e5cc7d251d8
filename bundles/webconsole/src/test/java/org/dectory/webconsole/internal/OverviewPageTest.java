package org.dectory.webconsole.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.felix.webconsole.servlet.User;
import org.dectory.api.configuration.SnapshotException;
import org.dectory.api.fac.FacService;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.HealthService;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ProvisioningAdministration.Files;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.store.Actor;
import org.dectory.api.subscription.RefusedSubscription;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.valuekeys.ValueKey;
import org.dectory.api.valuekeys.ValueKeys;
import org.dectory.testkit.FakeProvisioning;
import org.dectory.testkit.FakeSnapshots;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ADM-04")
class OverviewPageTest {

    private final Capabilities capabilities = new Capabilities();
    private final Subscription subscription = new Subscription();
    private final OverviewPage page = new OverviewPage(capabilities);

    private String render() throws IOException {
        Visitor visitor = new Visitor("GET");
        page.renderContent(visitor.request(), visitor.response());
        return visitor.text.toString();
    }

    private static Visitor form(String token, String action) {
        return new Visitor("POST")
                .parameter("token", token)
                .parameter("action", action)
                .attribute(User.USER_ATTRIBUTE, new Engineer());
    }

    private String token() throws IOException {
        return render().replaceAll("(?s).*?name='token' value='([0-9a-f]+)'.*", "$1");
    }

    @Test
    @Tag("OSG-07")
    void saysWhatIsNotWell() throws IOException {
        List<CheckResult> results = new ArrayList<>();
        results.add(new CheckResult("disk", CheckResult.Severity.OK, List.of(), Set.of()));
        HealthService health = () -> results;
        capabilities.add(health);

        assertThat(render()).contains("<th>All checks</th><td>well</td>").doesNotContain("disk");
        results.add(new CheckResult("code", CheckResult.Severity.WARNING, List.of("<evil>", "an open gate"), Set.of()));
        assertThat(render())
                .contains("<th>code, warning</th><td>&lt;evil&gt;; an open gate</td>")
                .doesNotContain("disk")
                .doesNotContain("All checks");
    }

    @Test
    @Tag("OSG-07")
    void saysWhatIsNotThere() throws IOException {
        assertThat(render())
                .contains("The part subscription is not there now.")
                .contains("The part datasets is not there now.")
                .contains("The part fac is not there now.")
                .contains("The part fieldupdate is not there now.")
                .contains("The part health is not there now.")
                .contains("The part provisioning is not there now.")
                .contains("The part trust is not there now.")
                .contains("The part valuekeys is not there now.");
    }

    @Test
    @Tag("PRV-08")
    void showsThePublicKeyForEncryptedValues() throws IOException {
        capabilities.add(new OneKey());

        assertThat(render()).contains("1a2b3c4d, made 2026-11-22").contains("-----BEGIN PUBLIC KEY-----");
    }

    @Test
    @Tag("OSG-03")
    void showsUpdatesTriesWhatLiesReadyAndGoesBack() throws IOException {
        FakeUpdates updates = new FakeUpdates();
        capabilities.add(updates);

        String html = render();
        Visitor tried = form(token(), "try-update");
        page.doPost(tried.request(), tried.response());
        Visitor back = form(token(), "roll-back");
        page.doPost(back.request(), back.response());

        assertThat(html)
                .contains("version 7", "Try version 8", "Go back to version 6")
                .contains("rolled back, version 5, UNHEALTHY: &lt;it&gt; is not well");
        assertThat(tried.status).isEqualTo(303);
        assertThat(back.status).as("refused, which the page shows").isEqualTo(303);
        assertThat(render()).contains("class='bad'>Not now. Wait a moment, and try again. &lt;Under&gt; way. [BUSY]<");
        assertThat(updates.deeds).containsExactly("try", "back");
    }

    @Test
    @Tag("OSG-03")
    void showsSnapshotsOfTheConfigurationAndRestoresOne() throws IOException {
        FakeSnapshots snapshots = new FakeSnapshots();
        capabilities.add(snapshots);

        String html = render();
        Visitor taken = form(token(), "snapshot");
        page.doPost(taken.request(), taken.response());
        Visitor restored = form(token(), "restore 1");
        page.doPost(restored.request(), restored.response());

        assertThat(html)
                .contains("1 update 17 (pinned)", "2026-11-23 10:00:00 UTC, by anna. Differs now: org.dectory.doors");
        assertThat(restored.status).isEqualTo(303);
        assertThat(snapshots.deeds()).containsExactly("take by hand", "restore 1 []");
    }

    @Test
    @Tag("OSG-03")
    void saysThatASnapshotCannotBeRestored() throws IOException {
        FakeSnapshots snapshots = new FakeSnapshots();
        capabilities.add(snapshots);
        snapshots.fail(new SnapshotException(SnapshotException.Kind.DAMAGED, "Snapshot 1 is damaged."));

        Visitor restored = form(token(), "restore 1");
        page.doPost(restored.request(), restored.response());

        assertThat(restored.status).isEqualTo(503);
    }

    @Test
    @Tag("PRV-14")
    void showsAnImportInProgressAndEndsIt() throws IOException {
        FakeProvisioning provisioning = new FakeProvisioning();
        capabilities.add(provisioning);
        assertThat(render()).doesNotContain("value='import-all'");
        provisioning.show(new Source("http", "files.example", 8080, "users", ""));
        String token = token();
        assertThat(render())
                .contains("http://files.example:8080/users")
                .contains("value='import-all'>Import all users<");

        press(token, "import-all");

        assertThat(render())
                .contains("<th>Import in progress</th><td>6 of 20 files, 2 a second, 7 s left</td>")
                .contains("<progress max='20' value='6'>")
                .contains("1 imported, 0 unchanged, 0 gone, 2 held, 3 failed")
                .contains("by omm")
                .contains("value='import-cancel'>Cancel<");
        press(token, "import-cancel");
        assertThat(render()).contains("<th>Last import</th>").doesNotContain("<progress");
        assertThat(provisioning.deeds()).containsExactly("import all by omm", "cancel by omm");
    }

    @Test
    @Tag("PRV-14")
    void showsWhatFailedAndWhatIsWeak() throws IOException {
        FakeProvisioning provisioning = new FakeProvisioning();
        IntStream.range(100, 110).forEach(number -> provisioning.report(Files.FAILED, number + ".cfg", "<No data>"));
        provisioning.warn("The password is seen by all");
        capabilities.add(provisioning);

        assertThat(render())
                .contains("<th>Not imported</th><td>10 files</td>")
                .contains("<th>104.cfg</th><td>&lt;No data&gt;</td>")
                .doesNotContain("105.cfg")
                .contains("<th>Warning</th><td>The password is seen by all</td>")
                .doesNotContain("Kept although");
    }

    @Test
    @Tag("PRV-05")
    void deletesThoseWhoAreHeldAtTheButtonOnly() throws IOException {
        FakeProvisioning provisioning = new FakeProvisioning();
        provisioning.report(Files.HELD, "100.cfg", "HTTP 404");
        capabilities.add(provisioning);
        String token = token();
        assertThat(render())
                .contains("<th>Kept although gone</th><td>1 file</td>")
                .contains(">Delete this user<");
        assertThat(provisioning.deeds()).isEmpty();

        press(token, "confirm-held");

        assertThat(provisioning.deeds()).containsExactly("delete all by omm");
        assertThat(render()).as("while they are asked for").doesNotContain("confirm-held");
    }

    private void press(String token, String action) throws IOException {
        Visitor visitor = form(token, action);
        page.doPost(visitor.request(), visitor.response());
        assertThat(visitor.status).isEqualTo(303);
    }

    private static final class OneKey implements ValueKeys {

        private static final ValueKey KEY = new ValueKey(
                "1a2b3c4d", Instant.parse("2026-11-22T10:00:00Z"), true, "-----BEGIN PUBLIC KEY-----\nMII\n");

        @Override
        public List<ValueKey> keys() {
            return List.of(KEY);
        }

        @Override
        public CompletionStage<ValueKey> current() {
            return completedStage(KEY);
        }

        @Override
        public Optional<Secret> open(String keyId, byte[] encrypted) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<ValueKey> rotate(Actor actor) {
            return completedStage(KEY);
        }
    }

    @Test
    void saysWhatAButtonWillDo() throws IOException {
        capabilities.add(subscription);

        assertThat(render())
                .contains("value='auto-create-on'>Switch auto-create on<")
                .doesNotContain("no end");
    }

    @Test
    void escapesWhatOthersWrote() throws IOException {
        capabilities.add(new HostileCodes());

        assertThat(render())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>")
                .doesNotContain("'onclick=");
    }

    @Test
    void startsAndStopsSubscription() throws IOException {
        capabilities.add(subscription);
        String token = token();

        for (String action : List.of("start", "wildcard", "always-open", "stop", "restrict-on", "auto-create-on")) {
            Visitor visitor = form(token, action);
            page.doPost(visitor.request(), visitor.response());

            assertThat(visitor.status).isEqualTo(303);
            assertThat(visitor.answered).containsEntry("Location", "/system/console/dectory");
        }
        assertThat(subscription.deeds)
                .containsExactly(
                        "start by omm",
                        "wildcard by omm",
                        "always open by omm",
                        "stop by omm",
                        "restrict true by omm",
                        "auto-create true by omm");
    }

    @Test
    @Tag("SEC-02")
    void doesNothingForAFormThatIsNotItsOwn() throws IOException {
        capabilities.add(subscription);

        for (String token : List.of("", "0".repeat(32), token() + "0")) {
            Visitor visitor = form(token, "stop");
            page.doPost(visitor.request(), visitor.response());

            assertThat(visitor.status).isEqualTo(403);
        }
        assertThat(subscription.deeds).isEmpty();
    }

    @Test
    void refusesActionsThatItDoesNotKnow() throws IOException {
        capabilities.add(subscription);

        Visitor visitor = form(token(), "format");
        page.doPost(visitor.request(), visitor.response());

        assertThat(visitor.status).isEqualTo(400);
    }

    /** Codes with names that somebody chose badly. */
    private static final class HostileCodes implements FacService {

        @Override
        public String number() {
            return "*1";
        }

        @Override
        public List<FacEntry> entries() {
            return List.of(new FacEntry(
                    "X", "<script>alert(1)</script>", "2", "'onclick='x", false, true, FacService.Strength.NONE));
        }

        @Override
        public void configure(String number, Map<String, String> codes, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, String> triggers() {
            return Map.of();
        }

        @Override
        public void configureTriggers(Map<String, String> triggers, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }
    }

    /** Notes what it is told. */
    private static final class Subscription implements SubscriptionService {

        private final List<String> deeds = new ArrayList<>();

        @Override
        public SubscriptionStatus status() {
            return new SubscriptionStatus(SubscriptionStatus.Mode.OFF, Optional.empty(), false, false, true, "");
        }

        @Override
        public CompletionStage<SubscriptionStatus> startStandard(Actor actor) {
            return note("start", actor);
        }

        @Override
        public CompletionStage<SubscriptionStatus> startAlwaysOpen(Actor actor) {
            return note("always open", actor);
        }

        @Override
        public CompletionStage<SubscriptionStatus> startWildcard(Optional<Duration> period, Actor actor) {
            return note("wildcard", actor);
        }

        @Override
        public CompletionStage<SubscriptionStatus> restrictDuration(boolean on, Actor actor) {
            return note("restrict " + on, actor);
        }

        @Override
        public CompletionStage<SubscriptionStatus> stop(Actor actor) {
            return note("stop", actor);
        }

        @Override
        public CompletionStage<SubscriptionStatus> autoCreate(boolean on, Actor actor) {
            return note("auto-create " + on, actor);
        }

        private CompletionStage<SubscriptionStatus> note(String deed, Actor actor) {
            deeds.add(deed + " by " + actor.name());
            return completedStage(status());
        }

        @Override
        public Optional<Secret> authenticationCode() {
            return Optional.empty();
        }

        @Override
        public CompletionStage<SubscriptionStatus> authenticationCode(Secret code, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<RefusedSubscription> refusals() {
            return List.of();
        }
    }
}
