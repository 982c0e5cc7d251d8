package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration.Files;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Layer;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.testkit.fetch.FakeFetcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an administrator decides: about users whose files are gone, about who is external, about the central server. */
class HeldTest {

    private final ProvisioningHouse house = new ProvisioningHouse();
    private final FakeFetcher server = house.server;

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @Tag("PRV-05")
    void deletesHeldUsersOnlyIfTheirFilesAreStillGone() {
        hold();
        server.put("1019.cfg", "UD_Name=Back");

        ImportRun run = ended(house.service.confirmDeletions(Optional.empty(), ProvisioningHouse.ADMIN));

        assertThat(run.gone()).isEqualTo(14);
        assertThat(run.held()).isZero();
        assertThat(run.imported()).isEqualTo(1);
        assertThat(house.find("1019").orElseThrow().name()).isEqualTo("Back");
        assertThat(house.find("1018")).isEmpty();
        assertThat(held()).isZero();
        assertThat(house.service.warnings()).isEmpty();
    }

    @Test
    @Tag("PRV-05")
    void deletesOnlyThoseThatTheAdministratorNames() {
        hold();
        UserId named = house.find("1018").orElseThrow().id();

        ImportRun run = ended(house.service.confirmDeletions(Optional.of(Set.of(named)), ProvisioningHouse.ADMIN));

        assertThat(run.total()).isEqualTo(1);
        assertThat(house.find("1018")).isEmpty();
        assertThat(held()).isEqualTo(14);
        assertThat(house.service.warnings())
                .containsExactly("14 users are kept although the file is not there, until an administrator decides");
    }

    @Test
    @Tag("PRV-05")
    void deletesNobodyOnTheAdministratorsWordWhileTheServerIsDown() {
        hold();
        server.answerAlways(new FetchResult.Failed(FetchResult.Kind.UNREACHABLE, "No answer"));

        ImportRun run = ended(house.service.confirmDeletions(Optional.empty(), ProvisioningHouse.ADMIN));

        assertThat(run.failed()).isEqualTo(15);
        assertThat(held()).isEqualTo(15);
    }

    @Test
    @Tag("PRV-05")
    void countsThoseWhoAreHeldSoThatAnEmptyFolderDoesNotTakeMoreWithEveryHour() {
        IntStream.range(1000, 1020).forEach(number -> {
            server.put(number + ".cfg", "UD_Name=N" + number);
            house.logIn(Integer.toString(number));
        });

        IntStream.range(1000, 1020).forEach(number -> {
            server.remove(number + ".cfg");
            house.lookUp(Integer.toString(number));
            house.clock.advance(Duration.ofMinutes(6));
        });

        assertThat(held()).isEqualTo(15);
    }

    @Test
    @Tag("PRV-05")
    @Tag("PRV-14")
    void countsThoseWhoAreHeldApartFromThoseWhoAreGone() {
        hold();

        house.service.startImport(Optional.empty(), ProvisioningHouse.ADMIN);
        await().until(() -> !house.service.lastRun().orElseThrow().running());
        ImportRun run = house.service.lastRun().orElseThrow();

        assertThat(run.held()).isEqualTo(15);
        assertThat(run.gone()).isZero();
        assertThat(run.done()).isEqualTo(15);
        await().until(() -> new RunMemory(house.store)
                .last()
                .filter(kept -> kept.held() == 15 && kept.gone() == 0)
                .isPresent());
    }

    private void hold() {
        IntStream.range(1000, 1020).forEach(number -> {
            server.put(number + ".cfg", "UD_Name=N" + number);
            house.logIn(Integer.toString(number));
        });
        IntStream.range(1000, 1020).forEach(number -> {
            server.remove(number + ".cfg");
            house.lookUp(Integer.toString(number));
        });
        assertThat(held()).isEqualTo(15);
    }

    private int held() {
        return house.service.reports(Files.HELD, PageRequest.first(1)).total();
    }

    private ImportRun ended(ImportRun begun) {
        await().until(() -> !house.service.lastRun().orElseThrow().running());
        assertThat(house.service.lastRun().orElseThrow().id()).isEqualTo(begun.id());
        return house.service.lastRun().orElseThrow();
    }

    @Test
    @Tag("PRV-16")
    void makesALocalUserAnExternalOneByItsFile() {
        User local = house.write(tx -> {
            User user = tx.addUser(new UserNumber("4711"), Optional.empty(), "Anna", false);
            tx.putLayer(user.id(), Layer.ADMINISTRATOR, Map.of("UD_Vip", "TRUE", "Description1", "Sales"));
            tx.secrets().put(SecretOwner.of(user.id()), SecretKind.PIN_ADMINISTRATOR, Secret.of("1"));
            return user;
        });
        Relation relation = house.tie(local, 1);
        server.put("4711.cfg", "UD_Name=Julian\nUD_SosNumber=112");

        ImportResult result = makeExternal(local);

        User user = house.find("4711").orElseThrow();
        assertThat(result.outcome()).isEqualTo(ImportResult.Outcome.IMPORTED);
        assertThat(user.external()).isTrue();
        assertThat(user.id()).isEqualTo(local.id());
        assertThat(user.name()).isEqualTo("Julian");
        assertThat(house.layer(user)).isEqualTo(Map.of("UD_SosNumber", "112"));
        assertThat(house.store.<Map<String, String>>read(view -> view.layer(user.id(), Layer.ADMINISTRATOR)))
                .isEqualTo(Map.of("Description1", "Sales"));
        assertThat(house.secret(user, SecretKind.PIN_ADMINISTRATOR)).isEmpty();
        assertThat(house.store.<Optional<Relation>>read(view -> view.findRelation(user.id())))
                .contains(relation);
        assertThat(house.file("4711").problem()).isEmpty();
    }

