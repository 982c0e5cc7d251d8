package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService.ServerVerdict;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.provisioning.ProvisioningService.UserLookup;
import org.dectory.api.provisioning.ServerLogin;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

@Tag("PRV-07")
class ServerLoginTest {

    private static final Duration LIMIT = Duration.ofSeconds(9);

    private final ProvisioningHouse house = new ProvisioningHouse(Optional.empty());
    private final JudgingFetcher server = new JudgingFetcher();

    @BeforeEach
    void theServerJudges() {
        house.service.bindFetcher(
                server,
                Map.of(Constants.SERVICE_ID, 9L, Constants.SERVICE_RANKING, 1, FetchProtocol.NAME, new String[] {
                    "http", "https", "tftp"
                }));
        server.others.put("user_common.cfg", "UDS_CommonUserFileName=TRUE\n");
        server.passwords.put("1012", "2580");
        server.userFiles.put("1012", "UD_Name=Anna\n");
        use("https", "files");
    }

    @AfterEach
    void close() {
        server.gate.countDown();
        house.close();
    }

    private void use(String protocol, String account) {
        Source source = new Source(protocol, "files.example", 0, "users", account);
        Optional<Secret> password = Optional.of(Secret.of("word")).filter(secret -> !account.isEmpty());
        ProvisioningHouse.get(house.service.configure(Optional.of(source), password, ProvisioningHouse.ADMIN));
        house.start();
    }

    @Test
    @Tag("LOG-13")
    void leavesEveryExternalUserToTheServerAndFetchesNothing() {
        assertThat(house.lookUp("1012")).isEqualTo(new UserLookup.ServerJudges(Optional.empty()));

        User anna = proved("1012", "2580");

        assertThat(house.lookUp("1012")).isEqualTo(new UserLookup.ServerJudges(Optional.of(anna)));
        assertThat(server.asked).noneMatch(each -> each.startsWith("1012.cfg"));
    }

    @Test
    void findsALocalUserAsEver() {
        User bert = house.write(tx -> tx.addUser(new UserNumber("1013"), Optional.empty(), "Bert", false));

        assertThat(house.lookUp("1013")).isEqualTo(new UserLookup.Found(bert, true));
        assertThat(judge("1013", "2580")).isInstanceOf(ServerVerdict.class).isNotInstanceOf(ServerVerdict.Proved.class);
    }

    @Test
    @Tag("PRV-15")
    @Tag("CFG-07")
    void makesTheUserWithTheNumberThatWasDialled() {
        server.userFiles.put("1012", "UD_Name=Anna\nUD_Number=4711\n");

        User anna = proved("1012", "2580");

        assertThat(anna.number().value()).isEqualTo("1012");
        assertThat(anna.name()).isEqualTo("Anna");
        assertThat(anna.external()).isTrue();
        assertThat(house.file("1012").name()).isEqualTo("user.cfg of 1012");
        assertThat(house.file("1012").isOfOwnAccount()).isTrue();
    }

    @Test
    @Tag("PRV-15")
    @Tag("CFG-07")
    void takesTheNumberFromTheFileIfLoginIdsAreDialled() {
        house.use(LoginType.LOGIN_ID);
        server.userFiles.put("1012", "UD_Name=Anna\nUD_Number=4711\n");

        User anna = proved("1012", "2580");

        assertThat(anna.number().value()).isEqualTo("4711");
        assertThat(anna.loginId().orElseThrow().value()).isEqualTo("1012");
    }

    @Test
    @Tag("CFG-07")
    void provesNobodyByAFileWithoutTheNumber() {
        house.use(LoginType.LOGIN_ID);

        assertThat(judge("1012", "2580")).isEqualTo(new ServerVerdict.Unavailable("UD_Number is missing"));

        assertThat(house.find("1012")).isEmpty();
    }

    @Test
    @Tag("LOG-11")
    void deniesAWrongPasswordAndChangesNothing() {
        User anna = proved("1012", "2580");
        UserFile before = house.file("1012");

        assertThat(judge("1012", "1111")).isEqualTo(new ServerVerdict.Denied());
        assertThat(judge("1013", "1111")).isEqualTo(new ServerVerdict.Denied());

        assertThat(house.find("1012")).contains(anna);
        assertThat(house.file("1012")).isEqualTo(before);
        assertThat(house.service.status().downSince()).isEmpty();
    }

    @Test
    @Tag("SEC-02")
    void letsNobodyInIfTheServerLetsEverybodyIn() {
        server.judges = false;

        assertThat(judge("1012", "1111")).isInstanceOf(ServerVerdict.Unavailable.class);

        assertThat(house.find("1012")).isEmpty();
        assertThat(house.service.serverLogin().warnings()).anyMatch(text -> text.contains("does not refuse a wrong"));
        server.judges = true;
        assertThat(judge("1012", "2580")).isInstanceOf(ServerVerdict.Proved.class);
        assertThat(house.service.serverLogin().warnings()).noneMatch(text -> text.contains("does not refuse"));
    }

