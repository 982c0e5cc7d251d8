package org.dectory.radio.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.auth.SystemProof;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.dsaa.CipherSuite;
import org.dectory.dsaa.OctetOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which algorithms phones know, and with which one they answer. */
@Tag("LOG-12")
@Tag("SUB-01")
class AlgorithmsTest {

    private final SimulatorBench bench = new SimulatorBench();
    private final WholeSystem newer = new WholeSystem(bench.radio(), CipherSuite.dsaa2(OctetOrder.STRAIGHT));
    private final WholeSystem older = new WholeSystem(bench.radio(), CipherSuite.DSAA);

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void a600Or700KnowsBothAlgorithmsAndPrefersTheNewer() {
        Ipei phone = subscribed(HandsetKind.PHONE_600_700, newer);

        assertThat(newer.announced.get(phone)).containsExactly("DSAA2", "DSAA");
        assertThat(bench.isAttached(phone)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = HandsetKind.class,
            names = {"GAP", "PHONE_142D"})
    void othersKnowTheOlderOnly(HandsetKind kind) {
        Ipei phone = subscribed(kind, older);

        assertThat(older.announced.get(phone)).containsExactly("DSAA");
        assertThat(bench.isAttached(phone)).isTrue();
        assertThat(answer(phone, challenge("DSAA2", 16)))
                .isEqualTo(new Answer.Rejected(Answer.RejectReason.ALGORITHM_NOT_SUPPORTED));
        assertThat(bench.look(subscribed(kind, newer)).subscribed()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("systems")
    @Tag("LOG-02")
    void aPersonProvesThePinWithTheAlgorithmOfThePhonesKey(CipherSuite suite) {
        WholeSystem system = new WholeSystem(bench.radio(), suite);
        Ipei phone = subscribed(HandsetKind.PHONE_600_700, system);

        assertThat(login(system, phone, "2580")).isInstanceOf(Step.Accepted.class);
        assertThat(login(system, phone, "2581")).isEqualTo(new Step.Refused(Step.Reason.WRONG_PIN));
    }

    static Stream<CipherSuite> systems() {
        return Stream.of(CipherSuite.DSAA, CipherSuite.dsaa2(OctetOrder.STRAIGHT));
    }

    @Test
    void aKeyServesTheAlgorithmOnlyThatItWasMadeWith() {
        Ipei phone = subscribed(HandsetKind.PHONE_600_700, older);

        assertThat(answer(phone, challenge("DSAA2", 16)))
                .isEqualTo(new Answer.Rejected(Answer.RejectReason.KEY_NOT_SUPPORTED));
        assertThat(answer(phone, challenge("DSAA2", 8)))
                .isEqualTo(new Answer.Rejected(Answer.RejectReason.ALGORITHM_NOT_SUPPORTED));
        assertThat(answer(phone, challenge("DSAA", 8))).isInstanceOf(Answer.Response.class);
    }

    @Test
    void thePhoneKnowsAfterARestartWhichAlgorithmItsKeyIsFor() {
        Ipei phone = subscribed(HandsetKind.PHONE_600_700, newer);

        try (SimulatorBench restarted = bench.restart()) {
            WholeSystem system = new WholeSystem(restarted.radio(), CipherSuite.dsaa2(OctetOrder.STRAIGHT));
            system.keys.putAll(newer.keys);
            restarted.accessRights(Optional.of(system));
            restarted.letTimePass(Duration.ofSeconds(1));

            await().until(() -> restarted.isAttached(phone));
        }
    }

    @Test
    void aPhoneSendsItsOwnRandomNumberWithTheNewerAlgorithmOnly() {
        Answer.Response second =
                (Answer.Response) answer(subscribed(HandsetKind.PHONE_600_700, newer), challenge("DSAA2", 16));
        Answer.Response first =
                (Answer.Response) answer(subscribed(HandsetKind.PHONE_600_700, older), challenge("DSAA", 8));

        assertThat(second.randP().length()).isEqualTo(8);
        assertThat(first.randP()).isEqualTo(Octets.NONE);
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aPhoneKeepsNoKeyOfASystemThatDoesNotProveItself(UnaryOperator<SystemProof> forgery) {
        newer.forgery = forgery;

        Ipei phone = subscribed(HandsetKind.PHONE_600_700, newer);

        assertThat(bench.look(phone).subscribed()).isFalse();
        assertThat(bench.display(phone)).containsExactly("Subscription failed", "Authentication failed");
    }

    static Stream<UnaryOperator<SystemProof>> forgeries() {
        return Stream.of(
                proof -> new SystemProof(Octets.ofHex("00000000"), proof.rand(), proof.rs()),
                proof -> new SystemProof(proof.res2()),
                proof -> new SystemProof(proof.res2(), Octets.of(new byte[8]), proof.rs()),
                proof -> new SystemProof(proof.res2(), proof.rand(), Octets.of(new byte[16])),
                proof -> new SystemProof(proof.res2(), proof.rand(), Octets.of(new byte[8])));
    }

    @Test
    void aPhoneWithAnotherOrderOfOctetsIsNotKnown() {
        WholeSystem other = new WholeSystem(bench.radio(), CipherSuite.dsaa2(OctetOrder.BITS_REVERSED));

        Ipei phone = subscribed(HandsetKind.PHONE_600_700, other);

        assertThat(bench.look(phone).subscribed()).isFalse();
    }

    private Ipei subscribed(HandsetKind kind, WholeSystem system) {
        bench.accessRights(Optional.of(system));
        Ipei phone = bench.add(kind);
        bench.subscribe(phone, "1234");
        return phone;
    }

    private Answer answer(Ipei phone, Step.Challenge challenge) {
        return SimulatorBench.result(bench.radio().ask(phone, challenge, Duration.ofSeconds(10)));
    }

    private static Step.Challenge challenge(String algorithm, int rsLength) {
        return new Step.Challenge(algorithm, Step.KeyType.UAK, Octets.of(new byte[8]), Octets.of(new byte[rsLength]));
    }

    private Step login(WholeSystem system, Ipei phone, String pin) {
        CompletableFuture<Step> verdict =
                system.ask(Attempt.Purpose.LOGIN, phone).toCompletableFuture();
        await().until(() -> bench.look(phone).prompt().equals("PIN"));
        bench.type(phone, pin);
        return SimulatorBench.result(verdict);
    }
}
