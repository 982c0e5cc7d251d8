package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportResult.Outcome;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.dectory.itests.harness.PaxExam5;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/** Authenticators and fetchers are replaced again and again while people log in and files are imported. */
@ExtendWith(PaxExam5.class)
@ExamReactorStrategy(PerClass.class)
public class SwapIT {

    private static final int SWAPS = Boolean.getBoolean("dectory.thorough") ? 200 : 20;
    private static final int USERS = Boolean.getBoolean("dectory.thorough") ? 10_000 : 2_200;
    private static final int PHONES = 12;

    @Inject
    private BundleContext context;

    private House house;

    @Configuration
    public Option[] image() {
        return ShippedImage.options();
    }

    @BeforeEach
    void open() throws IOException {
        house = new House(context);
        house.openSubscription();
        house.endCallsAtOnce();
    }

    @Test
    @Tag("LOG-13")
    @Tag("OSG-04")
    void noLoginAndNoSubscriptionFailsWhileTheAuthenticatorsAreReplaced() throws Exception {
        List<Handset> phones = new ArrayList<>(house.subscribedPhonesOfTheOlderAlgorithm(PHONES / 2));
        phones.addAll(house.subscribedPhones(PHONES / 2));
        List<Runnable> deeds = new ArrayList<>();
        int number = 2000;
        for (Handset phone : phones) {
            String user = Integer.toString(number++);
            house.user(user);
            deeds.add(() -> logInAndOut(phone, user, "77"));
        }
        deeds.add(() -> house.subscribedPhones(1));

        try (Bustle bustle = Bustle.of(deeds)) {
            swapAgainAndAgain("org.dectory.auth.dsaa", bustle);
            swapAgainAndAgain("org.dectory.auth.dsaa2", bustle);
        }
        assertThat(phones).extracting(Handset::algorithm).containsOnly("DSAA", "DSAA2");
    }

