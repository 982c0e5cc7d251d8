package org.dectory.shell.internal;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dectory.api.configuration.ConfigurationSnapshot;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.configuration.SnapshotException;
import org.dectory.api.store.Actor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Snapshots of all settings. */
@Component(service = SnapshotCommands.class, configurationPid = "org.dectory.shell")
@GogoCommand(
        scope = "dectory",
        function = {"snapshots", "takesnapshot", "restoresnapshot", "deletesnapshot"})
public final class SnapshotCommands {

    private final Capabilities capabilities;

    @Activate
    public SnapshotCommands(@Reference Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    @Descriptor("lists the snapshots of all settings")
    public String snapshots() throws CommandFailedException {
        return answer(snapshots -> table(snapshots.list()));
    }

    @Descriptor("takes a snapshot of all settings")
    public String takesnapshot(@Descriptor("why") String cause) throws CommandFailedException {
        return answer(snapshots -> table(List.of(snapshots.take(cause, Commands.ACTOR, false))));
    }

    @Descriptor("makes all settings what they were")
    public String restoresnapshot(@Descriptor("its number") int id) throws CommandFailedException {
        return restore(id, Set.of());
    }

    @Descriptor("makes the settings of one name what they were")
    public String restoresnapshot(@Descriptor("its number") int id, @Descriptor("the persistent identity") String pid)
            throws CommandFailedException {
        return restore(id, Set.of(pid));
    }

    private String restore(int id, Set<String> pids) throws CommandFailedException {
        return answer(snapshots -> {
            List<String> restored = snapshots.restore(id, pids, Commands.ACTOR);
            return restored.isEmpty() ? "nothing differs\n" : "restored: " + String.join(", ", restored) + "\n";
        });
    }

    @Descriptor("deletes a snapshot")
    public String deletesnapshot(@Descriptor("its number") int id) throws CommandFailedException {
        return answer(snapshots -> {
            snapshots.delete(id);
            return "deleted\n";
        });
    }

    private String answer(Function<ConfigurationSnapshots, String> deed) throws CommandFailedException {
        try {
            return deed.apply(capabilities.require(ConfigurationSnapshots.class));
        } catch (SnapshotException | IllegalArgumentException | UncheckedIOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    private static String table(List<ConfigurationSnapshot> snapshots) {
        Table table = new Table("SNAPSHOT", "TIME", "BY", "CAUSE", "STATE", "DIFFERS NOW");
        snapshots.forEach(each -> table.row(
                Integer.toString(each.id()),
                each.time().map(Instant::toString).orElse(""),
                each.actor().map(Actor::name).orElse(""),
                each.cause(),
                state(each),
                each.damaged() ? "?" : String.join(" ", each.changes())));
        return table.toString();
    }

    private static String state(ConfigurationSnapshot snapshot) {
        if (snapshot.damaged()) {
            return "damaged";
        }
        return snapshot.pinned() ? "pinned" : "";
    }
}
