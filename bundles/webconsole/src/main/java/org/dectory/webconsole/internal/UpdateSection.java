package org.dectory.webconsole.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.fieldupdate.BundleChange;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.fieldupdate.UpdateEvent;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateStatus;
import org.dectory.api.fieldupdate.UpdateStatus.Phase;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.HealthService;
import org.dectory.api.store.PageRequest;

/**
 * What the overview tells of updates, and where they are handed in. The part that changes is made anew by itself, too, for a script that puts
 * it into the page.
 */
final class UpdateSection {

    private static final int SHOWN = 10;
    private static final Set<String> VERDICTS = Set.of("COMMITTED", "ROLLED_BACK");

    /** For so long a verdict is news to whoever was away because the appliance restarted. */
    private static final Duration NEWS = Duration.ofMinutes(10);

    private final FieldUpdateService service;
    private final Capabilities capabilities;
    private final Notice said;
    private final String formToken;
    private final Clock clock;
    private final StringBuilder html = new StringBuilder();
    private final Table table;

    UpdateSection(FieldUpdateService service, Capabilities capabilities, Notice said, String formToken, Clock clock) {
        this.service = service;
        this.capabilities = capabilities;
        this.said = said;
        this.formToken = formToken;
        this.clock = clock;
        table = new Table(html, formToken);
    }

    /**
     * All of it.
     *
     * @param address where the page is
     */
    String whole(String address) {
        UpdateStatus status = service.status();
        if (status.refusal().isPresent()) {
            html.append("<table class='nicetable'>");
            table.row("Updates", status.refusal().get());
            return html.append("</table>").toString();
        }
        List<UpdateEvent> history = history();
        Notice notice = notice(history);
        html.append("<div id='updates' data-address='")
                .append(Table.text(address + "/updates"))
                .append("' data-most='")
                .append(FieldUpdateService.MAXIMUM_OCTETS)
                .append("'><p id='updates-notice' tabindex='-1' role='status' class='")
                .append(notice.isBad() ? "bad" : "good")
                .append("'>")
                .append(Table.text(notice.text()))
                .append("</p>");
        changing(status, history, notice);
        forms();
        html.append("</div><script src='")
                // Every file of a bundle bears the same date: a browser would go on with the script of an earlier
                // version.
                .append(Table.text(address + "/res/updates.js?" + clock.millis()))
                .append("'></script>");
        return html.toString();
    }

    /** The part that changes. */
    String fragment() {
        List<UpdateEvent> history = history();
        changing(service.status(), history, notice(history));
        return html.toString();
    }

    private List<UpdateEvent> history() {
        return service.history(PageRequest.first(SHOWN)).rows();
    }

    /** What was said last, unless a trial has ended since. */
    private Notice notice(List<UpdateEvent> history) {
        Optional<UpdateEvent> verdict = history.stream()
                .findFirst()
                .filter(event -> VERDICTS.contains(event.step()))
                .filter(event -> event.at().isAfter(said.at())
                        && event.at().isAfter(clock.instant().minus(NEWS)));
        return verdict.map(event -> new Notice(
                        UpdateWords.verdict(event), event.step().equals("COMMITTED") ? 200 : 422, event.at()))
                .orElse(said);
    }

