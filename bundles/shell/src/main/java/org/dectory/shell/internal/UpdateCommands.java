package org.dectory.shell.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.fieldupdate.UpdateEvent;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateStatus;
import org.dectory.api.store.PageRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What an operator does about updates. */
@Component(service = UpdateCommands.class, configurationPid = "org.dectory.shell")
@GogoCommand(
        scope = "dectory",
        function = {
            "updates",
            "stageupdate",
            "stagedupdate",
            "discardupdate",
            "tryupdate",
            "keepupdate",
            "rollback",
            "updatehistory"
        })
public final class UpdateCommands {

    private static final int SHOWN = 50;

    private final Capabilities capabilities;

    @Activate
    public UpdateCommands(@Reference Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    private FieldUpdateService service() throws CommandFailedException {
        return capabilities.require(FieldUpdateService.class);
    }

    @Descriptor("says what runs, what lies ready, what is on trial")
    public String updates() throws CommandFailedException {
        UpdateStatus status = service().status();
        if (status.refusal().isPresent()) {
            return status.refusal().get() + "\n";
        }
        Table table = new Table("UPDATES", status.phase().toString());
        table.row("running", "version " + status.running());
        status.staged().ifPresent(version -> table.row("lies ready", "version " + version));
        status.previous().ifPresent(version -> table.row("to go back to", "version " + version));
        status.trial()
                .ifPresent(trial -> table.row("on trial since", trial.since().toString()));
        return table + (status.remark().isEmpty() ? "" : status.remark() + "\n");
    }

    @Descriptor("takes a signed update in; nothing that runs changes")
    public String stageupdate(@Descriptor("a file of the appliance") String file) throws CommandFailedException {
        try {
            return plan(Waiting.await(service().stage(Path.of(file), Commands.ACTOR)));
        } catch (InvalidPathException e) {
            throw new CommandFailedException("The file " + file + " cannot be read.");
        }
    }

    @Descriptor("says what the update that lies ready would change, and who signed it")
    public String stagedupdate() throws CommandFailedException {
        return service().staged().map(UpdateCommands::plan).orElse("no update lies ready\n");
    }

    @Descriptor("forgets the update that lies ready")
    public String discardupdate() throws CommandFailedException {
        return "version " + Waiting.await(service().discard(Commands.ACTOR)) + " is discarded\n";
    }

    @Descriptor("puts on trial what lies ready")
    public String tryupdate() throws CommandFailedException {
        return plan(Waiting.await(service().startTrial(Commands.ACTOR)));
    }

    private static String plan(UpdatePlan plan) {
        StringBuilder text = new StringBuilder("version " + plan.version() + "\n");
        plan.changes().forEach(change -> text.append("  ").append(change).append('\n'));
        plan.restartCauses()
                .forEach(cause -> text.append("the appliance restarts for it: ")
                        .append(cause)
                        .append('\n'));
        plan.settings()
                .forEach(change -> text.append("  setting ").append(change).append('\n'));
        plan.signers().forEach(key -> text.append("signed by key ").append(key).append('\n'));
        return text.toString();
    }

    @Descriptor("keeps what is on trial before its time is over")
    public String keepupdate() throws CommandFailedException {
        return "version " + Waiting.await(service().keep(Commands.ACTOR)) + " is kept\n";
    }

    @Descriptor("ends a trial; without one, leaves what runs for what ran before it")
    public String rollback() throws CommandFailedException {
        return "back to version " + Waiting.await(service().rollBack(Commands.ACTOR)) + "\n";
    }

    @Descriptor("tells what happened to updates, the newest first")
    public String updatehistory() throws CommandFailedException {
        List<UpdateEvent> events = service().history(PageRequest.first(SHOWN)).rows();
        Table table = new Table("AT", "STEP", "VERSION", "REASON", "DETAIL");
        events.forEach(event -> table.row(
                event.at().toString(), event.step(), Long.toString(event.version()), event.reason(), event.detail()));
        return table.toString();
    }
}
