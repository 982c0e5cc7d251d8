package org.dectory.webconsole.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.fac.FacService;
import org.dectory.api.fac.FacService.FacEntry;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.HealthService;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.sharing.LoginLock;
import org.dectory.api.sharing.SharingPolicy;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.trust.TrustAdministration;
import org.dectory.api.valuekeys.ValueKeys;

/** The overview as HTML. Whatever it shows is escaped, and no table is wider than a phone's screen. */
final class OverviewHtml {

    private static final int LOGINS_SHOWN = 100;
    private static final int REFUSALS_SHOWN = 5;

    /** The console's own head is made for wide screens: on a narrow one its parts would lie on each other. */
    private static final String STYLE = """
            <style>
            .dectory h3{font-size:1.2em;font-weight:bold;margin:1.2em 0 .4em}
            .dectory table{width:100%;max-width:50em;table-layout:fixed}
            .dectory td,.dectory th{overflow-wrap:anywhere;text-align:left;vertical-align:top;padding:.2em .5em}
            .dectory th{width:40%}
            .dectory form{display:inline}
            .dectory h4{font-weight:bold;margin:1em 0 .3em}
            .dectory #updates>form{display:block;max-width:50em}
            .dectory #updates>form[hidden],.dectory [hidden]{display:none}
            .dectory #updates label{display:block}
            .dectory #updates input{width:100%;max-width:30em;box-sizing:border-box;font-size:1em;padding:.3em}
            .dectory #updates p{margin:.4em 0}
            .dectory #updates-notice{padding:.5em;max-width:50em;box-sizing:border-box;border-left:.3em solid #080;background:#efe;color:#000;overflow-wrap:anywhere}
            .dectory #updates-notice.bad{border-color:#a00;background:#fee}
            .dectory #updates-notice:empty{display:none}
            .dectory progress{width:100%}
            .dectory pre{overflow-x:auto;font-size:.8em}
            .dectory button{padding:.3em .8em;width:auto}
            @media(max-width:600px){
            #lead{height:auto}
            #lead h1{float:none;font-size:1.3em;line-height:1.3}
            #lead p{display:none}
            }
            </style>
            """;

    private final Capabilities capabilities;
    private final String address;
    private final Function<FieldUpdateService, UpdateSection> updateSection;
    private final Table table;
    private final StringBuilder html = new StringBuilder();

    /**
     * Makes a page.
     *
     * @param address where it is
     * @param updateSection makes the part about updates
     */
    OverviewHtml(
            Capabilities capabilities,
            String formToken,
            String address,
            Function<FieldUpdateService, UpdateSection> updateSection) {
        this.capabilities = capabilities;
        this.address = address;
        this.updateSection = updateSection;
        table = new Table(html, formToken);
    }

    @Override
    public String toString() {
        html.setLength(0);
        html.append(STYLE);
        html.append("<div class='dectory'>");
        section("Health", "health", HealthService.class, this::health);
        section("Subscription", "subscription", SubscriptionService.class, this::subscription);
        section("Phones and users", "datasets", DataSetService.class, this::logins);
        section("Logins", "sharing", SharingService.class, this::sharing);
        section("Feature access codes", "fac", FacService.class, this::codes);
        section(
                "User files",
                "provisioning",
                ProvisioningService.class,
                new ProvisioningRows(capabilities, table)::write);
        TrustRows trust = new TrustRows(table);
        section("Trust in servers", "trust", TrustAdministration.class, trust::servers);
        section("Encrypted values", "valuekeys", ValueKeys.class, trust::valueKeys);
        updates();
        section("Configuration", "snapshots", ConfigurationSnapshots.class, new SnapshotRows(table)::write);
        return html.append("</div>").toString();
    }

    /** More than a table. */
    private void updates() {
        html.append("<h3>Field updates</h3>");
        html.append(capabilities
                .find(FieldUpdateService.class)
                .map(service -> updateSection.apply(service).whole(address))
                .orElse("<p>The part fieldupdate is not there now.</p>"));
    }

    private <T> void section(String title, String part, Class<T> type, Consumer<T> content) {
        html.append("<h3>").append(Table.text(title)).append("</h3>");
        Optional<T> service = capabilities.find(type);
        if (service.isEmpty()) {
            html.append("<p>The part ").append(Table.text(part)).append(" is not there now.</p>");
            return;
        }
        html.append("<table class='nicetable'>");
        content.accept(service.get());
        html.append("</table>");
    }