    @Test
    void triesAWrongPasswordOnceADay() {
        proved("1012", "2580");
        assertThat(server.userFilesAsked()).isEqualTo(2);

        proved("1012", "2580");
        assertThat(server.userFilesAsked()).isEqualTo(3);

        house.clock.advance(Duration.ofDays(1));
        proved("1012", "2580");
        assertThat(server.userFilesAsked()).isEqualTo(5);
    }

    @Test
    @Tag("SEC-02")
    void isNotReassuredByTheRefusalOfAFile() {
        server.judges = false;
        server.failure = Optional.of(
                new FetchResult.Failed(FetchResult.Kind.ACCESS_DENIED, "The file must not be read by anybody"));
        assertThat(judge("1013", "1111")).isEqualTo(new ServerVerdict.Denied());
        server.failure = Optional.empty();

        assertThat(judge("1012", "1111")).isInstanceOf(ServerVerdict.Unavailable.class);
    }

    @Test
    @Tag("PRV-04")
    void deletesAUserWhoseFileIsGoneForThatUsersOwnPassword() {
        proved("1012", "2580");
        server.userFiles.remove("1012");

        assertThat(judge("1012", "2580")).isEqualTo(new ServerVerdict.Gone());

        assertThat(house.find("1012")).isEmpty();
    }

    @Test
    @Tag("PRV-05")
    void deletesNobodyIfTheFileIsGoneForAnyPassword() {
        User anna = proved("1012", "2580");
        server.userFiles.remove("1012");
        server.judges = false;

        assertThat(judge("1012", "1111")).isInstanceOf(ServerVerdict.Unavailable.class);

        assertThat(house.find("1012")).contains(anna);
    }

    @Test
    @Tag("PRV-05")
    void deletesNobodyWhenTheServerJudgesNoMoreAndUsersHaveNoFilesOfTheirOwn() {
        User anna = proved("1012", "2580");
        use("https", "");

        assertThat(house.lookUp("1012")).isEqualTo(new UserLookup.Found(anna, false));
        assertThat(house.lookUp("1012")).isEqualTo(new UserLookup.Found(anna, false));

        assertThat(house.file("1012").problem().orElseThrow())
                .contains("administrator")
                .contains("1012.cfg");
        assertThat(house.file("1012").isOfOwnAccount()).isTrue();
    }

    @Test
    void makesNobodyWhoHasNoFile() {
        server.userFiles.remove("1012");

        assertThat(judge("1012", "2580")).isEqualTo(new ServerVerdict.Gone());

        assertThat(house.find("1012")).isEmpty();
    }

    @Test
    @Tag("PRV-05")
    void provesNobodyByAFileThatHoldsNoData() {
        proved("1012", "2580");
        server.userFiles.put("1012", "# Sorry, something went wrong\n");

        assertThat(judge("1012", "2580")).isEqualTo(new ServerVerdict.Unavailable("The file holds no data"));
    }

    @Test
    @Tag("PRV-06")
    void provesNobodyWhileTheServerIsDown() {
        proved("1012", "2580");
        server.failure = Optional.of(new FetchResult.Failed(FetchResult.Kind.UNREACHABLE, "no answer"));

        assertThat(judge("1012", "2580")).isEqualTo(new ServerVerdict.Unavailable("no answer"));

        assertThat(house.find("1012")).isPresent();
        assertThat(house.service.status().downSince()).isPresent();
    }

    @Test
    void givesNobodyTheVerdictOnAnother() {
        judge("1012", "1111");
        server.gate = new CountDownLatch(1);
        CompletableFuture<ServerVerdict> right = begin("1012", "2580");
        CompletableFuture<ServerVerdict> wrong = begin("1012", "1111");

        server.gate.countDown();

        assertThat(ProvisioningHouse.get(right)).isInstanceOf(ServerVerdict.Proved.class);
        assertThat(ProvisioningHouse.get(wrong)).isEqualTo(new ServerVerdict.Denied());
    }

    @Test
    void asksForNothingWithoutAPassword() {
        assertThat(judge("1012", "")).isInstanceOf(ServerVerdict.Unavailable.class);
        assertThat(server.userFilesAsked()).isZero();
    }

    @Test
    @Tag("SEC-02")
    void tellsThePasswordToTheServerAloneAndNeverInAnAddress() {
        proved("1012", "2580");

        assertThat(server.addresses).noneMatch(address -> address.contains("2580") || address.contains("1012"));
    }

    @Test
    @Tag("PRV-03")
    void bringsALoggedInUserUpToDateByWhatWasKept() {
        User anna = loggedIn();
        server.userFiles.put("1012", "UD_Name=Anna Berg\n");

        house.pass(Duration.ofHours(25), Duration.ofMinutes(30));

        assertThat(house.find("1012").orElseThrow().name()).isEqualTo("Anna Berg");
        assertThat(house.find("1012").orElseThrow().id()).isEqualTo(anna.id());
    }

