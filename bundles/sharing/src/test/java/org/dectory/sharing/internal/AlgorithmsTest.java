package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Ipei;
import org.dectory.api.store.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Logins at phones whose keys are for different algorithms. */
@Tag("LOG-13")
class AlgorithmsTest {

    private static final Map<String, Object> SECOND =
            Map.of("service.id", 2L, AuthenticationAlgorithm.NAME, AuthenticationAlgorithm.DSAA2);

    private final SharedPhones house = new SharedPhones();
    private final Believer second = new Believer();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void anAuthenticatorOfThePhonesAlgorithmJudges() {
        Device older = house.phone(1);
        Device newer = newer(house.phone(2));
        house.user("1012");
        house.user("1013");
        house.types(older, "1012");
        house.types(newer, "1013");
        house.proof.bindAuthenticator(second, SECOND);

        assertThat(house.dialLogin(older, "1012").join()).isEqualTo("Logged in");
        assertThat(house.dialLogin(newer, "1013").join()).isEqualTo("Logged in");

        assertThat(second.asked).containsExactly(newer.ipei());
    }

    @Test
    @Tag("OSG-05")
    void onlyAPhoneWhoseAlgorithmIsNotThereIsRefused() {
        Device older = house.phone(1);
        Device newer = newer(house.phone(2));
        house.user("1012");
        house.types(older, "1012");
        house.types(newer, "1012");

        assertThat(house.dialLogin(newer, "1012").join()).isEqualTo("!PIN check is not\navailable now");
        assertThat(house.dialLogin(older, "1012").join()).isEqualTo("Logged in");
    }

    private Device newer(Device phone) {
        return SharedPhones.done(house.store.write(
                SharedPhones.OMM, tx -> tx.update(phone.withAlgorithm(AuthenticationAlgorithm.DSAA2))));
    }

    /** Believes everybody, and notes whom. */
    private static final class Believer implements Authenticator {

        final List<Ipei> asked = new ArrayList<>();

        @Override
        public Step begin(Attempt attempt) {
            asked.add(attempt.phone());
            return new Step.Accepted();
        }

        @Override
        public CompletionStage<Step> proceed(Attempt attempt, Step.Question question, Answer answer) {
            return completedStage(new Step.Accepted());
        }
    }
}
