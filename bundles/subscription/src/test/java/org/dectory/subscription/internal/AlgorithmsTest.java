package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.api.auth.AuthenticationAlgorithm.DSAA;
import static org.dectory.api.auth.AuthenticationAlgorithm.DSAA2;
import static org.dectory.subscription.internal.Appliance.CODE;
import static org.dectory.subscription.internal.Appliance.PHONE;
import static org.dectory.subscription.internal.Appliance.get;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.auth.SystemProof;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler.AccessRights;
import org.dectory.api.radio.AccessRightsHandler.AccessRightsRequest;
import org.dectory.api.radio.AccessRightsHandler.LocationRegistration;
import org.dectory.api.radio.AccessRightsHandler.RejectReason;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which algorithm a phone is given its key with, and is asked with ever after. The services for DSAA are there. */
@Tag("LOG-13")
@Tag("SUB-01")
class AlgorithmsTest {

    private static final Map<String, Object> SECOND = Map.of("service.id", 2L, AuthenticationAlgorithm.NAME, DSAA2);
    private static final SystemProof PROOF =
            new SystemProof(Appliance.octets("proof"), Appliance.octets("rand"), Appliance.octets("rs"));

    private final Appliance appliance = new Appliance();
    private final SecondAllocator allocator = new SecondAllocator();
    private final SecondAuthenticator authenticator = new SecondAuthenticator();

    @AfterEach
    void close() {
        appliance.close();
    }

    @ParameterizedTest
    @CsvSource({
        "DSAA2 DSAA, DSAA2 DSAA, DSAA2 DSAA, DSAA2",
        "DSAA2 DSAA, DSAA DSAA2, DSAA2 DSAA, DSAA2",
        "DSAA DSAA2, DSAA2 DSAA, DSAA2 DSAA, DSAA",
        "DSAA2 DSAA, DSAA2 DSAA, DSAA,       DSAA",
        "DSAA2 DSAA, DSAA,       DSAA2 DSAA, DSAA",
        "DSAA2,      DSAA2 DSAA, DSAA,       DSAA2",
        "DSAA2 DSAA, DSAA2 DSAA, X,          DSAA2",
        "DSAA2,      DSAA,       DSAA2 DSAA, none"
    })
    void takesTheBestThatIsAllowedKnownAndThere(String allowed, String known, String present, String best) {
        Optional<String> chosen = AlgorithmChoice.best(words(allowed), words(known), words(present));

        assertThat(chosen.orElse("none")).isEqualTo(best);
    }

    @Test
    void givesAKeyWithTheAlgorithmThatThePhoneKnowsAndStoresItWithTheKey() {
        bindSecond();
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);

        AccessRights answer = request(DSAA2, DSAA);

        assertThat(answer).isEqualTo(new AccessRights.Granted(PROOF));
        assertThat(algorithm()).contains(DSAA2);
        assertThat(appliance.key(PHONE)).contains(Secret.of("second key"));
        assertThat(appliance.allocator.given).hasValue(0);
    }

    @Test
    void asksAPhoneWithTheAlgorithmOfItsKey() {
        bindSecond();
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        request(DSAA2, DSAA);
        appliance.holds(PHONE, Secret.of("second key"));

        assertThat(locate(DSAA2, DSAA)).isTrue();

        assertThat(authenticator.asked).containsExactly("begin", "proceed");
        assertThat(appliance.state(PHONE)).contains(SubscriptionState.SUBSCRIBED);
    }

    @Test
    void leavesAPhoneThatKnowsMoreNowWithTheAlgorithmThatItSubscribedWith() {
        appliance.add(PHONE);
        assertThat(appliance.subscribe(PHONE)).isTrue();
        bindSecond();

        assertThat(locate(DSAA2, DSAA)).isTrue();

        assertThat(authenticator.asked).isEmpty();
        assertThat(algorithm()).contains(DSAA);
    }

    @Test
    @Tag("OSG-05")
    void givesAKeyWithTheOtherAlgorithmWhileTheBestIsNotThere() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);

        assertThat(request(DSAA2, DSAA)).isInstanceOf(AccessRights.Granted.class);

        assertThat(algorithm()).contains(DSAA);
    }

    @Test
    @Tag("OSG-05")
    void refusesThoseOnlyWhoseAlgorithmIsNotThere() {
        bindSecond();
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);
        request(DSAA2, DSAA);
        appliance.holds(PHONE, Secret.of("second key"));
        locate(DSAA2, DSAA);
        appliance.desk.unbindAuthenticator(authenticator, SECOND);

        assertThat(locate(DSAA2, DSAA)).isFalse();
        assertThat(appliance.state(PHONE)).contains(SubscriptionState.SUBSCRIBED);

        appliance.desk.bindAuthenticator(authenticator, SECOND);
        assertThat(locate(DSAA2, DSAA)).isTrue();
    }

    @Test
    void refusesAPhoneThatKnowsNoAlgorithmOfOurs() {
        appliance.add(PHONE);
        appliance.typed(PHONE, CODE);

        assertThat(request("PROPRIETARY")).isEqualTo(new AccessRights.Rejected(RejectReason.IPEI_NOT_ACCEPTED));

        assertThat(appliance.desk.refusals().get(0).reason()).isEqualTo(Reason.NO_COMMON_ALGORITHM);
        assertThat(appliance.radio.commands(PHONE)).isEmpty();
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }

    private void bindSecond() {
        appliance.desk.bindAllocator(allocator, SECOND);
        appliance.desk.bindAuthenticator(authenticator, SECOND);
    }

    private AccessRights request(String... algorithms) {
        return get(appliance.desk.requested(new AccessRightsRequest(
                PHONE, HandsetKind.PHONE_600_700, Optional.empty(), Optional.empty(), List.of(algorithms))));
    }

    private boolean locate(String... algorithms) {
        return get(appliance.desk.located(
                new LocationRegistration(PHONE, HandsetKind.PHONE_600_700, 1, List.of(algorithms))));
    }

    private Optional<String> algorithm() {
        return appliance.device(PHONE).map(Device::algorithm);
    }

    /** Believes every phone. */
    private static final class SecondAllocator implements KeyAllocator {

        @Override
        public Step.Challenge begin() {
            return new Step.Challenge(DSAA2, Step.KeyType.AC, Octets.of(new byte[8]), Octets.of(new byte[16]));
        }

        @Override
        public Optional<Allocation> complete(Secret authenticationCode, Step.Challenge sent, Reply reply) {
            return Optional.of(new Allocation(Secret.of("second key"), PROOF));
        }
    }

    /** Believes a phone that names its key. */
    private static final class SecondAuthenticator implements Authenticator {

        final List<String> asked = new ArrayList<>();

        @Override
        public Step begin(Attempt attempt) {
            asked.add("begin");
            return new Step.Challenge(DSAA2, Step.KeyType.UAK, Octets.of(new byte[8]), Octets.of(new byte[16]));
        }

        @Override
        public CompletionStage<Step> proceed(Attempt attempt, Step.Question question, Answer answer) {
            asked.add("proceed");
            boolean right = answer instanceof Answer.Response response
                    && response.res().equals(Octets.of(attempt.uak().bytes()));
            return CompletableFuture.completedFuture(
                    right ? new Step.Accepted() : new Step.Refused(Step.Reason.PHONE_NOT_GENUINE));
        }
    }
}
