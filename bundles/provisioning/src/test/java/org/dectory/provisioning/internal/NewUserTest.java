package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.provisioning.ProvisioningService.UserLookup;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Found;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Unavailable;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.store.User;
import org.dectory.testkit.fetch.FakeFetcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first PIN of somebody whom a file makes: it is in the common file, so nobody is made before that one is known. */
@Tag("USR-10")
@Tag("PRV-15")
class NewUserTest {

    private static final String COMMON = "user_common.cfg";

    private final ProvisioningHouse house = new ProvisioningHouse();
    private final FakeFetcher server = house.server;
    private volatile Optional<FetchResult> commonFails =
            Optional.of(new FetchResult.Failed(FetchResult.Kind.ACCESS_DENIED, "The server refuses (HTTP 403)"));

    @BeforeEach
    void denyTheCommonFile() {
        house.unbind(server, 1);
        house.bind(
                request -> {
                    Optional<FetchResult> fails = commonFails;
                    boolean common = request.uri().getPath().endsWith(COMMON);
                    return common && fails.isPresent() ? fails.get() : server.fetch(request);
                },
                2);
        server.put("4711.cfg", "UD_Name=Julian");
        server.put(COMMON, "UD_Pin=1234");
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void nobodyIsMadeBeforeTheCommonFileIsKnown() {
        UserLookup refused = house.lookUp("4711");
        ImportResult imported = ProvisioningHouse.get(house.service.importUser("4711"));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Unavailable.class, answer -> assertThat(answer.reason()).contains(COMMON));
        assertThat(imported.outcome()).isEqualTo(ImportResult.Outcome.FAILED);
        assertThat(house.find("4711")).isEmpty();
    }

    @Test
    @Tag("PRV-06")
    void theAdministratorIsToldWhyNobodyIsMadeUntilSomebodyCanBe() {
        house.write(tx -> tx.addUser(new UserNumber("4711"), Optional.empty(), "Julian", true));
        house.start();

        // Whoever is known gets the file from the same server: it is not down.
        house.logIn("4711");
        house.settle();

        String expected = "No new users are made until the server brings user_common.cfg, or says definitely that there"
                + " is none (it could not be imported: The server refuses (HTTP 403)). Where there is none, put an empty one";
        assertThat(house.service.status().downSince()).isEmpty();
        assertThat(house.service.status().problem()).isEqualTo(expected);
        assertThat(house.service.warnings()).contains(expected);

        commonFails = Optional.empty();
        server.put(COMMON, "");
        ProvisioningHouse.get(house.service.importCommon());
        assertThat(house.service.status().problem()).isEmpty();
        assertThat(house.service.warnings()).isEmpty();
    }

    @Test
    void whoeverComesNextGetsThePinAsSoonAsTheCommonFileIsThere() {
        house.lookUp("4711");
        commonFails = Optional.empty();

        User user = house.logIn("4711");

        assertThat(house.secret(user, SecretKind.PIN_COMMON_FILE)).contains(Secret.of("1234"));
    }

    @Test
    void aCommonFileThatIsDefinitelyNotThereIsKnown() {
        commonFails = Optional.of(new FetchResult.Gone("HTTP 404"));

        User user = house.logIn("4711");

        assertThat(house.secret(user, SecretKind.PIN_COMMON_FILE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# UD_Pin=1\n"})
    void aCommonFileThatSaysNothingIsKnown(String content) {
        commonFails = Optional.empty();
        server.put(COMMON, content);

        assertThat(house.lookUp("4711")).isInstanceOf(Found.class);
    }

    @Test
    void aCommonFileThatWasKnownOnceNeedNotBeThereEachTime() {
        commonFails = Optional.empty();
        house.start();
        commonFails = Optional.of(new FetchResult.Failed(FetchResult.Kind.SERVER_ERROR, "HTTP 500"));
        ProvisioningHouse.get(house.service.importCommon());

        User user = house.logIn("4711");

        assertThat(house.secret(user, SecretKind.PIN_COMMON_FILE)).contains(Secret.of("1234"));
    }

    @Test
    void thatOfAnotherSourceDoesNotCount() {
        commonFails = Optional.empty();
        User known = house.logIn("4711");
        server.put("4712.cfg", "UD_Name=Julia");
        commonFails = Optional.of(new FetchResult.Failed(FetchResult.Kind.SERVER_ERROR, "HTTP 500"));

        ProvisioningHouse.get(house.service.configure(
                Optional.of(new Source("http", "other.example", 0, "", "")),
                Optional.empty(),
                ProvisioningHouse.ADMIN));

        assertThat(house.lookUp("4712")).isInstanceOf(Unavailable.class);
        assertThat(house.lookUp("4711")).isEqualTo(new Found(known, true));
    }

    @Test
    @Tag("PRV-16")
    void aLocalUserStaysOneAsLongAsTheCommonFileIsNotKnown() {
        User local = house.write(tx -> tx.addUser(new UserNumber("4711"), Optional.empty(), "Anna", false));

        ImportResult result = ProvisioningHouse.get(house.service.makeExternal(local.id(), ProvisioningHouse.ADMIN));

        assertThat(result.outcome()).isEqualTo(ImportResult.Outcome.FAILED);
        assertThat(house.find("4711")).contains(local);
    }
}
