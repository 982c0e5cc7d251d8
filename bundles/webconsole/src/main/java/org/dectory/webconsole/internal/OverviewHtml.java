package org.dectory.webconsole.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.fac.FacService;
import org.dectory.api.fac.FacService.FacEntry;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningAdministration.Files;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.dectory.api.provisioning.ServerLogin;
import org.dectory.api.sharing.LoginLock;
import org.dectory.api.sharing.SharingPolicy;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.subscription.SubscriptionStatus;
import org.owasp.encoder.Encode;

/** The overview as HTML. Whatever it shows is escaped, and no table is wider than a phone's screen. */
final class OverviewHtml {

    private static final int LOGINS_SHOWN = 100;
    private static final int REFUSALS_SHOWN = 5;
    private static final int FILES_SHOWN = 5;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The console's own head is made for wide screens: on a narrow one its parts would lie on each other. */
    private static final String STYLE = """
            <style>
            .dectory h3{font-size:1.2em;font-weight:bold;margin:1.2em 0 .4em}
            .dectory table{width:100%;max-width:50em;table-layout:fixed}
            .dectory td,.dectory th{overflow-wrap:anywhere;text-align:left;vertical-align:top;padding:.2em .5em}
            .dectory th{width:40%}
            .dectory form{display:inline}
            .dectory progress{width:100%}
            .dectory button{padding:.3em .8em;width:auto}
            @media(max-width:600px){
            #lead{height:auto}
            #lead h1{float:none;font-size:1.3em;line-height:1.3}
            #lead p{display:none}
            }
            </style>
            """;

    private final Capabilities capabilities;
    private final String formToken;
    private final StringBuilder html = new StringBuilder();

    OverviewHtml(Capabilities capabilities, String formToken) {
        this.capabilities = capabilities;
        this.formToken = formToken;
    }

    @Override
    public String toString() {
        html.setLength(0);
        html.append(STYLE);
        html.append("<div class='dectory'>");
        section("Subscription", "subscription", SubscriptionService.class, this::subscription);
        section("Phones and users", "datasets", DataSetService.class, this::logins);
        section("Logins", "sharing", SharingService.class, this::sharing);
        section("Feature access codes", "fac", FacService.class, this::codes);
        section("User files", "provisioning", ProvisioningService.class, this::source);
        return html.append("</div>").toString();
    }

    private <T> void section(String title, String part, Class<T> type, Consumer<T> content) {
        html.append("<h3>").append(text(title)).append("</h3>");
        Optional<T> service = capabilities.find(type);
        if (service.isEmpty()) {
            html.append("<p>The part ").append(text(part)).append(" is not there now.</p>");
            return;
        }
        html.append("<table class='nicetable'>");
        content.accept(service.get());
        html.append("</table>");
    }

    private void subscription(SubscriptionService service) {
        SubscriptionStatus status = service.status();
        row("Mode", mode(status));
        row("Until", until(status));
        status.then().ifPresent(then -> row("Then standard until", time(then)));
        row("Auto-create", autoCreate(status));
        row("Duration", status.restricted() ? "restricted" : "long");
        if (!status.remark().isEmpty()) {
            row("Remark", status.remark());
        }
        row("Refused phones", Integer.toString(service.refusals().size()));
        service.refusals().stream()
                .limit(REFUSALS_SHOWN)
                .forEach(refused -> row(
                        refused.phone().toString(),
                        time(refused.at()) + " " + refused.reason().text()));
        buttons(() -> {
            button("start", "Start standard");
            button("wildcard", "Start wildcard");
            button("always-open", "Always open");
            button("stop", "Stop");
            button(
                    status.restricted() ? "restrict-off" : "restrict-on",
                    status.restricted() ? "Lift the restriction" : "Restrict the duration");
            button(
                    status.autoCreate() ? "auto-create-off" : "auto-create-on",
                    status.autoCreate() ? "Switch auto-create off" : "Switch auto-create on");
        });
    }

    private void buttons(Runnable content) {
        html.append("<tr><td colspan='2'>");
        content.run();
        html.append("</td></tr>");
    }

