package org.dectory.webconsole.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.account.AccountService;
import org.dectory.api.account.AccountService.Account;
import org.dectory.api.account.AccountService.Role;
import org.dectory.api.identity.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("SEC-02")
class ConsoleSecurityTest {

    private static final List<Account> ACCOUNTS = List.of(
            new Account("omm", Role.FULL_ACCESS, false),
            new Account("viewer", Role.READ_ONLY, false),
            new Account("fresh", Role.FULL_ACCESS, true));

    private final ConsoleSecurity security = new ConsoleSecurity(new Door(false));
    private final Accounts accounts = new Accounts();

    @BeforeEach
    void openAccounts() {
        security.setAccounts(accounts);
    }

    private static Visitor visitor(String method, String account) {
        byte[] credentials = (account + ":pass:wörd").getBytes(StandardCharsets.UTF_8);
        return new Visitor(method)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    private @Nullable Object visit(Visitor visitor) {
        return security.authenticate(visitor.request(), visitor.response());
    }

    @Test
    void opensToAnAccount() {
        assertThat(visit(visitor("GET", "omm"))).isEqualTo(ACCOUNTS.get(0));
        assertThat(visit(visitor("POST", "omm").header("Origin", "http://localhost:8080")))
                .isEqualTo(ACCOUNTS.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ***", "Basic b21t", "Bearer x", "Basic YWRtaW46YWRtaW4="})
    void asksStrangersWhoTheyAre(String authorization) {
        Visitor visitor = new Visitor("GET").header("Authorization", authorization);

        assertThat(visit(visitor)).isNull();
        assertThat(visitor.status).isEqualTo(401);
        assertThat(visitor.answered.get("WWW-Authenticate")).startsWith("Basic ");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "::1, true", "127.8.8.8, true", "192.0.2.7, false", "2001:db8::7, false"})
    void isOpenToThisMachineOnly(String address, boolean open) {
        Visitor visitor = visitor("GET", "omm").from(address);

        assertThat(visit(visitor) != null).isEqualTo(open);
        assertThat(visitor.status).isEqualTo(open ? 200 : 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8080", "", "dect.example"})
    void answersToTheNamesOfTheLoopbackInterfaceOnly(String host) {
        Visitor visitor = visitor("GET", "omm").header("Host", host);

        assertThat(visit(visitor)).isNull();
        assertThat(visitor.status).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, null",
        "Origin, https://localhost:8080",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Referer, http://evil.example/page",
        "Referer, http://localhost:8080.evil.example/"
    })
    void changesNothingForAPageOfAnotherSite(String header, String value) {
        Visitor visitor = visitor("POST", "omm").header(header, value);

        assertThat(visit(visitor)).isNull();
        assertThat(visitor.status).isEqualTo(403);
    }

    @Test
    void takesNoBundlesUnlessThatIsOpen() {
        Visitor closed = visitor("POST", "omm").header("Content-Type", "Multipart/form-data; boundary=x");
        Visitor open = visitor("POST", "omm").header("Content-Type", "multipart/form-data; boundary=x");

        assertThat(visit(closed)).isNull();
        assertThat(closed.status).isEqualTo(403);
        assertThat(new Door(true).refuse(open.request())).isEmpty();
    }

    @Test
    @Tag("SEC-01")
    void tellsAnAccountWithItsFirstPasswordWhatToDo() {
        Visitor visitor = visitor("GET", "fresh");

        assertThat(visit(visitor)).isNull();
        assertThat(visitor.status).isEqualTo(403);
        assertThat(visitor.text.toString()).contains("/api/v1/account/password");
    }

    @Test
    void letsAReadOnlyAccountLookOnly() {
        assertThat(visit(visitor("GET", "viewer"))).isEqualTo(ACCOUNTS.get(1));
        assertThat(visit(visitor("POST", "viewer"))).isNull();
    }

    @Test
    void staysShutWhileTheAccountsAreGone() {
        ConsoleSecurity alone = new ConsoleSecurity(new Door(false));
        Visitor visitor = visitor("GET", "omm");

        assertThat(alone.authenticate(visitor.request(), visitor.response())).isNull();
        assertThat(visitor.status).isEqualTo(503);
    }

    @Test
    @Tag("OSG-05")
    void letsWhoeverStoppedTheAccountsStartThemAgain() {
        assertThat(visit(visitor("POST", "omm"))).isNotNull();
        assertThat(visit(visitor("GET", "viewer"))).isNotNull();
        stopAccounts();

        assertThat(visit(visitor("POST", "omm"))).isEqualTo(ACCOUNTS.get(0));
        assertThat(visit(visitor("GET", "viewer"))).isNull();
    }

    @Test
    void forgetsTheLastVisitorWhenSomebodyGuesses() {
        assertThat(visit(visitor("POST", "omm"))).isNotNull();
        stopAccounts();

        for (int guess = 0; guess < 5; guess++) {
            assertThat(visit(visitor("GET", "omm" + guess))).isNull();
        }

        assertThat(visit(visitor("GET", "omm"))).isNull();
    }

    @Test
    void remembersNobodyWhomTheAccountsRefused() {
        assertThat(visit(visitor("POST", "nobody"))).isNull();
        assertThat(visit(visitor("POST", "fresh"))).isNull();
        assertThat(visit(visitor("POST", "viewer"))).isNull();
        stopAccounts();

        assertThat(visit(visitor("GET", "nobody"))).isNull();
        assertThat(visit(visitor("GET", "fresh"))).isNull();
        assertThat(visit(visitor("GET", "viewer"))).isNull();
    }

    private void stopAccounts() {
        security.unsetAccounts(accounts);
    }

    /** Three accounts with one password. */
    private static final class Accounts implements AccountService {

        @Override
        public Optional<Account> authenticate(String name, Secret password, String origin) {
            return password.equals(Secret.of("pass:wörd"))
                    ? ACCOUNTS.stream()
                            .filter(known -> known.name().equals(name))
                            .findFirst()
                    : Optional.empty();
        }

        @Override
        public Duration shutOut(String origin) {
            return Duration.ZERO;
        }

        @Override
        public Optional<Account> authenticateToken(Secret token, String origin) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<PasswordChange> changePassword(String name, Secret old, Secret replacement) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Account> accounts() {
            return ACCOUNTS;
        }
    }
}
