package org.dectory.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dectory.api.account.AccountService.Account;
import org.dectory.api.account.AccountService.PasswordChange;
import org.dectory.api.account.AccountService.Role;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.Change;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.99";
    private static final Secret OWN = Secret.of("correct horse");
    private static final Secret WRONG = Secret.of("wrong horse");

    /** Enough for tests; how many are right for the field is no matter of correctness. */
    private static final int ITERATIONS = 1000;

    @TempDir
    private Path data;

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore store = new InMemoryStore(clock);
    private Accounts accounts;

    @BeforeEach
    void startForTheFirstTime() {
        accounts = start();
        await().until(() -> !accounts.accounts().isEmpty());
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    @Tag("SEC-01")
    @Tag("ADM-05")
    void makesAnAccountWithAPasswordOfItsOwnAtTheFirstStart() throws IOException {
        Secret password = firstPassword();

        Optional<Account> omm = accounts.authenticate("omm", password, HERE);

        assertThat(password.length()).isEqualTo(20);
        assertThat(omm).contains(new Account("omm", Role.FULL_ACCESS, true));
        assertThat(accounts.accounts()).containsExactly(omm.orElseThrow());
    }

    @Test
    @Tag("SEC-01")
    void generatesAnotherPasswordForEachAppliance(@TempDir Path other) throws IOException {
        try (InMemoryStore otherStore = new InMemoryStore(clock)) {
            assertThat(new Accounts(otherStore, clock, other, ITERATIONS)).isNotNull();

            assertThat(Files.readString(other.resolve("first-password")))
                    .isNotEqualTo(Files.readString(data.resolve("first-password")));
        }
    }

    @Test
    @Tag("SEC-01")
    void keepsNoPasswordInTheStoreAndNoneInTheFeed() throws IOException {
        String password = Files.readString(data.resolve("first-password")).strip();

        Map<String, String> states = store.read(view -> view.states("accounts."));

        assertThat(states).containsOnlyKeys("accounts.omm");
        assertThat(states.get("accounts.omm")).doesNotContain(password).contains("pbkdf2-sha256:1000:");
        assertThat(store.after(0, 1000)).map(Change::detail).noneMatch(detail -> detail.contains(password));
    }

    @Test
    @Tag("SEC-01")
    void writesSecretFilesForTheirOwnerAlone() throws IOException {
        for (String name : List.of("first-password", "token")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("first-password", "token");
        }
    }

    @Test
    void keepsAccountAndTokenOverARestart() throws IOException {
        Secret token = token();
        Secret password = firstPassword();

        Accounts restarted = start();

        assertThat(restarted.authenticate("omm", password, HERE)).isPresent();
        assertThat(restarted.authenticateToken(token, HERE)).isPresent();
        assertThat(firstPassword()).isEqualTo(password);
    }

    @Test
    @Tag("SEC-01")
    @Tag("ADM-05")
    void forgetsTheFirstPasswordWhenItIsChanged() throws IOException {
        Secret first = firstPassword();

        assertThat(change(first, OWN)).isEqualTo(PasswordChange.CHANGED);

        assertThat(data.resolve("first-password")).doesNotExist();
        assertThat(accounts.authenticate("omm", first, HERE)).isEmpty();
        assertThat(accounts.authenticate("omm", OWN, HERE)).contains(new Account("omm", Role.FULL_ACCESS, false));
    }

    @Test
    void deletesAFirstPasswordThatWasChangedJustBeforeAPowerCut() throws IOException {
        assertThat(change(firstPassword(), OWN)).isEqualTo(PasswordChange.CHANGED);
        Files.writeString(data.resolve("first-password"), "out of date");

        assertThat(start()).isNotNull();

        assertThat(data.resolve("first-password")).doesNotExist();
    }

    @Test
    @Tag("SEC-01")
    void doesNotKnowTheOldPasswordAnyMoreThoughItWasUsedJustNow() throws IOException {
        Secret first = firstPassword();
        assertThat(accounts.authenticate("omm", first, HERE)).isPresent();

        assertThat(change(first, OWN)).isEqualTo(PasswordChange.CHANGED);

        assertThat(accounts.authenticate("omm", first, HERE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "\uD83D\uDC0E\uD83D\uDC0E\uD83D\uDC0E\uD83D\uDC0E\uD83D\uDC0E"})
    @Tag("ADM-05")
    void refusesShortPasswords(String weak) throws IOException {
        assertThat(change(firstPassword(), Secret.of(weak))).isEqualTo(PasswordChange.TOO_WEAK);
    }

    @Test
    @Tag("ADM-05")
    void refusesLongPasswordsAndTheOldOne() throws IOException {
        Secret first = firstPassword();

        assertThat(change(first, Secret.of("x".repeat(129)))).isEqualTo(PasswordChange.TOO_WEAK);
        assertThat(change(first, first)).isEqualTo(PasswordChange.TOO_WEAK);
        assertThat(change(first, Secret.ofBytes(new byte[] {-1, -2, -3, -4, -5, -6, -7, -8, -9, -10})))
                .isEqualTo(PasswordChange.TOO_WEAK);
        assertThat(change(first, Secret.of("x".repeat(128)))).isEqualTo(PasswordChange.CHANGED);
        assertThat(accounts.authenticate("omm", Secret.of("x".repeat(128)), HERE))
                .isPresent();
    }

    @Test
    void refusesAChangeWithoutTheOldPassword() throws IOException {
        assertThat(change(WRONG, OWN)).isEqualTo(PasswordChange.REFUSED);
        assertThat(accounts.changePassword("nobody", WRONG, OWN)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(PasswordChange.REFUSED);
        assertThat(accounts.authenticate("omm", firstPassword(), HERE)).isPresent();
    }

    @Test
    void letsOneOfTwoChangesAtOnceWin() throws IOException {
        Secret first = firstPassword();

        List<PasswordChange> changes = IntStream.range(0, 2)
                .parallel()
                .mapToObj(i -> change(first, Secret.of("password number " + i)))
                .toList();

        assertThat(changes).containsExactlyInAnyOrder(PasswordChange.CHANGED, PasswordChange.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OMM", "omm ", "omm\n", "../omm", "local-tools", "a name that is far longer than any"})
    @Tag("SEC-02")
    void knowsNobodyElse(String name) throws IOException {
        assertThat(accounts.authenticate(name, firstPassword(), HERE)).isEmpty();
    }

    @Test
    @Tag("SEC-02")
    void letsInWhoHasTheTokenAndNobodyElse() throws IOException {
        Secret token = token();

        assertThat(token.length()).isEqualTo(43);
        assertThat(accounts.authenticateToken(token, HERE))
                .contains(new Account("local-tools", Role.FULL_ACCESS, false));
        assertThat(accounts.authenticateToken(Secret.of(""), HERE)).isEmpty();
        assertThat(accounts.authenticateToken(Secret.of("x".repeat(43)), HERE)).isEmpty();
    }

    @Test
    void makesATokenAnewThatIsCutShort() throws IOException {
        Files.writeString(data.resolve("token"), "abc");

        Accounts restarted = start();

        assertThat(token().length()).isEqualTo(43);
        assertThat(restarted.authenticateToken(token(), HERE)).isPresent();
    }

    @Test
    void closesATokenThatWasOpenToOthers() throws IOException {
        Path file = data.resolve("token");
        Secret token = token();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(start().authenticateToken(token, HERE)).isPresent();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void saysThatItsDataFolderIsOfNoUse() {
        assertThatThrownBy(() -> new Accounts(store, clock, data.resolve("missing"), ITERATIONS))
                .hasMessageContaining("is of no use")
                .hasMessageContaining("missing");
    }

    @Test
    @Tag("ADM-05")
    @Tag("SEC-03")
    void shutsOutAnOriginAfterFiveWrongPasswordsAndNobodyElse() throws IOException {
        Secret right = firstPassword();

        tryWrongPasswords(5);

        assertThat(accounts.authenticate("omm", right, HERE)).isEmpty();
        assertThat(accounts.authenticate("omm", right, ELSEWHERE)).isPresent();
        assertThat(accounts.authenticateToken(token(), HERE)).isPresent();

        clock.advance(Duration.ofSeconds(5));
        assertThat(accounts.authenticate("omm", right, HERE)).isPresent();
    }

    @Test
    @Tag("ADM-05")
    void shutsAnOriginOutForTwiceAsLongEachTimeButNotForEver() throws IOException {
        tryWrongPasswords(6);
        // The sixth fell into the lock and did not count.
        clock.advance(Duration.ofSeconds(5));
        tryWrongPasswords(1);

        clock.advance(Duration.ofSeconds(9));
        assertThat(accounts.authenticate("omm", firstPassword(), HERE)).isEmpty();

        for (int i = 0; i < 30; i++) {
            clock.advance(Duration.ofMinutes(15));
            tryWrongPasswords(1);
        }
        clock.advance(Duration.ofMinutes(15));
        assertThat(accounts.authenticate("omm", firstPassword(), HERE)).isPresent();
    }

    @Test
    void forgetsWrongPasswordsAfterARightOneOrAnHour() throws IOException {
        tryWrongPasswords(4);
        assertThat(accounts.authenticate("omm", firstPassword(), HERE)).isPresent();
        tryWrongPasswords(4);
        clock.advance(Duration.ofHours(1));
        tryWrongPasswords(4);

        assertThat(accounts.authenticate("omm", firstPassword(), HERE)).isPresent();
    }

    @Test
    void opensALockWhenTheClockIsSetBack() throws IOException {
        tryWrongPasswords(5);

        clock.advance(Duration.ofDays(-20000));

        assertThat(accounts.authenticate("omm", firstPassword(), HERE)).isPresent();
    }

    @Test
    @Tag("SEC-03")
    void looksAtFivePasswordsOfAnOriginThatTriesManyAtOnce() throws IOException {
        Accounts slow = new Accounts(store, clock, data, 10_000);
        List<Thread> guessers = IntStream.range(0, 9)
                .mapToObj(i -> new Thread(() -> slow.authenticate("nobody", WRONG, HERE), "guesser-" + i))
                .toList();
        guessers.forEach(Thread::start);
        await().until(() -> guessers.stream().noneMatch(Thread::isAlive));
        assertThat(slow.authenticate("omm", firstPassword(), HERE)).isEmpty();

        // The lock after the fifth: those that waited for their turn were not looked at.
        clock.advance(Duration.ofSeconds(5));
        assertThat(slow.authenticate("omm", firstPassword(), HERE)).isPresent();
    }

    private Accounts start() {
        return new Accounts(store, clock, data, ITERATIONS);
    }

    private void tryWrongPasswords(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(accounts.authenticate("omm", WRONG, HERE)).isEmpty();
        }
    }

    private PasswordChange change(Secret old, Secret replacement) {
        return accounts.changePassword("omm", old, replacement)
                .toCompletableFuture()
                .join();
    }

    private Secret firstPassword() throws IOException {
        return Secret.of(Files.readString(data.resolve("first-password")).strip());
    }

    private Secret token() throws IOException {
        return Secret.of(Files.readString(data.resolve("token")).strip());
    }
}