    private static String mode(SubscriptionStatus status) {
        return status.mode().name().toLowerCase(Locale.ROOT) + (status.alwaysOpen() ? ", always open" : "");
    }

    private void sharing(SharingService service) {
        SharingPolicy policy = service.policy();
        row("Login by", service.loginType() == SharingService.LoginType.NUMBER ? "number" : "login ID");
        row("Logged in elsewhere", policy.userTakeover().name().toLowerCase(Locale.ROOT));
        row("Phone left logged in", policy.phoneTakeover() ? "may be taken over" : "stays");
        row("Sign-out", signOut(policy));
        service.locks().forEach(this::lock);
    }

    private static String signOut(SharingPolicy policy) {
        String after = policy.signOutAfter()
                .map(span -> "after " + span.toMinutes() + " minutes ")
                .orElse("");
        String at = policy.signOutAt()
                .map(hour -> "at " + hour + " " + policy.zone().getId())
                .orElse("");
        return after.isEmpty() && at.isEmpty() ? "never by itself" : (after + at).strip();
    }

    private void lock(LoginLock lock) {
        Optional<DataSetService> dataSets = capabilities.find(DataSetService.class);
        String phone = dataSets.flatMap(known -> known.findDevice(lock.device()))
                .map(row -> row.device().ipei().toString())
                .orElse("Device " + lock.device().ppn());
        String user = dataSets.flatMap(known -> lock.user().flatMap(known::findUser))
                .map(row -> row.user().number().value())
                .orElse("all users");
        row(
                phone + ", " + user,
                lock.wrongPins() + " wrong PINs" + (lock.locked() ? ", locked until " + time(lock.until()) : ""));
        buttons(() -> button(
                "unlock " + lock.device().ppn()
                        + lock.user().map(id -> " " + id.uid()).orElse(""),
                "Forget them"));
    }

    private static String until(SubscriptionStatus status) {
        return status.mode() == SubscriptionStatus.Mode.OFF
                ? "-"
                : status.until().map(OverviewHtml::time).orElse("no end");
    }

    /** To the second: more is noise to people. */
    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static String autoCreate(SubscriptionStatus status) {
        if (!status.autoCreate()) {
            return "off";
        }
        return status.autoCreateActive() ? "on" : "on, but not active now";
    }

    private void button(String action, String label) {
        html.append("<form method='post'><input type='hidden' name='token' value='")
                .append(text(formToken))
                .append("'><button name='action' value='")
                .append(text(action))
                .append("'>")
                .append(text(label))
                .append("</button></form> ");
    }

    private void logins(DataSetService service) {
        Page<DeviceRow> devices = service.devices(new PageRequest(0, PageRequest.MAX_LIMIT, "relation", false, ""));
        List<DeviceRow> loggedIn = devices.rows().stream()
                .filter(row -> row.relation()
                        .filter(relation -> relation.kind() == Relation.Kind.DYNAMIC)
                        .isPresent())
                .toList();
        row("Devices", Integer.toString(devices.total()));
        row("Users", Integer.toString(service.users(PageRequest.first(1)).total()));
        String more = devices.total() > devices.rows().size() ? " or more" : "";
        row("Logged in", loggedIn.size() + more);
        loggedIn.stream().limit(LOGINS_SHOWN).forEach(this::login);
    }

    private void login(DeviceRow row) {
        String user = row.user()
                .map(known -> known.number().value() + " " + known.name())
                .orElse("");
        row(row.device().ipei().toString(), user);
        buttons(() -> button("logout " + row.device().id().ppn(), "Log out"));
    }

    private void codes(FacService service) {
        row("Number", service.number().isEmpty() ? "off" : service.number());
        service.entries()
                .forEach(entry -> row(
                        entry.title() + (entry.present() ? "" : " (not there now)"),
                        code(service.dialled(entry.code()), entry)));
        service.triggers().forEach((trigger, code) -> row("Alarm " + trigger, orOff(service.dialled(code))));
        service.warnings().forEach(warning -> row("Warning", warning));
    }

    private static String orOff(String dialled) {
        return dialled.isEmpty() ? "off" : dialled;
    }

