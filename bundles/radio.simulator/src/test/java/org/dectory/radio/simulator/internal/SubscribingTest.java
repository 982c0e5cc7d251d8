package org.dectory.radio.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.testkit.RecordingOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("SUB-01")
class SubscribingTest {

    private final SimulatorBench bench = new SimulatorBench();
    private final RecordingOwner owner = new RecordingOwner();
    private final Ipei phone = bench.add(HandsetKind.PHONE_600_700);

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void registersItsLocationWithTheKeyThatItGot() {
        bench.accessRights(Optional.of(bench.system));
        bench.phones(Optional.of(owner));

        SimulatedPhone shown = bench.subscribe(phone, LittleSystem.CODE);

        assertThat(shown.subscribed()).isTrue();
        assertThat(shown.attached()).isTrue();
        assertThat(owner.events(phone)).containsExactly("attached");
    }

    @Test
    void keepsNoKeyWhenTheCodeIsWrong() {
        bench.accessRights(Optional.of(bench.system));

        SimulatedPhone shown = bench.subscribe(phone, "9999");

        assertThat(shown.subscribed()).isFalse();
        assertThat(shown.display()).containsExactly("Subscription failed", "Authentication failed");
    }

    @Test
    void keepsNoKeyOfASystemThatDoesNotProveItself() {
        bench.accessRights(Optional.of(bench.system));
        bench.system.lying = true;

        SimulatedPhone shown = bench.subscribe(phone, LittleSystem.CODE);

        assertThat(shown.subscribed()).isFalse();
        assertThat(shown.attached()).isFalse();
    }

    @Test
    void keepsTheKeyThatItHasWhenItIsRefusedAnother() {
        bench.accessRights(Optional.of(bench.system));
        bench.subscribe(phone, LittleSystem.CODE);

        SimulatedPhone shown = bench.subscribe(phone, "9999");

        assertThat(shown.subscribed()).isTrue();
        assertThat(shown.attached()).isTrue();
        assertThat(provesItself()).isTrue();
    }

    @Test
    @Tag("SUB-11")
    void holdsAKeyThatItCouldNotConfirmAndSubscribesAgain() {
        bench.accessRights(Optional.of(new RejectingLocations(bench.system)));

        SimulatedPhone unconfirmed = bench.subscribe(phone, LittleSystem.CODE);
        Secret firstKey = bench.system.keys.get(phone);
        bench.accessRights(Optional.of(bench.system));
        SimulatedPhone confirmed = bench.subscribe(phone, LittleSystem.CODE);

        assertThat(unconfirmed.subscribed()).isTrue();
        assertThat(unconfirmed.attached()).isFalse();
        assertThat(unconfirmed.display()).containsExactly("Searching");
        assertThat(confirmed.attached()).isTrue();
        assertThat(bench.system.keys.get(phone)).isNotEqualTo(firstKey);
    }

    @Test
    void doesNotUseAKeyThatIsNotOnTheDisk() {
        List<String> located = new ArrayList<>();
        bench.accessRights(Optional.of(new RejectingLocations(bench.system) {
            @Override
            public CompletionStage<Boolean> located(LocationRegistration registration) {
                located.add("located");
                return super.located(registration);
            }
        }));
        bench.store.failNextWrite();

        SimulatedPhone shown = bench.subscribe(phone, LittleSystem.CODE);

        assertThat(shown.subscribed()).isFalse();
        assertThat(located).isEmpty();
    }

    @Test
    void showsThatNobodyTakesRequests() {
        assertThat(bench.subscribe(phone, LittleSystem.CODE).display())
                .containsExactly("Subscription failed", "Try again later");
    }

    @Test
    void givesUpAfterItsTimeLimit() {
        CompletableFuture<AccessRightsHandler.AccessRights> never = new CompletableFuture<>();
        bench.accessRights(Optional.of(new RejectingLocations(bench.system) {
            @Override
            public CompletionStage<AccessRights> requested(AccessRightsRequest request) {
                return never;
            }
        }));
        CompletableFuture<SimulatedPhone> shown = bench.hand
                .subscribe(phone, Secret.of("1234"), Optional.empty(), Optional.empty())
                .toCompletableFuture();
        bench.letTimePass(Duration.ofSeconds(60));

        assertThat(SimulatorBench.result(shown).display()).containsExactly("Subscription failed", "Timed out");
    }

    @Test
    void endsWhenThePhoneIsSwitchedOff() {
        bench.accessRights(Optional.of(new RejectingLocations(bench.system) {
            @Override
            public CompletionStage<AccessRights> requested(AccessRightsRequest request) {
                return new CompletableFuture<>();
            }
        }));
        CompletableFuture<SimulatedPhone> shown = bench.hand
                .subscribe(phone, Secret.of("1234"), Optional.empty(), Optional.empty())
                .toCompletableFuture();

        bench.power(phone, false);

        assertThat(SimulatorBench.result(shown).subscribed()).isFalse();
    }

    @Test
    @Tag("SUB-09")
    @Tag("SUB-02")
    void sendsParkAndAdditionalIdAsTheyWereTyped() {
        List<AccessRightsHandler.AccessRightsRequest> requests = new ArrayList<>();
        bench.accessRights(Optional.of(new RejectingLocations(bench.system) {
            @Override
            public CompletionStage<AccessRights> requested(AccessRightsRequest request) {
                requests.add(request);
                return super.requested(request);
            }
        }));
        Ipei gap = bench.add(HandsetKind.GAP);
        Optional<String> additionalId = Optional.of("1012");

        SimulatorBench.result(
                bench.hand.subscribe(phone, Secret.of("1234"), Optional.of("3110000440320*"), additionalId));

        assertThat(requests)
                .containsExactly(new AccessRightsHandler.AccessRightsRequest(
                        phone,
                        HandsetKind.PHONE_600_700,
                        Optional.of("3110000440320*"),
                        additionalId,
                        List.of("DSAA2", "DSAA")));
        assertThatThrownBy(() -> bench.hand.subscribe(gap, Secret.of("1234"), Optional.empty(), additionalId))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("additional ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "12a4", "１２３４"})
    void refusesACodeThatNobodyCanTypeAndDoesNotTellIt(String code) {
        Secret typed = Secret.of(code);

        assertThatThrownBy(() -> bench.hand.subscribe(phone, typed, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("authentication code: hidden (expected: 1 to 8 digits)");
    }

    @Test
    void losesItsKeyWhenTheSystemTakesTheAccessRightsBack() {
        bench.accessRights(Optional.of(bench.system));
        bench.subscribe(phone, LittleSystem.CODE);

        bench.radio().terminateAccessRights(phone);

        await().until(() -> !bench.look(phone).subscribed());
        assertThat(bench.display(phone)).containsExactly("No system");
        assertThat(bench.isAttached(phone)).isFalse();
    }

    private boolean provesItself() {
        Step.Challenge challenge = bench.challenge(Step.KeyType.UAK);
        Answer answer = SimulatorBench.result(bench.radio().ask(phone, challenge, Duration.ofSeconds(10)));
        return bench.system.isGenuine(phone, challenge, answer);
    }

    /** Gives keys and accepts no location. */
    private static class RejectingLocations implements AccessRightsHandler {

        private final LittleSystem system;

        RejectingLocations(LittleSystem system) {
            this.system = system;
        }

        @Override
        public CompletionStage<AccessRights> requested(AccessRightsRequest request) {
            return system.requested(request);
        }

        @Override
        public CompletionStage<Boolean> located(LocationRegistration registration) {
            return CompletableFuture.completedFuture(false);
        }
    }
}
