package org.dectory.webconsole.internal;

import java.util.Locale;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.fieldupdate.UpdateStatus;
import org.dectory.api.store.PageRequest;

/** What the overview tells of updates. Files are sent by the command line or the programming interface. */
final class UpdateRows {

    private static final int SHOWN = 10;

    private final Table table;

    UpdateRows(Table table) {
        this.table = table;
    }

    void write(FieldUpdateService service) {
        UpdateStatus status = service.status();
        if (status.refusal().isPresent()) {
            table.row("Updates", status.refusal().get());
            return;
        }
        table.row("Running", "version " + status.running());
        table.row("Now", status.phase().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        status.staged().ifPresent(version -> table.row("Lies ready", "version " + version));
        status.previous().ifPresent(version -> table.row("To go back to", "version " + version));
        status.trial()
                .ifPresent(trial -> table.row(
                        "On trial",
                        "version " + trial.version() + " since " + Table.time(trial.since())
                                + trial.verdict()
                                        .map(verdict -> ", kept at " + Table.time(verdict))
                                        .orElse("")));
        if (!status.remark().isEmpty()) {
            table.row("Remark", status.remark());
        }
        service.history(PageRequest.first(SHOWN))
                .rows()
                .forEach(event -> table.row(
                        Table.time(event.at()),
                        event.step().toLowerCase(Locale.ROOT).replace('_', ' ') + ", version " + event.version()
                                + (event.reason().isEmpty() ? "" : ", " + event.reason())
                                + (event.detail().isEmpty() ? "" : ": " + event.detail())));
        table.buttons(() -> {
            if (status.staged().isPresent() && status.trial().isEmpty()) {
                table.button("try-update", "Try version " + status.staged().get());
            }
            if (status.trial().isPresent()) {
                table.button("roll-back", "End the trial");
            } else if (status.previous().isPresent()) {
                table.button(
                        "roll-back", "Go back to version " + status.previous().get());
            }
        });
    }
}
