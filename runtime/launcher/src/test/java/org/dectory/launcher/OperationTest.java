package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.felix.scr.impl.Activator;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.CheckResult.Severity;
import org.dectory.api.health.HealthService;
import org.dectory.release.Factory;
import org.dectory.release.Installer;
import org.dectory.release.JournalEntry;
import org.dectory.release.JournalEntry.Step;
import org.dectory.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentContext;
import org.osgi.util.promise.Promise;

/** A small appliance of a component runtime and bundle {@code a}, of which updates bring another version. */
@Tag("OSG-03")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OperationTest {

    private static final Proof QUICK = new Proof(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(40));

    @TempDir
    Path folder;

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private Path home;
    private Vendor vendor;
    private DataFolder data;
    private Releases releases;
    private Operation operation;

    @BeforeEach
    void open() throws Exception {
        System.clearProperty("operation.test.over");
        home = Files.createDirectory(folder.resolve("image"));
        new Jars(home)
                .withJarOf(org.osgi.util.function.Function.class)
                .withJarOf(Promise.class)
                .withJarOf(ComponentContext.class)
                .withJarOf(Activator.class)
                .with("org.dectory.rest", Map.of())
                .with("a", Map.of());
        Files.createDirectories(home.resolve("config"));
        Files.writeString(
                home.resolve("config/framework.properties"),
                "felix.log.level=0\nds.loglevel=0\norg.osgi.service.http.port=0\n");
        vendor = new Vendor(folder, home);
        data = DataFolder.open(folder.resolve("data"));
        releases = new Releases(data.path().resolve("release"), Factory.read(home), Clock.systemUTC());
        operation = operation(QUICK, Image.read(home));
    }

    @AfterEach
    void close() throws Exception {
        System.setProperty("operation.test.over", "true");
        executor.shutdownNow();
        while (!executor.awaitTermination(20, TimeUnit.MILLISECONDS)) {
            operation.running().ifPresent(Appliance::close);
        }
        data.close();
    }

    @Test
    void runsTheImageWhereNoUpdateEverCame() throws Exception {
        assertThat(runs(QUICK)).isEqualTo("1.0.0");
        assertThat(data.path().resolve("release")).doesNotExist();
    }

    @Test
    void runsWhatIsCommitted() throws Exception {
        String set = stage(2, Map.of());
        releases.beginTrial(set);
        releases.commit(set);

        assertThat(runs(QUICK)).isEqualTo("1.0.2");
        assertThat(bundle("a").getLocation()).contains("data/release/store/");
        assertThat(bundle("org.apache.felix.scr").getLocation()).contains("image/");
    }

    @Test
    void keepsAnUpdateThatProvesItself() throws Exception {
        String set = stage(2, Map.of());
        releases.beginTrial(set);

        assertThat(runs(QUICK)).isEqualTo("1.0.2");
        waitFor(() -> releases.state().current().equals(Optional.of(set)));
        assertThat(releases.history()).extracting(JournalEntry::step).endsWith(Step.ATTEMPT, Step.COMMITTED);
    }

    @Test
    void doesNotKeepAnUpdateThatIsStoppedBeforeItProvedItself() throws Exception {
        String set = stage(2, Map.of());
        releases.beginTrial(set);
        Future<Integer> status =
                start(new Proof(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(90)));
        waitFor(() -> operation.running().isPresent());

        operation.running().orElseThrow().close();

        assertThat(status.get()).isZero();
        assertThat(releases.state().trial()).contains(set);
        assertThat(releases.state().attempts()).isEqualTo(1);
    }

    @Test
    void goesOnWithTheOldOneWhenABundleDoesNotResolve() throws Exception {
        releases.beginTrial(stage(2, Map.of("Import-Package", "not.there")));

        assertThat(runsAfterRollback()).isEqualTo("1.0.0");
        assertThat(releases.history()).last().satisfies(entry -> {
            assertThat(entry.reason()).isEqualTo("UNHEALTHY");
            assertThat(entry.detail()).contains("not.there");
        });
    }

    @Test
    void goesOnWithTheOldOneWhenABundleThrowsAsItStarts() throws Exception {
        releases.beginTrial(stage(2, Thrower.class));

        assertThat(runsAfterRollback()).isEqualTo("1.0.0");
        assertThat(releases.history())
                .last()
                .extracting(JournalEntry::detail)
                .asString()
                .contains("no radio");
    }

    @Test
    void goesOnWithTheOldOneWhenABundleFailsLater() throws Exception {
        releases.beginTrial(stage(2, Leaver.class));

        Future<Integer> unused =
                start(new Proof(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(50)));

        waitFor(() -> releases.state().trial().isEmpty());
        waitFor(() -> operation.running().isPresent() && version().equals("1.0.0"));
        assertThat(releases.history())
                .last()
                .extracting(JournalEntry::detail)
                .asString()
                .isEqualTo("bundle a is not started");
    }

    @Test
    void goesOnWithTheOldOneWhenAHealthCheckBecomesCritical() throws Exception {
        releases.beginTrial(stage(2, Map.of()));
        Future<Integer> unused =
                start(new Proof(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(50)));
        waitFor(() -> operation.running().isPresent() && version().equals("1.0.2"));
        HealthService health = () -> List.of(
                new CheckResult("purse", Severity.CRITICAL, List.of("it is empty"), Set.of("other")),
                new CheckResult("nose", Severity.WARNING, List.of("it is cold"), Set.of(HealthService.UPDATE)),
                new CheckResult("heart", Severity.CRITICAL, List.of("it stands still"), Set.of(HealthService.UPDATE)));

        operation.running().orElseThrow().context().registerService(HealthService.class, health, null);

        waitFor(() -> releases.state().trial().isEmpty());
        assertThat(releases.history())
                .last()
                .extracting(JournalEntry::reason, JournalEntry::detail)
                .containsExactly("UNHEALTHY", "the health check heart is critical: [it stands still]");
        waitFor(() -> operation.running().isPresent() && version().equals("1.0.0"));
    }

    @Test
    void endsTheProcessWhenAnUpdateHangs() throws Exception {
        releases.beginTrial(stage(2, Sleeper.class));

        Future<Integer> unused = start(new Proof(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(3)));

        assertThat(ended.get()).isEqualTo("ended");
        assertThat(releases.history()).last().extracting(JournalEntry::reason).isEqualTo("TIMED_OUT");
        assertThat(releases.boot().set()).isEmpty();
    }

    @Test
    void runsTheOldOneAfterTwoAttempts() throws Exception {
        releases.beginTrial(stage(2, Map.of()));
        releases.boot();
        releases.boot();

        assertThat(runs(QUICK)).isEqualTo("1.0.0");
        assertThat(releases.history()).last().extracting(JournalEntry::reason).isEqualTo("TOO_MANY_ATTEMPTS");
    }

    @Test
    void runsTheImageWhenTheStoreIsDamaged() throws Exception {
        String set = stage(2, Map.of());
        releases.beginTrial(set);
        releases.commit(set);
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(data.path().resolve("release/store"))) {
            for (Path jar : jars) {
                Files.write(jar, new byte[0]);
            }
        }

        assertThat(runs(QUICK)).isEqualTo("1.0.0");
        assertThat(releases.history()).last().extracting(JournalEntry::reason).isEqualTo("DAMAGED");
    }

    @Test
    void startsFromTheBeginningWhenAnUpdaterAsks() throws Exception {
        runs(QUICK);
        Appliance before = operation.running().orElseThrow();
        String set = stage(2, Map.of());
        releases.beginTrial(set);

        BundleContext context = before.context();
        context.getService(context.getServiceReference(Installer.class)).restart("an update is to run");

        waitFor(() -> operation.running().orElseThrow() != before);
        assertThat(version()).isEqualTo("1.0.2");
        assertThat(before.isStopped()).isTrue();
        waitFor(() -> releases.state().current().equals(Optional.of(set)));
    }

    @Test
    void keepsTheFreePortThatItFoundWhenItStartsAgain() throws Exception {
        runs(QUICK);
        Appliance before = operation.running().orElseThrow();
        String address = Files.readString(data.path().resolve("address"));

        before.context().getBundle(0).update();

        waitFor(() -> operation.running().orElseThrow() != before);
        assertThat(data.path().resolve("address")).hasContent(address);
    }

    @Test
    void saysOfNoAddressWhereNothingListens() throws Exception {
        Files.writeString(data.path().resolve("address"), "http://127.0.0.1:8080\n");
        Path list = home.resolve("image.list");
        Files.write(
                list,
                Files.readAllLines(list).stream()
                        .filter(line -> !line.startsWith("org.dectory.rest "))
                        .toList());

        runs(QUICK);

        assertThat(data.path().resolve("address")).doesNotExist();
    }

    @Test
    void startsFromTheBeginningWhenTheFrameworkIsToldToRestart() throws Exception {
        runs(QUICK);
        Appliance before = operation.running().orElseThrow();

        before.context().getBundle(0).update();

        waitFor(() -> operation.running().orElseThrow() != before);
        assertThat(version()).isEqualTo("1.0.0");
        assertThat(before.isStopped()).isTrue();
    }

    @Test
    void takesTheWordOfSumsForItsFirstStartAlone() throws Exception {
        Future<Integer> status = start(QUICK, Image.read(home, sums()));
        waitFor(() -> operation.running().isPresent());
        Files.delete(home.resolve("a.jar"));
        Jars.write(home.resolve("a.jar"), "a", Map.of("Bundle-Name", "altered"));

        operation.running().orElseThrow().context().getBundle(0).update();

        assertThatThrownBy(status::get).hasMessageContaining("a.jar is not the listed a 1.0.0");
    }

    @Test
    void takesTheWordOfSumsForWhatAnUpdateHasFromTheImage() throws Exception {
        String set = stage(2, Map.of());
        releases.beginTrial(set);
        releases.commit(set);
        Image image = Image.read(home, sums());
        Path rest = home.resolve("org.dectory.rest.jar");
        Files.delete(rest);
        Jars.write(rest, "org.dectory.rest", Map.of("Bundle-Name", "altered"));

        Future<Integer> unused = start(QUICK, image);
        waitFor(() -> operation.running().isPresent());

        assertThat(version()).as("nothing was read again").isEqualTo("1.0.2");
    }

    /** As they are now. */
    private String sums() throws Exception {
        StringBuilder sums = new StringBuilder();
        for (ImageEntry entry : Image.read(home).entries()) {
            Path jar = home.resolve(entry.path());
            sums.append(Jars.sha256(jar)).append("  ").append(entry.path()).append('\n');
        }
        return sums.toString();
    }

    @Test
    void runsTheImageWhenItSaysNothingOfItself() throws Exception {
        String set = stage(2, Map.of());
        releases.beginTrial(set);
        Files.delete(home.resolve("release/product"));

        assertThat(runs(QUICK)).isEqualTo("1.0.0");
    }

    private Future<Integer> start(Proof proof) throws Exception {
        return start(proof, Image.read(home));
    }

    private Future<Integer> start(Proof proof, Image image) throws Exception {
        operation = operation(proof, image);
        return executor.submit(operation::run);
    }

    private Operation operation(Proof proof, Image image) throws Exception {
        Options options = Options.parse(List.of("--home", home.toString(), "--no-demo"));
        return new Operation(options, image, data, proof, () -> ended.complete("ended"));
    }

    private String runs(Proof proof) throws Exception {
        Future<Integer> unused = start(proof);
        waitFor(() -> operation.running().isPresent());
        return version();
    }

    private String runsAfterRollback() throws Exception {
        Future<Integer> unused = start(QUICK);
        waitFor(() -> releases.state().trial().isEmpty());
        waitFor(() -> operation.running().isPresent() && version().equals("1.0.0"));
        return version();
    }

    private String version() {
        return bundle("a").getVersion().toString();
    }

    private Bundle bundle(String name) {
        try {
            return Arrays.stream(operation.running().orElseThrow().context().getBundles())
                    .filter(bundle -> name.equals(bundle.getSymbolicName()))
                    .findFirst()
                    .orElseThrow();
        } catch (NullPointerException | IllegalStateException e) {
            throw new AssertionError("the framework is stopping", e);
        }
    }

    private static void waitFor(Callable<Boolean> condition) throws Exception {
        boolean met = false;
        while (!met) {
            try {
                met = condition.call();
            } catch (AssertionError e) {
                // Not yet: between two frameworks.
            }
            Thread.sleep(20);
        }
    }

    private String stage(long version, Map<String, String> headers) throws Exception {
        return vendor.stage(releases, version, headers);
    }

    private String stage(long version, Class<?> activator) throws Exception {
        return vendor.stage(releases, version, activator);
    }

    /** Fails at once. */
    public static final class Thrower implements BundleActivator {

        @Override
        public void start(BundleContext context) {
            throw new IllegalStateException("no radio");
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Comes to no end until the test does; its class is loaded twice, so a property must tell. */
    public static final class Sleeper implements BundleActivator {

        @Override
        public void start(BundleContext context) throws InterruptedException {
            while (System.getProperty("operation.test.over") == null) {
                Thread.sleep(20);
            }
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Runs for a second. */
    public static final class Leaver implements BundleActivator {

        @Override
        public void start(BundleContext context) {
            new Thread(() -> leave(context.getBundle()), "leaver").start();
        }

        /** No class of its own, which would not be in the bundle. */
        private static void leave(Bundle bundle) {
            try {
                Thread.sleep(1000);
                bundle.stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void stop(BundleContext context) {}
    }
}