    @Test
    @Tag("OSG-04")
    @Tag("PRV-01")
    void noImportAndNoLoginFailsWhileTheHttpFetcherIsReplaced() throws Exception {
        HttpServer server = server();
        server.createContext("/", exchange -> answer(exchange, "UD_Name=Somebody\nUD_Pin=31\n"));
        use(source(server));

        try (Bustle bustle = Bustle.of(loginsAndImports(3000))) {
            swapAgainAndAgain("org.dectory.fetch.http", bustle);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @Tag("OSG-04")
    @Tag("PRV-13")
    void noImportAndNoLoginFailsWhileTheFileFetcherIsReplaced() throws Exception {
        Path folder = Files.createTempDirectory(Path.of(context.getProperty("dectory.data")), "users");
        for (int i = 0; i <= PHONES; i++) {
            Files.writeString(folder.resolve(4000 + i + ".cfg"), "UD_Name=Somebody\nUD_Pin=31\n");
        }
        use(new Source("file", "", 0, folder.toString(), ""));

        try (Bustle bustle = Bustle.of(loginsAndImports(4000))) {
            swapAgainAndAgain("org.dectory.fetch.file", bustle);
        }
    }

    @Test
    @Tag("OSG-04")
    @Tag("PRV-14")
    void anImportOfManyUsersLosesNoneAndDoublesNoneWhileTheHttpFetcherIsReplacedTenTimes() throws Exception {
        HttpServer server = server();
        Semaphore answers = new Semaphore(0);
        server.createContext("/", exchange -> {
            answers.acquireUninterruptibly();
            answer(exchange, "UD_Name=Somebody\nUD_Pin=31\n");
        });
        answers.release(); // for the common file
        use(source(server));
        ProvisioningAdministration imports = house.service(ProvisioningAdministration.class);
        ChangeFeed feed = house.service(ChangeFeed.class);
        long head = feed.head();

        try (Relay fetcher = new Relay(context, house.bundle("org.dectory.fetch.http"))) {
            imports.startImport(
                    Optional.of(IntStream.range(0, USERS)
                            .mapToObj(i -> Integer.toString(60_000 + i))
                            .toList()),
                    House.actor());
            for (int swap = 1; swap <= 10; swap++) {
                answers.release(USERS / 10);
                fetcher.swap();
                assertThat(imports.lastRun().orElseThrow().running()).isTrue();
            }
            answers.release(USERS);
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> !imports.lastRun().orElseThrow().running());
        } finally {
            answers.release(USERS * 2);
            server.stop(0);
        }

        ImportRun run = imports.lastRun().orElseThrow();
        assertThat(run.imported()).as(run.toString()).isEqualTo(USERS);
        assertThat(run.failed()).isZero();
        assertThat(added(feed, head))
                .hasSize(USERS)
                .allSatisfy((user, times) -> assertThat(times).isEqualTo(1));
    }

    private static Map<String, Integer> added(ChangeFeed feed, long head) {
        Map<String, Integer> added = new HashMap<>();
        long cursor = head;
        List<Change> changes = feed.after(cursor, 1000);
        while (!changes.isEmpty()) {
            changes.stream()
                    .filter(change -> change.kind() == Change.Kind.USER_ADDED)
                    .forEach(change -> added.merge(change.detail(), 1, Integer::sum));
            cursor = changes.get(changes.size() - 1).sequence();
            changes = feed.after(cursor, 1000);
        }
        return added;
    }

    @Test
    @Tag("OSG-04")
    void aFetchThatOutlastsItsFetcherIsRepeatedByTheNext() throws Exception {
        HttpServer server = server();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/5000.cfg", exchange -> {
            if (asked.getCount() > 0) {
                asked.countDown();
                await().atMost(House.PATIENCE).until(() -> over.getCount() == 0);
            }
            answer(exchange, "UD_Name=Patience\n");
        });
        use(source(server));
        try (Relay fetcher = new Relay(context, house.bundle("org.dectory.fetch.http"))) {
            CompletableFuture<ImportResult> result =
                    house.service(ProvisioningService.class).importUser("5000").toCompletableFuture();
            await().atMost(House.PATIENCE).until(() -> asked.getCount() == 0);
            fetcher.swap();

            assertThat(House.done(result).outcome())
                    .as(House.done(result).reason())
                    .isEqualTo(Outcome.IMPORTED);
        } finally {
            over.countDown();
            server.stop(0);
        }
    }

    private void swapAgainAndAgain(String symbolicName, Bustle bustle) throws BundleException {
        try (Relay relay = new Relay(context, house.bundle(symbolicName))) {
            for (int swap = 1; swap <= SWAPS; swap++) {
                relay.swap();
                bustle.awaitMore(PHONES);
            }
        }
        bustle.awaitMore(PHONES);
        assertThat(context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                        .adapt(FrameworkWiring.class)
                        .getRemovalPendingBundles())
                .as("bundles that linger")
                .isEmpty();
    }

    /** External users who log in and out, each login with an import, and somebody who imports all the time. */
    private List<Runnable> loginsAndImports(int first) {
        List<Runnable> deeds = new ArrayList<>();
        int number = first;
        for (Handset phone : house.subscribedPhones(PHONES)) {
            String user = Integer.toString(number++);
            deeds.add(() -> logInAndOut(phone, user, "31"));
        }
        String alone = Integer.toString(number);
        deeds.add(() -> {
            ImportResult result =
                    House.done(house.service(ProvisioningService.class).importUser(alone));
            assertThat(result.outcome()).as(result.reason()).isIn(Outcome.IMPORTED, Outcome.UNCHANGED);
        });
        return deeds;
    }

    private static void logInAndOut(Handset phone, String number, String pin) {
        phone.login(number, pin);
        phone.logout();
    }

    private void use(Source source) {
        House.done(house.service(ProvisioningService.class)
                .configure(Optional.of(source), Optional.empty(), House.actor()));
    }

    private static HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return server;
    }

    private static Source source(HttpServer server) {
        return new Source("http", "127.0.0.1", server.getAddress().getPort(), "/", "");
    }

    private static void answer(HttpExchange exchange, String content) throws IOException {
        try (exchange) {
            byte[] octets = content.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
        }
    }
}
