package org.dectory.webconsole.internal;

import java.util.List;
import org.dectory.api.configuration.ConfigurationSnapshot;
import org.dectory.api.configuration.ConfigurationSnapshots;

/** What the overview tells of the configuration: its snapshots, and which settings are other now. */
final class SnapshotRows {

    private static final int SHOWN = 5;

    private final Table table;

    SnapshotRows(Table table) {
        this.table = table;
    }

    void write(ConfigurationSnapshots service) {
        List<ConfigurationSnapshot> snapshots = service.list();
        ConfigurationSnapshot factory = snapshots.get(snapshots.size() - 1);
        table.row("Other than the factory's", names(factory));
        table.buttons(() -> table.button("snapshot", "Take a snapshot"));
        table.row("Snapshots", Integer.toString(snapshots.size() - 1));
        snapshots.stream()
                .filter(each -> each.id() != ConfigurationSnapshots.FACTORY)
                .limit(SHOWN)
                .forEach(this::snapshot);
    }

    private void snapshot(ConfigurationSnapshot snapshot) {
        String time = snapshot.time().map(Table::time).orElse("");
        String by = snapshot.actor().map(actor -> ", by " + actor.name()).orElse("");
        table.row(
                snapshot.id() + " " + snapshot.cause() + (snapshot.pinned() ? " (pinned)" : ""),
                snapshot.damaged() ? "damaged" : time + by + ". Differs now: " + names(snapshot));
        if (!snapshot.changes().isEmpty()) {
            table.buttons(() -> table.button("restore " + snapshot.id(), "Restore " + snapshot.id()));
        }
    }

    private static String names(ConfigurationSnapshot snapshot) {
        return snapshot.changes().isEmpty() ? "nothing" : String.join(", ", snapshot.changes());
    }
}