    @Test
    @Tag("PRV-05")
    void changesNothingWhenTheServerRefusesWhatWasKeptAndDoesNotInsist() {
        User anna = loggedIn();
        server.passwords.put("1012", "1357");
        long before = server.userFilesAsked();

        house.pass(Duration.ofHours(47), Duration.ofMinutes(30));

        assertThat(server.userFilesAsked() - before).isEqualTo(1);
        assertThat(house.find("1012")).contains(anna);
        assertThat(house.store.<Optional<Relation>>read(view -> view.findRelation(anna.id())))
                .isPresent();
        assertThat(house.secret(anna, SecretKind.SERVER_PASSWORD)).contains(Secret.of("2580"));
        assertThat(house.file("1012").problem().orElseThrow()).contains("refuses the PIN");
        assertThat(house.service.status().downSince()).isEmpty();
    }

    @Test
    @Tag("PRV-04")
    void deletesALoggedInUserWhoseFileIsGoneByTheInterval() {
        loggedIn();
        server.userFiles.remove("1012");

        house.pass(Duration.ofHours(25), Duration.ofMinutes(30));

        assertThat(house.find("1012")).isEmpty();
    }

    @Test
    @Tag("PRV-05")
    void deletesNobodyByTheIntervalIfTheFileIsGoneForAnyPassword() {
        User anna = loggedIn();
        server.userFiles.remove("1012");
        server.judges = false;

        house.pass(Duration.ofHours(25), Duration.ofMinutes(30));

        assertThat(house.find("1012")).contains(anna);
    }

    @Test
    void fetchesNothingForSomebodyWhoIsNotLoggedIn() {
        User anna = proved("1012", "2580");
        long before = server.userFilesAsked();

        house.pass(Duration.ofHours(50), Duration.ofMinutes(30));
        ImportResult result = ProvisioningHouse.get(house.service.importUser("1012"));

        assertThat(server.userFilesAsked()).isEqualTo(before);
        assertThat(house.find("1012")).contains(anna);
        assertThat(result.outcome()).isEqualTo(ImportResult.Outcome.FAILED);
        assertThat(result.reason()).contains("when the user logs in");
    }

    @Test
    void fetchesTheUsersOwnFileWithoutAccountAndPassword() {
        server.others.put("1012.cfg", "UD_Name=Anna\n");
        use("https", "");

        assertThat(house.lookUp("1012")).isInstanceOf(UserLookup.Found.class);
        assertThat(house.service.serverLogin().state()).isEqualTo(ServerLogin.State.NOT_POSSIBLE);
        assertThat(house.service.serverLogin().warnings()).hasSize(1);
        assertThat(judge("1012", "2580")).isInstanceOf(ServerVerdict.Unavailable.class);
        assertThat(server.userFilesAsked()).isZero();
    }

    @Test
    void neverCountsWithTftp() {
        server.others.put("1012.cfg", "UD_Name=Anna\n");
        use("tftp", "files");

        assertThat(house.lookUp("1012")).isInstanceOf(UserLookup.Found.class);
        assertThat(house.service.serverLogin().state()).isEqualTo(ServerLogin.State.NOT_POSSIBLE);
    }

    @Test
    void marksTheWeakerModeAndWhatElseIsWeak() {
        ServerLogin safe = house.service.serverLogin();
        use("http", "files");
        ServerLogin clear = house.service.serverLogin();

        assertThat(safe.state()).isEqualTo(ServerLogin.State.ON);
        assertThat(safe.warnings()).hasSize(1);
        assertThat(clear.warnings()).anyMatch(text -> text.contains("in clear"));
    }

    @Test
    void isOffUnlessTheCommonFileAsksForIt() {
        server.others.put("user_common.cfg", "UD_AllowMsgSend=TRUE\n");
        server.others.put("1012.cfg", "UD_Name=Anna\n");
        ProvisioningHouse.get(house.service.importCommon());

        assertThat(house.service.serverLogin()).isEqualTo(ServerLogin.OFF);
        assertThat(house.lookUp("1012")).isInstanceOf(UserLookup.Found.class);
        assertThat(house.file("1012").isOfOwnAccount()).isFalse();
    }

    /** As sharing does it: the password is kept in the transaction of the login. */
    private User loggedIn() {
        User anna = proved("1012", "2580");
        Relation unused = house.tie(anna, 1);
        house.write(tx -> {
            tx.secrets().put(SecretOwner.of(anna.id()), SecretKind.SERVER_PASSWORD, Secret.of("2580"));
            return true;
        });
        return anna;
    }

    private User proved(String login, String password) {
        ServerVerdict verdict = judge(login, password);
        assertThat(verdict).isInstanceOf(ServerVerdict.Proved.class);
        return ((ServerVerdict.Proved) verdict).user();
    }

    private ServerVerdict judge(String login, String password) {
        return ProvisioningHouse.get(begin(login, password));
    }

    private CompletableFuture<ServerVerdict> begin(String login, String password) {
        return house.service.logInAtServer(login, Secret.of(password), LIMIT).toCompletableFuture();
    }
}
