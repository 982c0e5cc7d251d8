package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Found;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Unknown;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.testkit.fetch.FakeFetcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is fetched without anybody asking: at the start, at intervals, and again after a failure. */
class TimetableTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String COMMON = "user_common.cfg";

    private final ProvisioningHouse house = new ProvisioningHouse();
    private final FakeFetcher server = house.server;

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @Tag("PRV-02")
    void fetchesTheCommonFileAtTheStartAndAfterItsInterval() {
        server.put(COMMON, "UD_Vip=1\nUD_Pin=1234\nUDS_CommonUpdateInterval=6");
        house.start();
        assertThat(house.commonLayer()).isEqualTo(Map.of("UD_Vip", "TRUE", "UDS_CommonUpdateInterval", "6"));
        assertThat(house.store.find(SecretOwner.SYSTEM, SecretKind.COMMON_PIN)).contains(Secret.of("1234"));

        server.put(COMMON, "UD_Vip=0");
        house.pass(HOUR.multipliedBy(5), HOUR);
        assertThat(server.requestsFor(COMMON)).isEqualTo(1);
        house.pass(HOUR.multipliedBy(1), HOUR);

        assertThat(house.commonLayer()).isEqualTo(Map.of("UD_Vip", "FALSE"));
        assertThat(house.store.find(SecretOwner.SYSTEM, SecretKind.COMMON_PIN)).isEmpty();
        house.pass(HOUR.multipliedBy(23), HOUR);
        assertThat(server.requestsFor(COMMON)).isEqualTo(2);
        house.pass(HOUR.multipliedBy(2), HOUR);
        assertThat(server.requestsFor(COMMON)).isEqualTo(3);
    }

    @Test
    @Tag("PRV-02")
    void goesByTheDefaultsWhenThereIsNoCommonFile() {
        server.put(COMMON, "UD_Vip=1\nUD_Pin=1");
        house.start();
        server.remove(COMMON);

        ImportResult result = ProvisioningHouse.get(house.service.importCommon());

        assertThat(result.outcome()).isEqualTo(ImportResult.Outcome.GONE);
        assertThat(house.commonLayer()).isEmpty();
        assertThat(house.store.find(SecretOwner.SYSTEM, SecretKind.COMMON_PIN)).isEmpty();
        assertThat(house.service.status().downSince()).isEmpty();
    }

    @Test
    @Tag("PRV-05")
    void keepsWhatTheCommonFileSaidWhenItCannotBeRead() {
        server.put(COMMON, "UD_Vip=1");
        house.start();

        server.put(COMMON, "# error 17");
        ProvisioningHouse.get(house.service.importCommon());
        server.put(COMMON, "UD_Vip=0\0");
        ProvisioningHouse.get(house.service.importCommon());
        server.breakDown();
        ProvisioningHouse.get(house.service.importCommon());

        assertThat(house.commonLayer()).isEqualTo(Map.of("UD_Vip", "TRUE"));
    }

    @Test
    @Tag("PRV-06")
    void triesAgainLaterAndLaterWhileTheSourceIsDown() {
        server.breakDown();
        house.start();
        assertThat(house.service.status().downSince()).contains(house.clock.instant());

        house.pass(HOUR, SECOND.multipliedBy(10));

        assertThat(server.requestsFor(COMMON)).isBetween(6L, 10L);
        assertThat(house.service.status().downSince())
                .contains(house.clock.instant().minus(HOUR));
        server.repair();
        server.put(COMMON, "UD_Vip=1");
        house.pass(HOUR, MINUTE);
        assertThat(house.commonLayer()).containsKey("UD_Vip");
        assertThat(house.service.status().downSince()).isEmpty();
    }

    @Test
    @Tag("PRV-06")
    void asksAtOnceWhenTheMissingProtocolArrives() {
        house.unbind(server, 1);
        ProvisioningHouse.get(house.service.importCommon());
        server.put(COMMON, "UD_Vip=1");

        house.bind(server, 2);
        house.scheduler.runDue();
        house.settle();

        assertThat(house.commonLayer()).containsKey("UD_Vip");
    }

    @Test
    @Tag("PRV-03")
    void fetchesAUsersFileAfterItsIntervalWhichALoginStartsAnew() {
        house.start();
        server.put("4711.cfg", "UD_Name=Julian\nUD_UpdateInterval=2");
        house.logIn("4711");
        house.pass(HOUR, HOUR);
        house.logIn("4711");
        server.put("4711.cfg", "UD_Name=Julia\nUD_UpdateInterval=2");

        house.pass(HOUR.plus(MINUTE), MINUTE);
        assertThat(house.find("4711").orElseThrow().name()).isEqualTo("Julian");
        house.pass(HOUR, MINUTE);

        assertThat(house.find("4711").orElseThrow().name()).isEqualTo("Julia");
        assertThat(server.requestsFor("4711.cfg")).isEqualTo(3);
    }

    @Test
    @Tag("PRV-05")
    void deletesAUserWhoseFileIsGoneAtTheInterval() {
        house.start();
        server.put("4711.cfg", "UD_Name=Julian");
        house.logIn("4711");
        server.remove("4711.cfg");

        house.pass(HOUR.multipliedBy(25), HOUR);

        assertThat(house.find("4711")).isEmpty();
    }

    @Test
    @Tag("PRV-11")
    void fetchesOnlyTheCommonFileAtAStart() {
        addUsers(10, Duration.ofHours(1));

        house.start();
        house.pass(MINUTE, SECOND);

        assertThat(server.requests()).hasSize(1);
        assertThat(server.requestsFor(COMMON)).isEqualTo(1);
    }

    @Test
    @Tag("PRV-11")
    void spreadsWhatIsOverdue() {
        IntStream.range(0, 50).forEach(i -> server.put("47" + i + ".cfg", "UD_Vip=1"));
        addUsers(50, Duration.ofHours(-1));

        house.start();
        // The first users' files follow the common one, with nothing in progress for a moment in between.
        org.awaitility.Awaitility.await().until(() -> server.requests().size() >= 4);
        house.settle();

        int before = server.requests().size();
        for (int second = 0; second < 10; second++) {
            house.pass(SECOND, SECOND);
            assertThat(server.requests().size() - before).isLessThanOrEqualTo(3);
            before = server.requests().size();
        }
        house.pass(SECOND.multipliedBy(20), SECOND);
        List<UserFile> left = house.store.read(view -> view.dueUserFiles(house.clock.instant(), 100));
        assertThat(left).isEmpty();
        assertThat(server.requests()).hasSize(51);
    }

    @Test
    @Tag("PRV-11")
    void leavesHalfOfTheThreadsToPeople() {
        house.start();
        addUsers(50, Duration.ofHours(-1));
        server.put("9999.cfg", "UD_Name=Julian");
        int before = server.requests().size();
        server.hold();

        house.service.start();
        for (int second = 0; second < 10; second++) {
            house.scheduler.advance(SECOND);
        }
        org.awaitility.Awaitility.await().until(() -> server.requests().size() >= before + 4);

        assertThat(house.service.status().inProgress()).isEqualTo(4);
        server.goOn();
        assertThat(house.lookUp("9999")).isInstanceOf(Found.class);
    }

    @Test
    @Tag("PRV-06")
    void retriesAUsersFileWithABackoff() {
        house.start();
        server.put("4711.cfg", "UD_Name=Julian");
        house.logIn("4711");
        server.answerAlways(new FetchResult.Failed(FetchResult.Kind.SERVER_ERROR, "HTTP 500"));

        house.lookUp("4711");

        Duration pause =
                Duration.between(house.clock.instant(), house.file("4711").due());
        assertThat(pause).isBetween(Duration.ofSeconds(22), Duration.ofSeconds(30));
        house.lookUp("4711");
        house.settle();
        pause = Duration.between(house.clock.instant(), house.file("4711").due());
        assertThat(pause).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(60));
    }

    @Test
    @Tag("CFG-08")
    void fetchesNoUsersFilesWhenTheCommonFileSwitchesThemOff() {
        server.put("4711.cfg", "UD_Name=Julian");
        server.put("4712.cfg", "UD_Name=Julia");
        User user = house.logIn("4711");
        server.put(COMMON, "UDS_UseExternalUsers=FALSE");
        ProvisioningHouse.get(house.service.importCommon());

        assertThat(house.lookUp("4711")).isEqualTo(new Found(user, false));
        assertThat(house.lookUp("4712")).isEqualTo(new Unknown());
        house.pass(HOUR.multipliedBy(30), HOUR);

        assertThat(server.requestsFor("4711.cfg")).isEqualTo(1);
        assertThat(server.requestsFor(COMMON)).isGreaterThan(1);
    }

    @Test
    void plansNothingWithoutASource() {
        try (ProvisioningHouse idle = new ProvisioningHouse(Optional.empty())) {
            idle.start();

            assertThat(idle.scheduler.pending()).isZero();
            assertThat(idle.service.status().configured()).isFalse();
            assertThat(ProvisioningHouse.get(idle.service.importCommon()).reason())
                    .isEqualTo("No provisioning source is set");
        }
    }

    private void addUsers(int users, Duration due) {
        house.write(tx -> {
            for (int i = 0; i < users; i++) {
                User user = tx.addUser(new UserNumber("47" + i), Optional.empty(), "", true);
                tx.putUserFile(new UserFile(
                        user.id(),
                        "47" + i + ".cfg",
                        "",
                        Optional.empty(),
                        tx.now().plus(due),
                        Optional.empty()));
            }
            return true;
        });
    }
}
