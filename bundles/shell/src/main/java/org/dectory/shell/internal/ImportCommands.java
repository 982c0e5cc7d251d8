package org.dectory.shell.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dectory.api.identity.UserId;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningAdministration.Files;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Imports of many files, and users whose files are gone. */
@Component(service = ImportCommands.class, configurationPid = "org.dectory.shell")
@GogoCommand(
        scope = "dectory",
        function = {
            "importall",
            "importusers",
            "importstatus",
            "importcancel",
            "importfailed",
            "held",
            "confirmheld",
            "makeexternal"
        })
public final class ImportCommands {

    private final Capabilities capabilities;

    @Activate
    public ImportCommands(@Reference Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    private ProvisioningAdministration administration() throws CommandFailedException {
        return capabilities.require(ProvisioningAdministration.class);
    }

    @Descriptor("imports the files of all external users in the background")
    public String importall() throws CommandFailedException {
        return start(Optional.empty());
    }

    @Descriptor("imports files of users, known or not, in the background")
    public String importusers(@Descriptor("numbers or login IDs, by the login type") String... logins)
            throws CommandFailedException {
        return start(Optional.of(Arrays.asList(logins)));
    }

    private String start(Optional<List<String>> logins) throws CommandFailedException {
        try {
            return text(administration().startImport(logins, Commands.ACTOR));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CommandFailedException(e.getMessage() + ".");
        }
    }

    @Descriptor("says how the import of many files stands")
    public String importstatus() throws CommandFailedException {
        return administration().lastRun().map(ImportCommands::text).orElse("none\n");
    }

    @Descriptor("ends the import of many files")
    public String importcancel() throws CommandFailedException {
        return administration().cancelRun(Commands.ACTOR) ? "cancelled\n" : "none is in progress\n";
    }

    private static String text(ImportRun run) {
        return run.done() + " of " + run.total() + ": " + run.imported() + " imported, " + run.unchanged()
                + " unchanged, " + run.gone() + " gone, " + run.held() + " held, " + run.failed() + " failed, "
                + Math.round(run.perSecond()) + "/s"
                + (run.running()
                        ? run.left()
                                .map(left -> ", " + left.toSeconds() + " s left")
                                .orElse("")
                        : "")
                + (run.cancelled() ? ", cancelled" : "")
                + (run.problem().isEmpty() ? "" : ". " + run.problem())
                + "\n";
    }

    @Descriptor("lists files that could not be imported, and why")
    public String importfailed() throws CommandFailedException {
        return table(Files.FAILED);
    }

    @Descriptor("lists users who are kept although their files are gone")
    public String held() throws CommandFailedException {
        return table(Files.HELD);
    }

    private String table(Files which) throws CommandFailedException {
        Page<FileReport> page = administration().reports(which, PageRequest.first(PageRequest.MAX_LIMIT));
        Table table = new Table("FILE", "USER", "AT", "REASON");
        for (FileReport report : page.rows()) {
            ImportResult result = report.result();
            table.row(
                    result.file(),
                    report.user()
                            .map(user -> user.id().uid() + " " + user.name())
                            .orElse(""),
                    result.at().toString(),
                    result.reason());
        }
        String more =
                page.total() > page.rows().size() ? page.total() - page.rows().size() + " more\n" : "";
        return table + more;
    }

    @Descriptor("deletes all users who are held and whose files are still gone")
    public String confirmheld() throws CommandFailedException {
        return confirm(Optional.empty());
    }

    @Descriptor("deletes a user who is held, if the file is still gone")
    public String confirmheld(@Descriptor("the user, as held lists it") int uid) throws CommandFailedException {
        return confirm(Optional.of(Set.of(new UserId(uid))));
    }

    private String confirm(Optional<Set<UserId>> users) throws CommandFailedException {
        try {
            return text(administration().confirmDeletions(users, Commands.ACTOR));
        } catch (IllegalStateException e) {
            throw new CommandFailedException(e.getMessage() + ".");
        }
    }

    @Descriptor("makes a local user an external one, if there is a file")
    public String makeexternal(@Descriptor("the user") int uid) throws CommandFailedException {
        ImportResult result = Waiting.await(administration().makeExternal(new UserId(uid), Commands.ACTOR));
        return result.file() + ": " + Commands.word(result.outcome())
                + (result.reason().isEmpty() ? "" : ": " + result.reason()) + "\n";
    }
}