    private void changing(UpdateStatus status, List<UpdateEvent> history, Notice notice) {
        boolean busy = status.phase() != Phase.IDLE || status.trial().isPresent() || notice.isUnderWay();
        html.append("<div id='updates-now' data-busy='")
                .append(busy)
                .append("' data-token='")
                .append(Table.text(formToken))
                .append("' data-status='")
                .append(notice.status())
                .append("' data-notice='")
                .append(Table.text(notice.text()))
                .append("'><table class='nicetable'>");
        status(status);
        status.trial().ifPresent(trial -> trial(status, trial));
        if (status.trial().isEmpty()) {
            service.staged().ifPresent(this::plan);
        }
        buttons(status);
        history.forEach(event -> table.row(
                Table.time(event.at()),
                words(event.step()) + ", version " + event.version()
                        + (event.reason().isEmpty() ? "" : ", " + event.reason())
                        + (event.detail().isEmpty() ? "" : ": " + event.detail())));
        html.append("</table></div>");
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void status(UpdateStatus status) {
        table.row("Running", "version " + status.running());
        table.row("Now", now(status.phase()));
        status.previous().ifPresent(version -> table.row("To go back to", "version " + version));
        if (!status.remark().isEmpty()) {
            table.row("Remark", status.remark());
        }
    }

    private static String now(Phase phase) {
        return switch (phase) {
            case IDLE -> "nothing is being done";
            case FETCHING -> "an update is brought from a server";
            case STAGING -> "an update is checked";
            case REPLACING -> "bundles are replaced";
            case PROVING -> "an update has to prove itself";
            case GOING_BACK -> "the appliance goes back to what ran before";
            case RESTARTING -> "the appliance restarts";
        };
    }

    private void trial(UpdateStatus status, UpdateStatus.Trial trial) {
        table.row("On trial", "version " + trial.version() + " since " + Table.time(trial.since()));
        if (trial.verdict().isPresent()) {
            Instant verdict = trial.verdict().get();
            long left = Math.max(0, Duration.between(clock.instant(), verdict).toSeconds());
            long whole = Math.max(1, Duration.between(trial.since(), verdict).toSeconds());
            table.row("Time left", left + " s, then it is kept if everything runs well");
            table.progress((int) Math.max(0, whole - left), (int) whole);
        } else {
            table.row(
                    "Time left",
                    status.phase() == Phase.REPLACING
                            ? "its time begins when all bundles are replaced"
                            : "the appliance judges it by this start");
        }
        capabilities.find(HealthService.class).ifPresent(this::health);
    }

    private void health(HealthService service) {
        List<String> complaints = service.results().stream()
                .filter(result -> result.severity() != CheckResult.Severity.OK)
                .map(result -> result.name() + " (" + words(result.severity().name()) + "): "
                        + String.join("; ", result.causes()))
                .toList();
        table.row("Health", complaints.isEmpty() ? "all checks are well" : String.join(". ", complaints));
    }

    private void plan(UpdatePlan plan) {
        table.row("Lies ready", "version " + plan.version());
        table.row("Signed by", plan.signers().isEmpty() ? "-" : "key " + String.join(", key ", plan.signers()));
        table.row(
                "It changes",
                plan.changes().isEmpty() ? "no bundle" : plan.changes().size() + " of the bundles");
        plan.changes()
                .forEach(change -> table.row(
                        change.symbolicName(),
                        change.before().orElse("(new)") + " -> "
                                + change.after().orElse("(gone)") + ", " + way(change)));
        table.row(
                "Restart",
                plan.needsRestart()
                        ? "the appliance restarts for it: " + String.join("; ", plan.restartCauses())
                        : "none");
        table.row(
                "Settings",
                plan.settings().isEmpty()
                        ? "stay as they are"
                        : "other where nobody has set them; what somebody has set stays");
        plan.settings()
                .forEach(change -> table.row(
                        change.pid() + " " + change.setting(),
                        change.before().orElse("(new)") + " -> "
                                + change.after().orElse("(gone)")));
    }

    private static String way(BundleChange change) {
        return switch (change.way()) {
            case BESIDE -> "beside: nobody notices";
            case IN_PLACE -> "in place: what it does pauses for a moment";
            case RESTART -> "with a restart";
        };
    }

    private void buttons(UpdateStatus status) {
        if (status.trial().isEmpty()
                && status.staged().isEmpty()
                && status.previous().isEmpty()) {
            return;
        }
        table.buttons(() -> {
            if (status.trial().isPresent()) {
                if (status.trial().get().verdict().isPresent() || status.phase() == Phase.REPLACING) {
                    table.button("keep-update", "Keep it now");
                }
                table.button("roll-back", "Roll it back");
                return;
            }
            status.staged().ifPresent(version -> {
                table.button("try-update", "Try version " + version);
                table.button("discard-update", "Discard version " + version);
            });
            status.previous().ifPresent(version -> table.button("roll-back", "Go back to version " + version));
        });
    }

    /** Chosen files and typed addresses stay when the part above changes. */
    private void forms() {
        html.append("""
                <form id='updates-file' hidden>
                <h4>Send an update</h4>
                <p><label for='updates-chosen'>File (.dup)</label>
                <input type='file' id='updates-chosen' accept='.dup' required></p>
                <p><button>Send</button> <button type='button' id='updates-cancel' hidden>Cancel</button></p>
                <p><progress id='updates-sent' max='100' value='0' aria-label='Sent' hidden></progress></p>
                </form>
                <noscript><p>To send a file from this page takes JavaScript; <code>dectory update FILE</code> takes none.</p></noscript>
                <form id='updates-url' method='post' autocomplete='off'>
                <h4>Have it fetched from a server</h4>
                <p><label for='updates-address'>Address</label>
                <input type='url' id='updates-address' name='url' placeholder='https://' required></p>
                <p><label for='updates-user'>User name, if the server wants one</label>
                <input type='text' id='updates-user' name='userName' autocomplete='off'></p>
                <p><label for='updates-password'>Password</label>
                <input type='password' id='updates-password' name='password' autocomplete='new-password'></p>
                <p><input type='hidden' name='token' value='""").append(Table.text(formToken)).append("""
                '><button name='action' value='fetch-update'>Fetch</button></p>
                </form>
                """);
    }
}
