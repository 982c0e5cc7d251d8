package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningService.UserLookup;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("LOG-03")
class ExternalLoginTest {

    private final SharedPhones house = new SharedPhones();
    private final LookUps provisioning = new LookUps();
    private final Device phone = house.phone(1);

    @BeforeEach
    void provision() {
        house.login.bindProvisioning(provisioning);
        house.types(phone, "1012");
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void fetchesAnUnknownUserFirst() {
        CompletableFuture<String> login = house.dialLogin(phone, "1012");
        assertThat(login).isNotDone();
        assertThat(house.phones.isBusy(phone.ipei())).isTrue();

        User anna = house.user("1012", "Anna", true);
        provisioning.answer.complete(new UserLookup.Found(anna, true));

        assertThat(login.join()).isEqualTo("Logged in");
        assertThat(provisioning.asked).isEqualTo("1012 within 1500 ms");
        assertThat(house.relation(anna)).isPresent();
    }

    @Test
    void fetchesAKnownExternalUserAnew() {
        User anna = house.user("1012", "Anna", true);

        CompletableFuture<String> login = house.dialLogin(phone, "1012");
        assertThat(login).isNotDone();
        provisioning.answer.complete(new UserLookup.Found(anna, false));

        assertThat(login.join()).isEqualTo("Logged in");
    }

    @Test
    void asksForNoPinWhereSomebodyHungUpWhileTheFileWasFetched() {
        CompletableFuture<String> login = house.dialLogin(phone, "1012");
        house.events.hook(phone.ipei(), false);

        User anna = house.user("1012", "Anna", true);
        provisioning.answer.complete(new UserLookup.Found(anna, true));

        assertThat(login.join()).isEqualTo("!");
        assertThat(house.asked(phone)).isZero();
        assertThat(house.relation(anna)).isEmpty();
        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("Logged in");
    }

    @Test
    @Tag("LOG-09")
    void goesOnWithALoginOfTheMenuWhateverTheHookDoes() {
        house.menu(phone, PhoneHandler.MenuItem.LOGIN, "1012");
        house.events.hook(phone.ipei(), true);
        house.events.hook(phone.ipei(), false);

        User anna = house.user("1012", "Anna", true);
        provisioning.answer.complete(new UserLookup.Found(anna, true));

        house.awaitUser(phone, anna);
        assertThat(house.relation(anna)).isPresent();
    }

    @Test
    void asksNobodyForALocalUser() {
        house.user("1012");

        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("Logged in");
        assertThat(provisioning.asked).isEmpty();
    }

    @Test
    @Tag("PRV-05")
    void refusesAUserWhoseFileIsGone() {
        house.user("1012", "Anna", true);
        provisioning.answer.complete(new UserLookup.Unknown());

        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("!Login failed\nUnknown user");
        assertThat(house.isAskedForPin(phone)).isFalse();
    }

    @Test
    @Tag("FAC-09")
    void tellsThatItCannotSayWhetherThereIsSuchAUser() {
        provisioning.answer.complete(new UserLookup.Unavailable("http://192.0.2.7/ does not answer"));

        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("!Login failed\nNo user data now");
    }

    @Test
    @Tag("PRV-06")
    void logsInAKnownExternalUserWithoutProvisioning() {
        house.login.unbindProvisioning(provisioning);
        house.user("1012", "Anna", true);

        assertThat(house.dialLogin(phone, "4711").join()).isEqualTo("!Login failed\nUnknown user");
        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("Logged in");
    }

    @Test
    void staysWithTheSuccessorOfAProvisioningThatGoes() {
        LookUps predecessor = provisioning;
        LookUps successor = new LookUps();
        house.login.bindProvisioning(successor);
        house.login.unbindProvisioning(predecessor);
        successor.answer.complete(new UserLookup.Unknown());

        assertThat(house.dialLogin(phone, "4711").join()).isEqualTo("!Login failed\nUnknown user");

        assertThat(successor.asked).startsWith("4711");
    }

    @Test
    @Tag("SEC-03")
    void reachesNoServerAfterFiveUnknownLoginsOfAPhoneInAMinute() {
        house.user("1012");
        for (UserLookup answer : List.of(new UserLookup.Unknown(), new UserLookup.Unavailable("down"))) {
            provisioning.answer = CompletableFuture.completedFuture(answer);
            for (int i = 0; i < 5; i++) {
                assertThat(house.dialLogin(phone, "471" + i).join()).startsWith("!Login failed");
            }
            provisioning.asked = "";

            assertThat(house.dialLogin(phone, "4719").join()).isEqualTo("!Too many tries\nWait a minute");
            house.scheduler.advance(Duration.ofMillis(59_999));
            assertThat(house.dialLogin(phone, "4719").join()).isEqualTo("!Too many tries\nWait a minute");
            assertThat(provisioning.asked).isEmpty();

            house.scheduler.advance(Duration.ofMillis(1));
        }
        assertThat(house.dialLogin(phone, "4719").join()).isEqualTo("!Login failed\nNo user data now");
        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("Logged in");
    }

    @Test
    @Tag("SEC-03")
    void reachesNoServerAfterSixtyUnknownLoginsOfAllPhonesInAMinute() {
        provisioning.answer.complete(new UserLookup.Unknown());
        for (int i = 0; i < 60; i++) {
            Device other = house.phone(100 + i);
            assertThat(house.dialLogin(other, "4711").join()).isEqualTo("!Login failed\nUnknown user");
        }
        provisioning.asked = "";

        assertThat(house.dialLogin(phone, "4711").join()).isEqualTo("!Too many tries\nWait a minute");

        assertThat(provisioning.asked).isEmpty();
    }

    @Test
    @Tag("SEC-03")
    void countsUnknownLoginsBeforeTheyReachAServerThatIsSlow() {
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            waiting.add(house.dialLogin(house.phone(100 + i), "1012"));
        }
        provisioning.asked = "";

        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("!Too many tries\nWait a minute");
        assertThat(provisioning.asked).isEmpty();
        assertThat(waiting).allSatisfy(login -> assertThat(login).isNotDone());

        // They were right: whoever comes next need not wait.
        User anna = house.user("1012", "Anna", true);
        provisioning.answer.complete(new UserLookup.Found(anna, true));
        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("Logged in");
        provisioning.answer = CompletableFuture.completedFuture(new UserLookup.Unknown());
        assertThat(house.dialLogin(house.phone(2), "4711").join()).isEqualTo("!Login failed\nUnknown user");
    }

