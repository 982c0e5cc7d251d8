package org.dectory.shell.internal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.FacService;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.dectory.api.store.Actor;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.UserRow;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.subscription.SubscriptionStatus;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What an operator does most, as commands of the shell. None takes a secret: what is typed stays in the history. For
 * bundles there are {@code felix:lb} and its kin.
 */
@Component(service = Commands.class, configurationPid = "org.dectory.shell")
@GogoCommand(
        scope = "dectory",
        function = {
            "status",
            "phones",
            "users",
            "subscription",
            "facs",
            "fac",
            "provisioning",
            "import",
            "refusals",
            "trigger"
        })
public final class Commands {

    static final Actor ACTOR = Actor.account("shell", "console");
    private static final int ROWS = 200;

    private final Capabilities capabilities;

    @Activate
    public Commands(@Reference Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    @Descriptor("says how the appliance is")
    public String status() throws CommandFailedException {
        List<String> missing = capabilities.missing();
        StringBuilder text = new StringBuilder(
                missing.isEmpty() ? "up\n" : "not complete, missing: " + String.join(", ", missing) + "\n");
        if (!missing.contains("subscription")) {
            text.append("subscription: ").append(subscription());
        }
        if (!missing.contains("datasets")) {
            DataSetService dataSets = capabilities.require(DataSetService.class);
            PageRequest one = PageRequest.first(1);
            text.append("devices: ").append(dataSets.devices(one).total()).append('\n');
            text.append("users: ").append(dataSets.users(one).total()).append('\n');
        }
        if (!missing.contains("provisioning")) {
            text.append("user files: ").append(provisioning());
        }
        return text.toString();
    }

    @Descriptor("lists the phones")
    public String phones() throws CommandFailedException {
        return phones("");
    }

    @Descriptor("lists the phones that have something in common")
    public String phones(@Descriptor("what some column must contain") String search) throws CommandFailedException {
        Page<DeviceRow> page =
                capabilities.require(DataSetService.class).devices(new PageRequest(0, ROWS, "", false, search));
        Table table = new Table("PPN", "IPEI", "KIND", "SUBSCRIPTION", "RELATION", "NUMBER", "NAME");
        for (DeviceRow row : page.rows()) {
            table.row(
                    Integer.toString(row.device().id().ppn()),
                    row.device().ipei().toString(),
                    row.device().kind().label(),
                    word(row.device().subscription()),
                    row.relation().map(relation -> word(relation.kind())).orElse("unbound"),
                    row.user().map(user -> user.number().value()).orElse(""),
                    row.user().map(user -> user.name()).orElse(""));
        }
        return table + count(page);
    }

    @Descriptor("lists the users")
    public String users() throws CommandFailedException {
        return users("");
    }

    @Descriptor("lists the users that have something in common")
    public String users(@Descriptor("what some column must contain") String search) throws CommandFailedException {
        Page<UserRow> page =
                capabilities.require(DataSetService.class).users(new PageRequest(0, ROWS, "", false, search));
        Table table = new Table("UID", "NUMBER", "LOGIN ID", "NAME", "EXTERNAL", "RELATION", "PHONE");
        for (UserRow row : page.rows()) {
            table.row(
                    Integer.toString(row.user().id().uid()),
                    row.user().number().value(),
                    row.user().loginId().map(loginId -> loginId.value()).orElse(""),
                    row.user().name(),
                    row.user().external() ? "yes" : "no",
                    row.relation().map(relation -> word(relation.kind())).orElse("unbound"),
                    row.device().map(device -> device.ipei().toString()).orElse(""));
        }
        return table + count(page);
    }

    private static String count(Page<?> page) {
        return page.total() > page.rows().size() ? page.rows().size() + " of " + page.total() + "\n" : "";
    }

    @Descriptor("says whether phones may subscribe")
    public String subscription() throws CommandFailedException {
        return text(capabilities.require(SubscriptionService.class).status());
    }

    @Descriptor("opens or closes subscription, or switches how it goes on")
    public String subscription(
            @Descriptor("on, always-open, wildcard, off, restrict-on, restrict-off, auto-create-on or auto-create-off")
                    String what)
            throws CommandFailedException {
        SubscriptionService service = capabilities.require(SubscriptionService.class);
        return text(Waiting.await(
                switch (what) {
                    case "on" -> service.startStandard(ACTOR);
                    case "always-open" -> service.startAlwaysOpen(ACTOR);
                    case "wildcard" -> service.startWildcard(Optional.empty(), ACTOR);
                    case "off" -> service.stop(ACTOR);
                    case "restrict-on" -> service.restrictDuration(true, ACTOR);
                    case "restrict-off" -> service.restrictDuration(false, ACTOR);
                    case "auto-create-on" -> service.autoCreate(true, ACTOR);
                    case "auto-create-off" -> service.autoCreate(false, ACTOR);
                    default ->
                        throw new CommandFailedException(
                                "Say on, always-open, wildcard, off, restrict-on, restrict-off,"
                                        + " auto-create-on or auto-create-off.");
                }));
    }

    @Descriptor("starts wildcard mode for some minutes")
    public String subscription(@Descriptor("wildcard") String what, @Descriptor("1 to 60") int minutes)
            throws CommandFailedException {
        if (!what.equals("wildcard") || minutes < 1 || minutes > 60) {
            throw new CommandFailedException("Say wildcard and 1 to 60.");
        }
        return text(Waiting.await(capabilities
                .require(SubscriptionService.class)
                .startWildcard(Optional.of(Duration.ofMinutes(minutes)), ACTOR)));
    }

    @Descriptor("lists the phones that were refused, the latest first")
    public String refusals() throws CommandFailedException {
        Table table = new Table("IPEI", "LAST", "TIMES", "ADDITIONAL ID", "WHY");
        capabilities
                .require(SubscriptionService.class)
                .refusals()
                .forEach(refused -> table.row(
                        refused.phone().toString(),
                        refused.at().toString(),
                        Integer.toString(refused.times()),
                        refused.additionalId().orElse(""),
                        refused.reason().text()));
        return table.toString();
    }

    private static String text(SubscriptionStatus status) {
        String until = status.until().map(instant -> " until " + instant).orElse("");
        String then =
                status.then().map(instant -> ", then standard until " + instant).orElse("");
        String length = (status.alwaysOpen() ? "; always open" : "") + (status.restricted() ? "; restricted" : "");
        String autoCreate = status.autoCreate() ? (status.autoCreateActive() ? "on" : "on, not active now") : "off";
        String remark = status.remark().isEmpty() ? "" : "; " + status.remark();
        return word(status.mode()) + until + then + length + "; auto-create " + autoCreate + remark + "\n";
    }

    @Descriptor("lists the feature access codes")
    public String facs() throws CommandFailedException {
        FacService service = capabilities.require(FacService.class);
        Table table = new Table("DIALLED", "ACTION", "THEN", "STRENGTH", "PRESENT");
        service.entries()
                .forEach(entry -> table.row(
                        dialled(service, entry.code()),
                        entry.action(),
                        entry.rest(),
                        entry.strength() == FacService.Strength.NONE ? "" : word(entry.strength()),
                        entry.present() ? "yes" : "no"));
        service.triggers()
                .forEach((trigger, code) ->
                        table.row(dialled(service, code), "alarm " + trigger, "free digits", "", "yes"));
        return table
                + String.join(
                        "",
                        service.warnings().stream()
                                .map(warning -> warning + "\n")
                                .toList());
    }

    private static String dialled(FacService service, String code) {
        String digits = service.dialled(code);
        return digits.isEmpty() ? "off" : digits;
    }

    @Descriptor("changes the code of an alarm trigger")
    public String trigger(
            @Descriptor("its name") String trigger, @Descriptor("the code after the number, or off") String code)
            throws CommandFailedException {
        FacService service = capabilities.require(FacService.class);
        Map<String, String> triggers = new TreeMap<>(service.triggers());
        if (code.equals("off")) {
            triggers.remove(trigger);
        } else {
            triggers.put(trigger, code);
        }
        try {
            service.configureTriggers(triggers, ACTOR);
        } catch (FacRejectedException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
        return facs();
    }

    @Descriptor("changes the code of an action")
    public String fac(
            @Descriptor("the action, as facs lists it") String action,
            @Descriptor("the code after the number, or off") String code)
            throws CommandFailedException {
        FacService service = capabilities.require(FacService.class);
        if (service.entries().stream().noneMatch(entry -> entry.action().equals(action))) {
            throw new CommandFailedException("There is no action " + action + ".");
        }
        try {
            service.configure(service.number(), Map.of(action, code.equals("off") ? "" : code), ACTOR);
        } catch (FacRejectedException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
        return facs();
    }

    @Descriptor("says where users' files come from and how that is doing")
    public String provisioning() throws CommandFailedException {
        ProvisioningService service = capabilities.require(ProvisioningService.class);
        ProvisioningStatus status = service.status();
        String state = status.protocolPresent() ? "up" : "no bundle speaks this protocol now";
        String down = status.downSince()
                .map(since -> "down since " + since + ": " + status.problem())
                .orElse(state);
        StringBuilder text = new StringBuilder(
                service.source().map(source -> source.address() + " " + down).orElse("no source"));
        capabilities.find(ProvisioningAdministration.class).stream()
                .flatMap(administration -> administration.warnings().stream())
                .forEach(warning -> text.append("\n  warning: ").append(warning));
        service.serverLogin()
                .warnings()
                .forEach(warning -> text.append("\n  warning: ").append(warning));
        return text.append('\n').toString();
    }

    /** The shell puts a line before the names that Java keeps for itself. */
    @Descriptor("fetches the common file now")
    public String _import() throws CommandFailedException {
        return text(
                Waiting.await(capabilities.require(ProvisioningService.class).importCommon()));
    }

    @Descriptor("fetches the file of a user now")
    public String _import(@Descriptor("number or login ID, by the login type") String login)
            throws CommandFailedException {
        return text(
                Waiting.await(capabilities.require(ProvisioningService.class).importUser(login)));
    }

    private static String text(ImportResult result) {
        StringBuilder text = new StringBuilder(result.file() + ": " + word(result.outcome()));
        if (!result.reason().isEmpty()) {
            text.append(": ").append(result.reason());
        }
        result.messages().forEach(message -> text.append("\n  ").append(message));
        return text.append('\n').toString();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
