package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService.UserLookup;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Found;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Unavailable;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Unknown;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.testkit.fetch.FakeFetcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person who logs in gets. */
@Tag("LOG-03")
class LookUpTest {

    private final ProvisioningHouse house = new ProvisioningHouse();
    private final FakeFetcher server = house.server;

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @Tag("PRV-15")
    void makesAnUnknownUserWhoseFileExists() {
        server.put("4711.cfg", "UD_Name=Julian\nUD_Vip=yes\n");

        UserLookup found = house.lookUp("4711");

        User user = house.find("4711").orElseThrow();
        assertThat(found).isEqualTo(new Found(user, true));
        assertThat(user.name()).isEqualTo("Julian");
        assertThat(user.external()).isTrue();
        assertThat(house.layer(user)).isEqualTo(Map.of("UD_Vip", "TRUE"));
        Optional<Relation> relation = house.store.read(view -> view.findRelation(user.id()));
        assertThat(relation).isEmpty();
    }

    @Test
    @Tag("PRV-15")
    void makesNobodyWithoutAFile() {
        assertThat(house.lookUp("4711")).isEqualTo(new Unknown());
        assertThat(house.find("4711")).isEmpty();
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(strings = {"", "# error 17\n", "<html></html>", "UD_Name=a\0b"})
    void makesNobodyOfAFileWithoutData(String content) {
        server.put("4711.cfg", content);

        assertThat(house.lookUp("4711")).isInstanceOf(Unavailable.class);
        assertThat(house.find("4711")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../etc/passwd", "a/b", "4711 ", "%2e%2e", "ä"})
    void knowsWithoutAskingThatNobodyIsCalledLikeThis(String login) {
        assertThat(house.lookUp(login)).isEqualTo(new Unknown());
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void findsALocalUserAtOnce() {
        User local = house.write(tx -> tx.addUser(new UserNumber("4711"), Optional.empty(), "Anna", false));

        assertThat(house.lookUp("4711")).isEqualTo(new Found(local, true));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    @Tag("PRV-03")
    void fetchesTheFileAtEveryLogin() {
        server.put("4711.cfg", "UD_Name=Julian");
        house.logIn("4711");
        server.put("4711.cfg", "UD_Name=Julia");

        assertThat(house.logIn("4711").name()).isEqualTo("Julia");
        assertThat(house.logIn("4711").name()).isEqualTo("Julia");
        assertThat(server.requestsFor("4711.cfg")).isEqualTo(3);
    }

    @Test
    @Tag("PRV-06")
    void servesAKnownUserFromTheStoreWhenTheServerIsDown() {
        server.put("4711.cfg", "UD_Name=Julian");
        User user = house.logIn("4711");
        server.breakDown();

        assertThat(house.lookUp("4711")).isEqualTo(new Found(user, false));
        assertThat(house.file("4711").problem()).contains("Server not reachable");
        assertThat(house.service.status().downSince()).contains(house.clock.instant());
        assertThat(house.service.status().problem()).isEqualTo("Server not reachable");
    }

    @Test
    @Tag("PRV-06")
    void saysWhyAnUnknownUserCannotBeLookedUp() {
        server.breakDown();

        assertThat(house.lookUp("4711")).isEqualTo(new Unavailable("Server not reachable"));
    }

    @Test
    @Tag("PRV-06")
    void waitsForASlowServerOnlyAsLongAsAPersonWould() {
        server.put("4711.cfg", "UD_Name=Julian");
        User user = house.logIn("4711");
        server.put("4711.cfg", "UD_Name=Julia");
        server.hold();

        CompletionStage<UserLookup> waiting = house.service.lookUp("4711", ProvisioningHouse.PATIENCE);
        assertThat(waiting.toCompletableFuture()).isNotDone();
        house.scheduler.advance(ProvisioningHouse.PATIENCE);

        assertThat(ProvisioningHouse.get(waiting)).isEqualTo(new Found(user, false));
        server.goOn();
        await().until(() -> house.find("4711").orElseThrow().name().equals("Julia"));
    }

    @Test
    @Tag("PRV-05")
    void deletesAUserWhenALateAnswerSaysThatTheFileIsGone() {
        server.put("4711.cfg", "UD_Name=Julian");
        house.logIn("4711");
        server.remove("4711.cfg");
        server.hold();
        CompletionStage<UserLookup> waiting = house.service.lookUp("4711", ProvisioningHouse.PATIENCE);
        house.scheduler.advance(ProvisioningHouse.PATIENCE);
        assertThat(ProvisioningHouse.get(waiting)).isInstanceOf(Found.class);

        server.goOn();

        await().until(() -> house.find("4711").isEmpty());
    }

    @Test
    void letsThoseShareAFetchWhoAskForTheSameAtOnce() {
        server.put("4711.cfg", "UD_Name=Julian");
        server.hold();

        List<CompletionStage<UserLookup>> waiting = Stream.generate(
                        () -> house.service.lookUp("4711", Duration.ofHours(1)))
                .limit(20)
                .toList();
        server.goOn();

        assertThat(waiting)
                .allSatisfy(each -> assertThat(ProvisioningHouse.get(each)).isInstanceOf(Found.class));
        assertThat(server.requestsFor("4711.cfg")).isEqualTo(1);
    }

    @Test
    void fetchesNoMoreThanEightFilesAtOnceAndKeepsNoThread() {
        house.start();
        server.hold();
        List<CompletionStage<UserLookup>> waiting = java.util.stream.IntStream.range(0, 30)
                .mapToObj(i -> house.service.lookUp("47" + i, Duration.ofHours(1)))
                .toList();
        await().until(() -> server.requests().size() == 1 + 8);
        assertThat(house.service.status().inProgress()).isEqualTo(30);

        server.goOn();

        assertThat(waiting)
                .allSatisfy(each -> assertThat(ProvisioningHouse.get(each)).isEqualTo(new Unknown()));
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("provisioning-")));
    }

    @Test
    @Tag("PRV-01")
    void saysByNameWhichProtocolIsMissing() {
        house.unbind(server, 1);

        UserLookup answer = house.lookUp("4711");

        assertThat(answer).isEqualTo(new Unavailable("Nothing is installed for the protocol http"));
        assertThat(house.service.status().protocolPresent()).isFalse();
    }

    @Test
    @Tag("PRV-01")
    void repeatsAFetchThatWasInterruptedByAReplacement() {
        FakeFetcher successor = new FakeFetcher();
        successor.put("4711.cfg", "UD_Name=Julian");
        house.unbind(server, 1);
        Fetcher dying = new Fetcher() {
            @Override
            public FetchResult fetch(FetchRequest request) {
                house.bind(successor, 3);
                house.unbind(this, 2);
                throw new IllegalStateException("pulled away");
            }
        };
        house.bind(dying, 2);

        assertThat(house.lookUp("4711")).isInstanceOf(Found.class);
        assertThat(successor.requestsFor("4711.cfg")).isEqualTo(1);
    }

    @Test
    @Tag("OSG-05")
    void saysThatAFetcherFailedWhoseClassesAreGone() {
        house.unbind(server, 1);
        Fetcher gone = request -> {
            throw new NoClassDefFoundError("a test");
        };
        house.bind(gone, 2);
        UserLookup first = house.lookUp("4711");
        house.unbind(gone, 2);
        server.put("4711.cfg", "UD_Name=Julian");
        house.bind(server, 1);

        UserLookup second = house.lookUp("4711");

        assertThat(first).isEqualTo(new Unavailable("The fetcher failed"));
        assertThat(second).isInstanceOf(Found.class);
    }

    @Test
    void tellsWhoWaitsThatAnImportFailedWithAnError() {
        house.unbind(server, 1);
        house.bind(
                request -> {
                    throw new StackOverflowError("a test");
                },
                2);

        UserLookup first = house.lookUp("4711");
        UserLookup second = house.lookUp("4711");

        assertThat(first).isEqualTo(new Unavailable("The import failed: see the log"));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void repeatsNoFetchThatFailsByItself() {
        server.breakDown();

        house.lookUp("4711");

        assertThat(server.requestsFor("4711.cfg")).isEqualTo(1);
    }

    @Test
    void asksForNobodysFileWhenTheSourceIsSwitchedOff() {
        server.put("4711.cfg", "UD_Name=Julian");
        User user = house.logIn("4711");
        ProvisioningHouse.get(house.service.configure(Optional.empty(), Optional.empty(), ProvisioningHouse.ADMIN));

        assertThat(house.lookUp("4711")).isEqualTo(new Found(user, false));
        assertThat(house.lookUp("4712")).isEqualTo(new Unknown());
        assertThat(server.requestsFor("4711.cfg")).isEqualTo(1);
    }

    @Test
    @Tag("PRV-14")
    void saysWhatCameOfAnImportOnDemand() {
        server.put("4711.cfg", "UD_Name=Julian\nUD_PpProfileId=99");

        ImportResult first = ProvisioningHouse.get(house.service.importUser("4711"));
        ImportResult second = ProvisioningHouse.get(house.service.importUser("4711"));
        ImportResult none = ProvisioningHouse.get(house.service.importUser("4712"));

        assertThat(first.outcome()).isEqualTo(ImportResult.Outcome.IMPORTED);
        assertThat(first.messages()).containsExactly("2: error: UD_PpProfileId: bad value \"99\" (expected: 0 to 20)");
        assertThat(second.outcome()).isEqualTo(ImportResult.Outcome.UNCHANGED);
        assertThat(none.outcome()).isEqualTo(ImportResult.Outcome.GONE);
    }
}
