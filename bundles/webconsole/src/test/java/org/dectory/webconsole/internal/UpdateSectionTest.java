package org.dectory.webconsole.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.felix.webconsole.servlet.User;
import org.dectory.api.fieldupdate.UpdateEvent;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.fieldupdate.UpdateStatus;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.HealthService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates in the web console: handed in, looked at, tried, kept, discarded. */
@Tag("OSG-03")
@Tag("ADM-04")
class UpdateSectionTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private final Capabilities capabilities = new Capabilities();
    private final FakeUpdates updates = new FakeUpdates();
    private final OverviewPage page = new OverviewPage(capabilities, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void open() {
        capabilities.add(updates);
    }

    private String look() throws Exception {
        Visitor visitor = new Visitor("GET").path("/dectory/updates");
        page.doGet(visitor.request(), visitor.response());
        assertThat(visitor.status).isEqualTo(200);
        return visitor.text.toString();
    }

    private String token() throws Exception {
        return look().replaceAll("(?s).*?data-token='([0-9a-f]+)'.*", "$1");
    }

    private static Visitor visitor() {
        return new Visitor("POST").path("/dectory/updates").attribute(User.USER_ATTRIBUTE, new Engineer());
    }

    private Visitor send(InputStream body) throws Exception {
        return post(upload().header("X-Dectory-Token", token()).body(body));
    }

    private static Visitor upload() {
        return visitor().header("Content-Type", "application/octet-stream");
    }

    private Visitor press(String action) throws Exception {
        return post(visitor().parameter("token", token()).parameter("action", action));
    }

    private Visitor fetch(String url, String user, String password) throws Exception {
        return post(visitor()
                .parameter("token", token())
                .parameter("action", "fetch-update")
                .parameter("url", url)
                .parameter("userName", user)
                .parameter("password", password));
    }

    private Visitor post(Visitor visitor) throws IOException {
        page.doPost(visitor.request(), visitor.response());
        return visitor;
    }

    @Test
    void showsWhatTheUpdateThatLiesReadyWouldChangeAndWhoSignedIt() throws Exception {
        assertThat(look())
                .contains("<th>Signed by</th><td>key 00ff</td>")
                .contains("<th>f</th><td>1 -&gt; 2, beside: nobody notices</td>")
                .contains("<th>g</th><td>(new) -&gt; 1, with a restart</td>")
                .contains("the appliance restarts for it: &lt;others&gt; are wired to g")
                .contains("<th>f seconds</th><td>5 -&gt; &lt;6&gt;</td>")
                .contains(">Try version 8<", ">Discard version 8<")
                .contains("data-busy='false'")
                .doesNotContain("<form id=", "<script");
    }

    @Test
    void thePageHasTheFormsTheScriptAndThePartThatChanges() throws Exception {
        Visitor visitor = new Visitor("GET");
        page.renderContent(visitor.request(), visitor.response());

        assertThat(visitor.text.toString())
                .contains("data-address='/system/console/dectory/updates'", "id='updates-now'")
                .contains("<script src='/system/console/dectory/res/updates.js?")
                .contains("<input type='file'", "name='password'");
        assertThat(page.getResource("/dectory/res/updates.js")).isNotNull();
        assertThat(page.getResource("/dectory/res/../OverviewPage.class")).isNull();
        assertThat(page.getResource("/dectory")).isNull();
    }

    @Test
    void takesAFileInAsItComes() throws Exception {
        Visitor sent = send(new ByteArrayInputStream("an update".getBytes(UTF_8)));

        assertThat(sent.status).isEqualTo(200);
        assertThat(updates.deeds).containsExactly("receive for omm from 127.0.0.1", "an update", "stage", "close");
        assertThat(sent.text.toString()).contains("data-notice='Version 8 is sound and lies ready.");
    }

    @Test
    void neverHoldsAFileInTheMemory() throws Exception {
        send(new ByteArrayInputStream(new byte[1_000_000]));

        assertThat(updates.deeds).hasSizeGreaterThan(15);
        assertThat(updates.deeds.get(1)).isEqualTo("65536 octets");
    }

    @Test
    void givesUpWhatBreaksOff() throws Exception {
        Visitor sent = send(new InputStream() {

            @Override
            public int read() throws IOException {
                throw new IOException("the browser went away");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("the browser went away");
            }
        });

        assertThat(sent.status).isEqualTo(200);
        assertThat(updates.deeds).containsExactly("receive for omm from 127.0.0.1", "close");
        assertThat(look()).contains("data-status='400'", "did not come in whole");
    }

    @Test
    void refusesALongOneBeforeItComes() throws Exception {
        Visitor sent = post(upload().header("X-Dectory-Token", token()).header("Content-Length", "268435457"));

        assertThat(sent.text.toString()).contains("data-status='413'", "[TOO_LARGE]");
        assertThat(updates.deeds).isEmpty();
    }

    @Test
    @Tag("SEC-02")
    void takesNothingWithoutThePagesOwnToken() throws Exception {
        String token = token();

        for (Visitor foreign : List.of(
                upload(),
                upload().parameter("token", token),
                upload().header("X-Dectory-Token", "0".repeat(32)),
                visitor().header("X-Dectory-Token", token).parameter("action", "try-update"),
                upload().path("/dectory").header("X-Dectory-Token", token))) {
            assertThat(post(foreign).status).isEqualTo(403);
        }
        assertThat(updates.deeds).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BUNDLE_ALTERED, 422, is not as its maker signed it",
        "UNKNOWN_KEY, 422, Nobody whom this appliance trusts",
        "BUSY, 409, Not now",
        "NO_SPACE, 503, too little room",
        "WHATEVER_COMES, 422, It is refused"
    })
    void saysWhyOneIsRefusedInWordsForPeople(String code, int status, String words) throws Exception {
        updates.refuse(code, "It is refused: <because>.");

        Visitor sent = send(new ByteArrayInputStream(new byte[1]));

        assertThat(sent.status).isEqualTo(200);
        assertThat(sent.text.toString())
                .contains("data-status='" + status + "'", words, "It is refused: &lt;because&gt;. [" + code + "]");
    }

    @Test
    void hasOneFetchedAndRepeatsNoPassword() throws Exception {
        Visitor with = fetch(" https://u.example/v8.dup", "me", "hush");
        Visitor without = fetch("ftp://u.example/v8.dup", "", "");

        assertThat(updates.deeds)
                .containsExactly("fetch https://u.example/v8.dup as me hush", "fetch ftp://u.example/v8.dup");
        assertThat(with.status).isEqualTo(200);
        assertThat(with.text.toString() + without.text).contains("lies ready").doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://me:hush@u.example/v8.dup", "http://me:hush@u_x/v8.dup", "http://hush hush@x/", "hush", ""
            })
    void repeatsNoAddressThatItDoesNotTake(String address) throws Exception {
        Visitor asked = fetch(address, "", "");

        assertThat(asked.text.toString()).contains("data-status='400'").doesNotContain("hush");
        assertThat(updates.deeds).isEmpty();
    }

    @Test
    void goesOnWithoutWhoeverAskedWhileAServerIsSlow() throws Exception {
        CompletableFuture<UpdatePlan> slow = new CompletableFuture<>();
        updates.answer = slow;

        Visitor asked = fetch("https://u.example/v8.dup", "", "");

        assertThat(asked.text.toString()).contains("data-status='202'");
        assertThat(look()).contains("data-busy='true'", "brings the update from the server");
        slow.completeExceptionally(
                new UpdateRefusedException(UpdateRefusedException.NOT_FETCHED, "It cannot be fetched: HTTP 401."));
        assertThat(look()).contains("data-busy='false'", "data-status='422'", "HTTP 401. [NOT_FETCHED]");
    }

    @Test
    void triesKeepsAndDiscards() throws Exception {
        assertThat(press("try-update").text.toString()).contains("Version 8 is on trial. The appliance restarts");
        assertThat(press("keep-update").text.toString()).contains("Version 8 is kept.");
        assertThat(press("discard-update").text.toString()).contains("Version 8 is discarded.");
        Visitor back = press("roll-back");

        assertThat(back.text.toString()).contains("data-status='409'", "&lt;Under&gt; way. [BUSY]");
        assertThat(updates.deeds).containsExactly("try", "keep", "discard", "back");
    }

    @Test
    void showsATrialWithItsTimeAndHealth() throws Exception {
        List<CheckResult> results =
                List.of(new CheckResult("heart", CheckResult.Severity.CRITICAL, List.of("<still>"), Set.of()));
        HealthService health = () -> results;
        capabilities.add(health);
        updates.phase = UpdateStatus.Phase.PROVING;
        updates.trial = Optional.of(new UpdateStatus.Trial(8, NOW.minusSeconds(12), Optional.of(NOW.plusSeconds(18))));

        assertThat(look())
                .contains("data-busy='true'", "<th>Time left</th><td>18 s,", "<progress max='30' value='12'>")
                .contains("<th>Health</th><td>heart (critical): &lt;still&gt;</td>")
                .contains(">Keep it now<", ">Roll it back<")
                .doesNotContain("Try version", "Discard");
    }

    @Test
    void letsNobodyKeepWhatTheStartJudges() throws Exception {
        updates.phase = UpdateStatus.Phase.PROVING;
        updates.trial = Optional.of(new UpdateStatus.Trial(8, NOW, Optional.empty()));

        assertThat(look()).contains("judges it by this start", ">Roll it back<").doesNotContain("Keep it");
    }

    @Test
    void saysWhatBecameOfATrialAlsoToWhoeverWasAwayMeanwhile() throws Exception {
        assertThat(look()).as("an old story").contains("data-notice=''");
        updates.events.add(0, new UpdateEvent(NOW.minusSeconds(5), "COMMITTED", 8, "", "f 1 -> 2"));
        assertThat(look()).contains("data-status='200'", "data-notice='Version 8 has proved itself and is kept.'");
        updates.events.add(0, new UpdateEvent(NOW.minusSeconds(1), "ROLLED_BACK", 9, "TIMED_OUT", "f stops"));
        assertThat(look())
                .contains("data-status='422'", "Version 9 is rolled back: it takes too long to start or stop. f stops");
        press("discard-update");
        assertThat(look()).as("what was said later").contains("data-notice='Version 8 is discarded.'");
    }

    @Test
    @Tag("OSG-05")
    void saysThatThePartIsNotThere() throws Exception {
        String token = token();
        capabilities.remove(updates);
        Visitor looked = new Visitor("GET").path("/dectory/updates");

        page.doGet(looked.request(), looked.response());
        Visitor sent = post(upload().header("X-Dectory-Token", token));

        assertThat(looked.status).isEqualTo(503);
        assertThat(sent.status).isEqualTo(503);
    }
}
