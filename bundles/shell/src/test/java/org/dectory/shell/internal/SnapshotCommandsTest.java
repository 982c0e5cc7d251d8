package org.dectory.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dectory.api.configuration.SnapshotException;
import org.dectory.testkit.FakeSnapshots;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ADM-04")
@Tag("OSG-03")
class SnapshotCommandsTest {

    private final Capabilities capabilities = new Capabilities();
    private final FakeSnapshots snapshots = new FakeSnapshots();
    private final SnapshotCommands commands = new SnapshotCommands(capabilities);

    @BeforeEach
    void open() {
        capabilities.add(snapshots);
    }

    @Test
    void listsThem() throws Exception {
        assertThat(commands.snapshots()).isEqualTo("""
                        SNAPSHOT  TIME                  BY    CAUSE                     STATE   DIFFERS NOW
                        1         2026-11-23T10:00:00Z  anna  update 17                 pinned  org.dectory.doors
                        0                                     what the factory has set  pinned
                        """);
    }

    @Test
    void takesRestoresAndDeletesOne() throws Exception {
        commands.takesnapshot("before the move");
        assertThat(commands.restoresnapshot(1)).isEqualTo("restored: org.dectory.doors\n");
        commands.restoresnapshot(1, "org.dectory.doors");
        commands.deletesnapshot(1);

        assertThat(snapshots.deeds())
                .containsExactly("take before the move", "restore 1 []", "restore 1 [org.dectory.doors]", "delete 1");
    }

    @Test
    void saysWhyItCannotBeDone() {
        snapshots.fail(new SnapshotException(SnapshotException.Kind.DAMAGED, "Snapshot 1 is damaged."));

        assertThatThrownBy(() -> commands.restoresnapshot(1))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("Snapshot 1 is damaged.");
    }
}