    private void health(HealthService service) {
        List<CheckResult> complaints = service.results().stream()
                .filter(result -> result.severity() != CheckResult.Severity.OK)
                .toList();
        complaints.forEach(complaint -> table.row(
                complaint.name() + ", " + complaint.severity().name().toLowerCase(Locale.ROOT),
                String.join("; ", complaint.causes())));
        if (complaints.isEmpty()) {
            table.row("All checks", "well");
        }
    }

    private void subscription(SubscriptionService service) {
        SubscriptionStatus status = service.status();
        table.row("Mode", mode(status));
        table.row("Until", until(status));
        status.then().ifPresent(then -> table.row("Then standard until", Table.time(then)));
        table.row("Auto-create", autoCreate(status));
        table.row("Duration", status.restricted() ? "restricted" : "long");
        if (!status.remark().isEmpty()) {
            table.row("Remark", status.remark());
        }
        table.row("Refused phones", Integer.toString(service.refusals().size()));
        service.refusals().stream()
                .limit(REFUSALS_SHOWN)
                .forEach(refused -> table.row(
                        refused.phone().toString(),
                        Table.time(refused.at()) + " " + refused.reason().text()));
        table.buttons(() -> {
            table.button("start", "Start standard");
            table.button("wildcard", "Start wildcard");
            table.button("always-open", "Always open");
            table.button("stop", "Stop");
            table.button(
                    status.restricted() ? "restrict-off" : "restrict-on",
                    status.restricted() ? "Lift the restriction" : "Restrict the duration");
            table.button(
                    status.autoCreate() ? "auto-create-off" : "auto-create-on",
                    status.autoCreate() ? "Switch auto-create off" : "Switch auto-create on");
        });
    }

    private static String mode(SubscriptionStatus status) {
        return status.mode().name().toLowerCase(Locale.ROOT) + (status.alwaysOpen() ? ", always open" : "");
    }

    private void sharing(SharingService service) {
        SharingPolicy policy = service.policy();
        table.row("Login by", service.loginType() == SharingService.LoginType.NUMBER ? "number" : "login ID");
        table.row("Logged in elsewhere", policy.userTakeover().name().toLowerCase(Locale.ROOT));
        table.row("Phone left logged in", policy.phoneTakeover() ? "may be taken over" : "stays");
        table.row("Sign-out", signOut(policy));
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
        table.row(
                phone + ", " + user,
                lock.wrongPins() + " wrong PINs" + (lock.locked() ? ", locked until " + Table.time(lock.until()) : ""));
        table.buttons(() -> table.button(
                "unlock " + lock.device().ppn()
                        + lock.user().map(id -> " " + id.uid()).orElse(""),
                "Forget them"));
    }

    private static String until(SubscriptionStatus status) {
        return status.mode() == SubscriptionStatus.Mode.OFF
                ? "-"
                : status.until().map(Table::time).orElse("no end");
    }

    private static String autoCreate(SubscriptionStatus status) {
        if (!status.autoCreate()) {
            return "off";
        }
        return status.autoCreateActive() ? "on" : "on, but not active now";
    }

    private void logins(DataSetService service) {
        Page<DeviceRow> devices = service.devices(new PageRequest(0, PageRequest.MAX_LIMIT, "relation", false, ""));
        List<DeviceRow> loggedIn = devices.rows().stream()
                .filter(row -> row.relation()
                        .filter(relation -> relation.kind() == Relation.Kind.DYNAMIC)
                        .isPresent())
                .toList();
        table.row("Devices", Integer.toString(devices.total()));
        table.row("Users", Integer.toString(service.users(PageRequest.first(1)).total()));
        String more = devices.total() > devices.rows().size() ? " or more" : "";
        table.row("Logged in", loggedIn.size() + more);
        loggedIn.stream().limit(LOGINS_SHOWN).forEach(this::login);
    }

    private void login(DeviceRow row) {
        String user = row.user()
                .map(known -> known.number().value() + " " + known.name())
                .orElse("");
        table.row(row.device().ipei().toString(), user);
        table.buttons(() -> table.button("logout " + row.device().id().ppn(), "Log out"));
    }

    private void codes(FacService service) {
        table.row("Number", service.number().isEmpty() ? "off" : service.number());
        service.entries()
                .forEach(entry -> table.row(
                        entry.title() + (entry.present() ? "" : " (not there now)"),
                        code(service.dialled(entry.code()), entry)));
        service.triggers().forEach((trigger, code) -> table.row("Alarm " + trigger, orOff(service.dialled(code))));
        service.warnings().forEach(warning -> table.row("Warning", warning));
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
}
