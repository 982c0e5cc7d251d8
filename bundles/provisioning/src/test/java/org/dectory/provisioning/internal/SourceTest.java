package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.provisioning.ProvisioningService.UserLookup;
import org.dectory.testkit.fetch.FakeFetcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where files come from: what may be set, and what becomes of it. */
@Tag("PRV-01")
class SourceTest {

    private final ProvisioningHouse house = new ProvisioningHouse();
    private final FakeFetcher server = house.server;

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
        "tftp,192.168.112.109,0,user_config,4711.cfg,tftp://192.168.112.109/user_config/4711.cfg",
        "http,files.example,8080,/a/b c/,4711.cfg,http://files.example:8080/a/b%20c/4711.cfg",
        "http,files.example,0,'',*111#.cfg,http://files.example/%2A111%23.cfg",
        "http,files.example,0,/,+49.30.cfg,http://files.example/%2B49.30.cfg",
        "http,2001:db8::1,80,x,1.cfg,'http://[2001:db8::1]:80/x/1.cfg'",
        "file,'',0,/var/lib/users,1.cfg,file:///var/lib/users/1.cfg",
        "http,h,0,ä%2e%2e,1.cfg,http://h/%C3%A4%252e%252e/1.cfg",
    })
    void makesTheAddressOfAFile(String protocol, String host, int port, String path, String file, String address) {
        assertThat(FileAddress.of(new Source(protocol, host, port, path, ""), file))
                .isEqualTo(URI.create(address));
    }

    @ParameterizedTest
    @CsvSource({
        "'',files.example,0,x,protocol",
        "HTTP,files.example,0,x,protocol",
        "http:,files.example,0,x,protocol",
        "http,'',0,x,server",
        "http,a b,0,x,server",
        "http,-a,0,x,server",
        "http,a/b,0,x,server",
        "http,user@host,0,x,server",
        "http,host:80,0,x,server",
        "http,a..b,0,x,server",
        "file,host,0,x,server",
        "http,::::::,0,x,server",
        "http,1:2:3:4:5:6:7:8:9,0,x,server",
        "http,files.example,-1,x,port",
        "http,files.example,65536,x,port",
        "http,files.example,0,a/../b,path",
        "http,files.example,0,..,path",
        "http,files.example,0,./a,path",
        "http,files.example,0,a?b,path",
        "http,files.example,0,a#b,path",
        "http,files.example,0,a\\b,path",
        "http,files.example,0,'a\tb',path",
        "file, '', 0, relative, path",
        "file, '', 0, '', path",
    })
    void refusesASourceAndNamesTheField(String protocol, String host, int port, String path, String field) {
        Source source = new Source(protocol, host, port, path, "");

        CompletionStage<Void> configured =
                house.service.configure(Optional.of(source), Optional.empty(), ProvisioningHouse.ADMIN);

        assertThatThrownBy(() -> ProvisioningHouse.get(configured))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageStartingWith(field + ": ");
        assertThat(house.service.source()).contains(ProvisioningHouse.SOURCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"files.example", "192.168.1.1", "2001:db8::1", "a_b", "müller.example", "localhost"})
    void takesNamesAndAddressesOfServers(String host) {
        assertThat(SourceRules.checked(new Source("http", " " + host + " ", 0, " x ", ""))
                        .path())
                .isEqualTo("x");
    }

    @Test
    @Tag("PRV-02")
    void fetchesTheCommonFileWhenTheSourceIsSet() {
        house.start();
        server.put("user_common.cfg", "UD_Vip=1");

        configure(new Source("https", "other.example", 444, "/y", ""), "");
        house.scheduler.runDue();
        house.settle();

        assertThat(house.kept).contains(new Source("https", "other.example", 444, "/y", ""));
        assertThat(lastRequest().uri()).isEqualTo(URI.create("https://other.example:444/y/user_common.cfg"));
        assertThat(house.commonLayer()).containsOnlyKeys("UD_Vip");
    }

    @Test
    void sendsThePasswordToTheAccountItBelongsToAndToNoOther() {
        Source source = new Source("http", "files.example", 0, "x", "phone");
        configure(source, "hush");
        house.lookUp("4711");
        assertThat(lastRequest().credentials()).contains(new Credentials("phone", Secret.of("hush")));

        configure(new Source("https", "files.example", 0, "y", "phone"), "");
        house.lookUp("4711");
        assertThat(lastRequest().credentials()).contains(new Credentials("phone", Secret.of("hush")));

        configure(new Source("http", "evil.example", 0, "x", "phone"), "");
        house.lookUp("4711");
        assertThat(lastRequest().credentials()).contains(new Credentials("phone", Secret.of("")));

        configure(source, "");
        house.lookUp("4711");
        assertThat(lastRequest().credentials()).contains(new Credentials("phone", Secret.of("")));
    }

    @Test
    @Tag("PRV-09")
    void sendsAPasswordToNoOtherPort() {
        configure(new Source("http", "files.example", 8080, "x", "phone"), "hush");
        house.lookUp("4711");
        assertThat(lastRequest().credentials()).contains(new Credentials("phone", Secret.of("hush")));
        configure(new Source("http", "files.example", 8080, "y", "phone"), "");
        house.lookUp("4711");
        assertThat(lastRequest().credentials()).contains(new Credentials("phone", Secret.of("hush")));

        configure(new Source("http", "files.example", 8081, "x", "phone"), "");
        house.lookUp("4711");

        assertThat(lastRequest().credentials()).contains(new Credentials("phone", Secret.of("")));
    }

    @ParameterizedTest
    @CsvSource({
        "http, files.example, 0, /users, '', http://files.example/users",
        "http, files.example, 0, users, '', http://files.example/users",
        "ftp, files.example, 2121, '', anna, ftp://anna@files.example:2121/",
        "sftp, 2001:db8::1, 22, a b, '', 'sftp://[2001:db8::1]:22/a b'",
        "file, '', 0, /srv/users, '', file:///srv/users",
    })
    @Tag("PRV-14")
    void isShownTheSameEverywhere(String protocol, String host, int port, String path, String user, String address) {
        assertThat(new Source(protocol, host, port, path, user).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({"https,http", "sftp,http"})
    @Tag("PRV-09")
    void sendsAPasswordThatWasEnteredForAnEncryptedWayOnNoOther(String encrypted, String clear) {
        configure(new Source(encrypted, "files.example", 0, "x", "phone"), "hush");
        house.lookUp("4711");

        configure(new Source(clear, "files.example", 0, "x", "phone"), "");
        house.lookUp("4711");

        assertThat(lastRequest().uri().getScheme()).isEqualTo(clear);
        assertThat(lastRequest().credentials()).contains(new Credentials("phone", Secret.of("")));
    }

    @Test
    @Tag("PRV-05")
    void believesNothingThatAnEarlierSourceSaysLate() {
        server.put("4711.cfg", "UD_Name=Julian");
        house.logIn("4711");
        server.remove("4711.cfg");
        server.hold();
        CompletionStage<UserLookup> late = house.service.lookUp("4711", java.time.Duration.ofHours(1));

        configure(new Source("http", "other.example", 0, "x", ""), "");
        server.goOn();

        assertThat(ProvisioningHouse.get(late)).isInstanceOf(UserLookup.Found.class);
        assertThat(house.find("4711")).isPresent();
    }

    @Test
    void asksANewSourceForTheWholeFile() {
        server.put("4711.cfg", "UD_Name=Julian");
        house.logIn("4711");
        house.logIn("4711");
        assertThat(lastRequest().version()).isNotEmpty();

        configure(new Source("http", "other.example", 0, "x", ""), "");
        house.logIn("4711");

        assertThat(lastRequest().version()).isEmpty();
    }

    private void configure(Source source, String password) {
        Optional<Secret> secret = Optional.of(Secret.of(password));
        ProvisioningHouse.get(house.service.configure(Optional.of(source), secret, ProvisioningHouse.ADMIN));
    }

    private FetchRequest lastRequest() {
        return server.requests().get(server.requests().size() - 1);
    }
}
