package org.dectory.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PRV-01")
class KeptConnectionsTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final List<String> forgotten = new CopyOnWriteArrayList<>();
    private final List<String> dropped = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        clock.shutdownNow();
    }

    @Test
    void givesTheOneThatWasUsedLastAndEachOnce() {
        KeptConnections<String, String> kept = new KeptConnections<>(LONG, 3, clock, forgotten::add, dropped::add);
        kept.put("a", "a1");
        kept.put("b", "b1");
        kept.put("a", "a2");

        assertThat(kept.take("a")).contains("a2");
        assertThat(kept.take("a")).contains("a1");
        assertThat(kept.take("a")).isEmpty();
        assertThat(kept.take("b")).contains("b1");
        assertThat(forgotten).containsExactly("a", "a", "b");
        assertThat(dropped).isEmpty();
    }

    @Test
    void endsTheOldestOfTooMany() {
        KeptConnections<String, String> kept = new KeptConnections<>(LONG, 2, clock, forgotten::add, dropped::add);
        kept.put("a", "a1");
        kept.put("b", "b1");
        kept.put("c", "c1");

        assertThat(dropped).containsExactly("a1");
        assertThat(forgotten).containsExactly("a");
    }

    @Test
    void endsThoseWhoseTimeIsOver() {
        KeptConnections<String, String> kept =
                new KeptConnections<>(Duration.ofMillis(1), 2, clock, forgotten::add, dropped::add);
        kept.put("a", "a1");
        kept.put("b", "b1");

        await().until(() -> dropped.equals(List.of("a1", "b1")));
        assertThat(kept.take("a")).isEmpty();
    }

    @Test
    void endsThoseThatAreOfNoUse() {
        KeptConnections<String, String> kept = new KeptConnections<>(LONG, 2, clock, forgotten::add, dropped::add);
        kept.put("a", "a1");
        kept.put("b", "b1");

        kept.endIf("a"::equals);

        assertThat(dropped).containsExactly("a1");
        assertThat(kept.take("b")).contains("b1");
    }

    @Test
    void endsAllAtTheEndAndThoseThatComeBackLater() {
        KeptConnections<String, String> kept = new KeptConnections<>(LONG, 2, clock, forgotten::add, dropped::add);
        kept.put("a", "a1");

        kept.close();
        kept.put("b", "b1");

        assertThat(dropped).containsExactly("a1", "b1");
        assertThat(forgotten).containsExactly("a", "b");
        assertThat(kept.take("b")).isEmpty();
    }
}