    @Test
    @Tag("PRV-16")
    void leavesAUserALocalOneWhoHasNoUsableFile() {
        User local = house.write(tx -> tx.addUser(new UserNumber("4711"), Optional.empty(), "Anna", false));

        assertThat(makeExternal(local).outcome()).isEqualTo(ImportResult.Outcome.GONE);
        server.put("4711.cfg", "# nothing");
        assertThat(makeExternal(local).reason()).isEqualTo("The file holds no data");
        server.breakDown();
        assertThat(makeExternal(local).reason()).isEqualTo("Server not reachable");

        assertThat(house.find("4711")).contains(local);
    }

    @Test
    @Tag("PRV-16")
    @Tag("PRV-15")
    void makesNobodyExternalWhoHasAPhoneForGood() {
        User local = house.write(tx -> tx.addUser(new UserNumber("4711"), Optional.empty(), "Anna", false));
        Relation relation = house.tie(local, 1);
        house.write(tx -> tx.changeRelation(relation.device(), Relation.Kind.FIXED));
        server.put("4711.cfg", "UD_Name=Julian");

        assertThat(makeExternal(local).reason()).contains("fixed relation");
        assertThat(house.find("4711")).contains(local);
    }

    @Test
    @Tag("PRV-16")
    void saysOfAnExternalUserThatThereIsNothingToDo() {
        server.put("4711.cfg", "UD_Name=Julian");
        User user = house.logIn("4711");

        ImportResult result = makeExternal(user);

        assertThat(result.outcome()).isEqualTo(ImportResult.Outcome.FAILED);
        assertThat(result.reason()).isEqualTo("The user is an external one already");
        assertThat(server.requestsFor("4711.cfg")).isEqualTo(1);
    }

    private ImportResult makeExternal(User user) {
        return ProvisioningHouse.get(house.service.makeExternal(user.id(), ProvisioningHouse.ADMIN));
    }

    @Test
    @Tag("PRV-10")
    void asksTheCentralServerWithItsOwnPasswordWhileNoSpecificOneIsConfigured() {
        Source central = new Source("http", "central.example", 0, "all", "box");
        ProvisioningHouse.get(house.service.configureCentral(
                Optional.of(central), Optional.of(Secret.of("hush")), ProvisioningHouse.ADMIN));
        assertThat(house.service.source()).contains(ProvisioningHouse.SOURCE);

        ProvisioningHouse.get(house.service.useSpecific(false, ProvisioningHouse.ADMIN));
        house.lookUp("4711");

        assertThat(house.service.source()).contains(central);
        assertThat(server.requests()).last().satisfies(request -> {
            assertThat(request.uri()).hasToString("http://central.example/all/4711.cfg");
            assertThat(request.credentials().orElseThrow().password()).isEqualTo(Secret.of("hush"));
        });
        assertThat(house.service.warnings())
                .containsExactly("The password for the server crosses the network in clear (http)");
        ProvisioningHouse.get(house.service.useSpecific(true, ProvisioningHouse.ADMIN));
        house.lookUp("4711");
        assertThat(server.requests())
                .last()
                .satisfies(request -> assertThat(request.credentials()).isEmpty());
    }

    @Test
    @Tag("PRV-09")
    void judgesAServerByTheChecksOfItsSourceAndWarnsOfThoseThatAreOff() {
        TrustPolicy lax = new TrustPolicy(
                true, true, false, true, TrustPolicy.TlsVersion.TLS_1_3, TrustPolicy.HostKeys.FIRST_USE);
        Source source = new Source("https", "files.example", 0, "x", "", Optional.of(lax));

        ProvisioningHouse.get(house.service.configure(Optional.of(source), Optional.empty(), ProvisioningHouse.ADMIN));
        house.lookUp("4711");

        assertThat(server.requests())
                .last()
                .satisfies(request -> assertThat(request.trust()).contains(lax));
        assertThat(house.service.warnings()).contains("Host names of certificates are not checked");
        assertThat(TrustText.read(TrustText.write(Optional.of(lax)))).contains(lax);
        assertThat(List.of(TrustText.write(Optional.empty()), TrustText.write(Optional.of(TrustPolicy.STRICT))))
                .containsExactly("", "certificates system host-names expiry tls-1-2 host-keys-known");
    }
}