    @Test
    @Tag("SEC-03")
    void letsThoseInWhoAreKnownHoweverManyUnknownOnesTry() {
        house.user("1012", "Anna", true);
        provisioning.answer = CompletableFuture.completedFuture(new UserLookup.Unknown());
        for (int i = 0; i < 5; i++) {
            house.dialLogin(phone, "471" + i).join();
        }
        User anna =
                house.store.read(view -> view.findUser(new UserNumber("1012"))).orElseThrow();
        provisioning.answer = CompletableFuture.completedFuture(new UserLookup.Found(anna, true));

        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("Logged in");
    }

    @Test
    @Tag("SEC-03")
    void waitsNoLongerThanAMinuteAfterTheClockWasSetBack() {
        provisioning.answer.complete(new UserLookup.Unknown());
        for (int i = 0; i < 5; i++) {
            house.dialLogin(phone, "471" + i).join();
        }

        house.clock.advance(Duration.ofDays(-1));

        assertThat(house.dialLogin(phone, "4711").join()).isEqualTo("!Login failed\nUnknown user");
    }

    @Test
    @Tag("LOG-11")
    @Tag("SEC-03")
    void fetchesNothingForAUserWhoIsLockedAtThePhone() {
        User anna = house.user("1012", "Anna", true);
        provisioning.answer.complete(new UserLookup.Found(anna, true));
        house.policy.replace(new PolicySettings().wrongPins(1).policy());
        house.types(phone, "9999");
        assertThat(house.dialLogin(phone, "1012").join()).startsWith("!Wrong PIN: locked");
        provisioning.asked = "";

        assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("!PIN locked\nTry in 15 min");

        assertThat(provisioning.asked).isEmpty();
    }

    @Test
    void failsCleanlyWhenProvisioningBreaks() {
        provisioning.answer.completeExceptionally(new IllegalStateException("broken"));

        assertThat(house.dialLogin(phone, "1012")).isCompletedExceptionally();
        assertThat(house.phones.isBusy(phone.ipei())).isFalse();
    }

    /** Provisioning that answers one look-up, when the test says so. */
    private static final class LookUps implements ProvisioningService {

        private CompletableFuture<UserLookup> answer = new CompletableFuture<>();
        private String asked = "";

        @Override
        public CompletionStage<UserLookup> lookUp(String login, Duration patience) {
            asked = login + " within " + patience.toMillis() + " ms";
            return answer;
        }

        @Override
        public Optional<Source> source() {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Void> configure(Optional<Source> source, Optional<Secret> password, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ProvisioningStatus status() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<ImportResult> importCommon() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<ImportResult> importUser(String login) {
            throw new UnsupportedOperationException();
        }
    }
}
