package org.dectory.health.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.hc.api.Result.Status;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.dectory.release.CodeGate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("OSG-07")
class ChecksTest {

    @ParameterizedTest
    @CsvSource({"8000, OK", "64, OK", "63, WARN", "8, WARN", "7, CRITICAL", "0, CRITICAL"})
    void ratesTheRoomOnTheDisk(long mebibytes, Status expected) {
        assertThat(new DiskCheck(() -> mebibytes << 20).execute().getStatus()).isEqualTo(expected);
    }

    @Test
    void aDiskThatCannotBeReadIsCritical() {
        DiskCheck check = new DiskCheck(() -> {
            throw new IOException("input/output error");
        });

        assertThat(check.execute().getStatus()).isEqualTo(Status.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource({"10, OK", "85, OK", "86, WARN", "97, WARN", "98, CRITICAL"})
    void ratesTheHeapByWhatACollectionLeft(long percent, Status expected) {
        MemoryCheck check = new MemoryCheck(() -> Optional.of(new MemoryUsage(0, percent, 100, 100)));

        assertThat(check.execute().getStatus()).isEqualTo(expected);
    }

    @Test
    @Tag("PRV-06")
    void saysThatASourceIsDownAndWhatIsWrongWithOneThatIsNot() {
        Instant since = Instant.parse("2026-03-01T12:00:00Z");

        assertThat(SourceCheck.causes(source(Optional.empty(), ""), Optional.empty()))
                .isEmpty();
        assertThat(SourceCheck.causes(source(Optional.of(since), "no route"), Optional.empty()))
                .containsExactly("down since 2026-03-01T12:00:00Z: no route");
        assertThat(SourceCheck.causes(source(Optional.empty(), "no new users are made"), Optional.empty()))
                .containsExactly("no new users are made");
    }

    private static ProvisioningStatus source(Optional<Instant> downSince, String problem) {
        return new ProvisioningStatus(true, true, downSince, problem, Optional.empty(), 0);
    }

    @Test
    void readsTheMemoryOfThisProcess() {
        assertThat(new MemoryCheck().execute().getStatus()).isEqualTo(Status.OK);
    }

    @Test
    void findsThreadsThatWaitForEachOther() throws Exception {
        Object left = new Object();
        Object right = new Object();
        CountDownLatch bothHold = new CountDownLatch(2);
        assertThat(new ThreadCheck().execute().getStatus()).isEqualTo(Status.OK);

        take(left, right, bothHold);
        take(right, left, bothHold);

        await().untilAsserted(() ->
                assertThat(new ThreadCheck().execute().getStatus()).isEqualTo(Status.CRITICAL));
    }

    private static void take(Object first, Object second, CountDownLatch bothHold) {
        Thread thread = new Thread(() -> {
            synchronized (first) {
                bothHold.countDown();
                try {
                    bothHold.await();
                } catch (InterruptedException e) {
                    return;
                }
                synchronized (second) {
                    throw new IllegalStateException("nobody gets here");
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    @Tag("OSG-03")
    void codeThatIsKeptOutAndAnOpenGateAreWarnings() {
        assertThat(code(false)).isEqualTo(Status.OK);
        assertThat(code(false, "evil 1.0.0 from file:evil.jar")).isEqualTo(Status.WARN);
        assertThat(code(true)).isEqualTo(Status.WARN);
        assertThat(new CodeCheck(null).execute().getStatus()).isEqualTo(Status.WARN);
    }

    private static Status code(boolean open, String... strangers) {
        CodeGate gate = new CodeGate() {
            @Override
            public boolean isOpen() {
                return open;
            }

            @Override
            public List<String> strangers() {
                return List.of(strangers);
            }
        };
        return new CodeCheck(gate).execute().getStatus();
    }

    @Test
    void aFeatureConsistsOfOurBundles(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("fetch-ftp.json"),
                "{\"bundles\": [{\"id\": \"commons-net:commons-net:3.12.0\", \"start-level\": 3},"
                        + " {\"id\": \"org.dectory:org.dectory.fetch.ftp:1\", \"start-level\": 5}]}");
        Files.writeString(folder.resolve("web.json"), "{\"bundles\": [{\"id\": \"org.apache.felix:jetty:1\"}]}");
        Files.writeString(folder.resolve("broken.json"), "{");

        assertThat(Feature.readAll(folder)).containsExactly(new Feature("fetch-ftp", List.of("org.dectory.fetch.ftp")));
    }
}
