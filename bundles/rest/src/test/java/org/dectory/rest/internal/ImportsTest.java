package org.dectory.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.rest.internal.http.Desk.letter;

import org.dectory.api.provisioning.ProvisioningAdministration.Files;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.rest.internal.http.Desk;
import org.dectory.rest.internal.http.Desk.Reply;
import org.dectory.rest.internal.http.Router;
import org.dectory.testkit.FakeProvisioning;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Importing many files, and deciding about users whose files are gone. */
@Tag("PRV-14")
class ImportsTest {

    private final Desk desk = new Desk();
    private final Router router = ApiServlet.router(desk.capabilities);
    private final FakeProvisioning imports = new FakeProvisioning();

    @BeforeEach
    void open() {
        desk.capabilities.add(imports);
    }

    @Test
    void startsAnImportOfThoseNamed() {
        Reply reply = desk.send(router, letter("POST", "/provisioning/run").body("{\"logins\":[\"100\",\"101\"]}"));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json("held")).isEqualTo(2);
        assertThat(reply.json("gone")).isEqualTo(0);
        assertThat(reply.json("secondsLeft")).isEqualTo(7);
        assertThat(desk.send(router, letter("GET", "/provisioning/run")).json("running"))
                .isEqualTo(true);
        assertThat(deed()).startsWith("import [100, 101] by ");
    }

    @Test
    void startsAnImportOfAll() {
        desk.send(router, letter("POST", "/provisioning/run"));
        assertThat(deed()).startsWith("import all by ");
    }

    @Test
    void takesNoNullForAllUsers() {
        Reply reply = desk.send(router, letter("POST", "/provisioning/run").body("{\"logins\":null}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json("field")).isEqualTo("logins");
        assertThat(imports.deeds()).isEmpty();
    }

    @Test
    void saysWhyNoneCanBeStarted() {
        imports.refuse("An import is in progress");

        Reply reply = desk.send(router, letter("POST", "/provisioning/run"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json("detail")).isEqualTo("An import is in progress.");
    }

    private String deed() {
        assertThat(imports.deeds()).hasSize(1);
        return imports.deeds().get(0);
    }

    @Test
    void cancelsWhatIsInProgress() {
        desk.send(router, letter("POST", "/provisioning/run"));

        assertThat(desk.send(router, letter("DELETE", "/provisioning/run")).status())
                .isEqualTo(204);
        assertThat(desk.send(router, letter("DELETE", "/provisioning/run")).status())
                .isEqualTo(404);
    }

    @Test
    void listsFilesWithWhatWasFoundInThem() {
        imports.report(Files.FAILED, "100.cfg", "No data");
        imports.report(Files.FAILED, "101.cfg", "No data");

        Reply reply = desk.send(router, letter("GET", "/provisioning/files/failed?limit=1"));

        assertThat(reply.json("total")).isEqualTo(2);
        assertThat(reply.text())
                .contains("\"file\":\"100.cfg\"", "\"outcome\":\"failed\"", "\"reason\":\"No data\"", "no good")
                .doesNotContain("101.cfg");
    }

    @Test
    @Tag("PRV-05")
    void deletesHeldUsersOnTheAdministratorsWord() {
        assertThat(confirm("{\"users\":[3,4]}").status()).isEqualTo(202);
        assertThat(deed()).startsWith("delete [3, 4] by ");
    }

    @Test
    @Tag("PRV-05")
    void deletesAllWhoAreHeldIfThatIsSaid() {
        assertThat(confirm("{\"all\":true}").status()).isEqualTo(202);
        assertThat(deed()).startsWith("delete all by ");
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(
            strings = {
                "{}",
                "{\"users\":null}",
                "{\"users\":3}",
                "{\"users\":[\"3\"]}",
                "{\"users\":[3.5]}",
                "{\"users\":[-1]}",
                "{\"users\":[null]}",
                "{\"all\":false}",
                "{\"all\":null}",
                "{\"all\":true,\"users\":[3]}"
            })
    void deletesNobodyIfItIsNotSaidWhom(String body) {
        assertThat(confirm(body).status()).isEqualTo(400);
        assertThat(imports.deeds()).isEmpty();
    }

    private Reply confirm(String body) {
        return desk.send(
                router, letter("POST", "/provisioning/files/held/confirm").body(body));
    }

    @Test
    @Tag("PRV-16")
    void saysWhyAUserStaysALocalOne() {
        Reply reply = desk.send(router, letter("POST", "/users/3/make-external"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json("detail")).isEqualTo("The user was not made external: 100.cfg: HTTP 404.");
    }

    @Test
    @Tag("PRV-09")
    @Tag("PRV-10")
    void setsTheCentralServerWithChecksOfItsOwn() {
        Reply reply = desk.send(
                router,
                letter("PUT", "/provisioning/central")
                        .body("{\"protocol\":\"https\",\"server\":\"files.example\",\"ownTrust\":true,"
                                + "\"expiry\":false,\"leastTls\":\"TLSv1.3\"}"));

        assertThat(imports.sources().central().flatMap(Source::trust))
                .contains(new TrustPolicy(
                        true, true, true, false, TrustPolicy.TlsVersion.TLS_1_3, TrustPolicy.HostKeys.KNOWN));
        assertThat(reply.json("address")).isEqualTo("https://files.example/");
        assertThat(reply.json("expiry")).isEqualTo(false);
        assertThat(reply.json("leastTls")).isEqualTo("TLSv1.3");
        assertThat(desk.send(router, letter("PUT", "/provisioning/choice").body("{\"specific\":false}"))
                        .json("specific"))
                .isEqualTo(false);
    }
}
