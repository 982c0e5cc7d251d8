package org.dectory.webconsole.internal;

import java.util.Locale;
import java.util.Optional;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningAdministration.Files;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.dectory.api.provisioning.ServerLogin;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;

/** What the overview tells of the files of users: where they come from, the last import, what is wrong with them. */
final class ProvisioningRows {

    private static final int FILES_SHOWN = 5;

    private final Capabilities capabilities;
    private final Table table;

    ProvisioningRows(Capabilities capabilities, Table table) {
        this.capabilities = capabilities;
        this.table = table;
    }

    void write(ProvisioningService service) {
        ProvisioningStatus status = service.status();
        table.row("Source", service.source().map(Source::address).orElse("none"));
        table.row("State", state(status));
        ServerLogin login = service.serverLogin();
        if (login.state() != ServerLogin.State.OFF) {
            table.row(
                    "Logins",
                    login.state() == ServerLogin.State.ON ? "judged by the file server: the weaker way" : "by PIN");
            login.warnings().forEach(warning -> table.row("Warning", warning));
        }
        status.common()
                .ifPresent(common -> table.row(
                        common.file(),
                        common.outcome().name().toLowerCase(Locale.ROOT) + ", " + Table.time(common.at()) + " "
                                + common.reason()));
        capabilities.find(ProvisioningAdministration.class).ifPresent(this::imports);
    }

    private void imports(ProvisioningAdministration service) {
        service.warnings().forEach(warning -> table.row("Warning", warning));
        Optional<ImportRun> last = service.lastRun();
        last.ifPresent(this::run);
        boolean running = last.filter(ImportRun::running).isPresent();
        if (service.sources().inUse().isPresent()) {
            table.buttons(() ->
                    table.button(running ? "import-cancel" : "import-all", running ? "Cancel" : "Import all users"));
        }
        files("Not imported", service.reports(Files.FAILED, PageRequest.first(FILES_SHOWN)));
        Page<FileReport> held = service.reports(Files.HELD, PageRequest.first(FILES_SHOWN));
        files("Kept although gone", held);
        if (held.total() > 0 && !running) {
            table.buttons(() -> table.button(
                    "confirm-held",
                    held.total() == 1 ? "Delete this user" : "Delete these " + held.total() + " users"));
        }
    }

    private void run(ImportRun run) {
        String rate = Math.round(run.perSecond()) + " a second";
        String left =
                run.left().map(some -> ", " + some.toSeconds() + " s left").orElse("");
        table.row(
                run.running() ? "Import in progress" : "Last import",
                run.done() + " of " + run.total() + " files, " + rate + (run.running() ? left : "")
                        + (run.cancelled() ? ", cancelled" : "")
                        + (run.problem().isEmpty() ? "" : ". " + run.problem()));
        if (run.running() && run.total() > 0) {
            table.progress(run.done(), run.total());
        }
        table.row(
                "Files",
                run.imported() + " imported, " + run.unchanged() + " unchanged, " + run.gone() + " gone, " + run.held()
                        + " held, " + run.failed() + " failed");
        table.row("Started", Table.time(run.started()) + " by " + run.actor().name());
    }

    private void files(String title, Page<FileReport> files) {
        if (files.total() == 0) {
            return;
        }
        table.row(title, files.total() + (files.total() == 1 ? " file" : " files"));
        files.rows()
                .forEach(report -> table.row(
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
                .map(since -> "down since " + Table.time(since) + ": " + status.problem())
                .orElse("up");
    }
}