    private static String code(String dialled, FacEntry entry) {
        if (dialled.isEmpty()) {
            return orOff(dialled);
        }
        String strength = entry.strength() == FacService.Strength.NONE
                ? ""
                : " (" + entry.strength().name().toLowerCase(Locale.ROOT) + ")";
        return dialled + " " + entry.rest() + strength;
    }

    private void source(ProvisioningService service) {
        ProvisioningStatus status = service.status();
        row("Source", service.source().map(OverviewHtml::address).orElse("none"));
        row("State", state(status));
        ServerLogin login = service.serverLogin();
        if (login.state() != ServerLogin.State.OFF) {
            row(
                    "Logins",
                    login.state() == ServerLogin.State.ON ? "judged by the file server: the weaker way" : "by PIN");
            login.warnings().forEach(warning -> row("Warning", warning));
        }
        status.common()
                .ifPresent(common -> row(
                        common.file(),
                        common.outcome().name().toLowerCase(Locale.ROOT) + ", " + time(common.at()) + " "
                                + common.reason()));
        capabilities.find(ProvisioningAdministration.class).ifPresent(this::imports);
    }

    private void imports(ProvisioningAdministration service) {
        service.warnings().forEach(warning -> row("Warning", warning));
        Optional<ImportRun> last = service.lastRun();
        last.ifPresent(this::run);
        boolean running = last.filter(ImportRun::running).isPresent();
        if (service.sources().inUse().isPresent()) {
            buttons(() -> button(running ? "import-cancel" : "import-all", running ? "Cancel" : "Import all users"));
        }
        files("Not imported", service.reports(Files.FAILED, PageRequest.first(FILES_SHOWN)));
        Page<FileReport> held = service.reports(Files.HELD, PageRequest.first(FILES_SHOWN));
        files("Kept although gone", held);
        if (held.total() > 0 && !running) {
            buttons(() -> button(
                    "confirm-held",
                    held.total() == 1 ? "Delete this user" : "Delete these " + held.total() + " users"));
        }
    }

    private void run(ImportRun run) {
        String rate = Math.round(run.perSecond()) + " a second";
        String left =
                run.left().map(some -> ", " + some.toSeconds() + " s left").orElse("");
        row(
                run.running() ? "Import in progress" : "Last import",
                run.done() + " of " + run.total() + " files, " + rate + (run.running() ? left : "")
                        + (run.cancelled() ? ", cancelled" : "")
                        + (run.problem().isEmpty() ? "" : ". " + run.problem()));
        if (run.running() && run.total() > 0) {
            html.append("<tr><td colspan='2'><progress max='")
                    .append(run.total())
                    .append("' value='")
                    .append(run.done())
                    .append("'></progress></td></tr>");
        }
        row(
                "Files",
                run.imported() + " imported, " + run.unchanged() + " unchanged, " + run.gone() + " gone, "
                        + run.failed() + " failed");
        row("Started", time(run.started()) + " by " + run.actor().name());
    }

    private void files(String title, Page<FileReport> files) {
        if (files.total() == 0) {
            return;
        }
        row(title, files.total() + (files.total() == 1 ? " file" : " files"));
        files.rows()
                .forEach(report -> row(
                        report.result().file()
                                + report.user().map(user -> " " + user.name()).orElse(""),
                        report.result().reason()));
    }

    private static String state(ProvisioningStatus status) {
        if (!status.configured()) {
            return "not configured";
        }
        if (!status.protocolPresent()) {
            return "no bundle speaks this protocol now";
        }
        return status.downSince()
                .map(since -> "down since " + time(since) + ": " + status.problem())
                .orElse("up");
    }

    private static String address(Source source) {
        String port = source.port() == 0 ? "" : ":" + source.port();
        return source.protocol() + "://" + source.server() + port + source.path();
    }

    private void row(String name, String value) {
        html.append("<tr><th>")
                .append(text(name))
                .append("</th><td>")
                .append(text(value))
                .append("</td></tr>");
    }

    private static String text(String raw) {
        return Encode.forHtml(raw);
    }
}
