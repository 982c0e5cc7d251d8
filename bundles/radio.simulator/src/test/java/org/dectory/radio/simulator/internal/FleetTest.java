package org.dectory.radio.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.AccessRightsHandler;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.api.store.Actor;
import org.dectory.testkit.RecordingOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Phones come, go, and survive a restart. */
class FleetTest {

    private static final Ipei IPEI = Ipei.parse("03586 0017017 7");

    private SimulatorBench bench = new SimulatorBench();

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void makesAPhoneThatIsOnAndNotSubscribed() {
        SimulatedPhone made = SimulatorBench.result(bench.hand.add(IPEI, HandsetKind.GAP));

        assertThat(made.on()).isTrue();
        assertThat(made.subscribed()).isFalse();
        assertThat(bench.hand.phones()).containsExactly(made);
    }

    @Test
    void refusesAPhoneThatIsThereAndOneTooMany() {
        SimulatorBench.result(bench.hand.add(IPEI, HandsetKind.GAP));
        SimulatorBench.result(bench.hand.addMany(999, HandsetKind.GAP));

        assertThat(bench.hand.add(IPEI, HandsetKind.GAP).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(bench.hand.addMany(1, HandsetKind.GAP).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(bench.hand.phones()).hasSize(1000);
    }

    @Test
    void makesManyPhonesWithFreeIdentities() {
        List<Ipei> first = SimulatorBench.result(bench.hand.addMany(10, HandsetKind.GAP));
        SimulatorBench.result(bench.hand.remove(first.get(3)));

        List<Ipei> second = SimulatorBench.result(bench.hand.addMany(2, HandsetKind.PHONE_600_700));

        assertThat(second).contains(first.get(3)).hasSize(2);
        assertThat(bench.hand.phones())
                .extracting(SimulatedPhone::ipei)
                .isSorted()
                .hasSize(11);
    }

    @Test
    void makesNoPhoneWhoseMemoryCannotBeWritten() {
        bench.store.failNextWrite();

        assertThat(bench.hand.add(IPEI, HandsetKind.GAP).toCompletableFuture()).failsWithin(Duration.ofSeconds(1));
        assertThat(bench.hand.find(IPEI)).isEmpty();
        assertThat(SimulatorBench.result(bench.hand.add(IPEI, HandsetKind.GAP)).ipei())
                .isEqualTo(IPEI);
    }

    @Test
    void removesAPhoneForGood() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> asked = bench.radio()
                .ask(phone, bench.challenge(Step.KeyType.UPI), Duration.ofSeconds(100))
                .toCompletableFuture();
        await().until(() -> !bench.prompt(phone).isEmpty());

        assertThat(SimulatorBench.result(bench.hand.remove(phone))).isTrue();
        bench = bench.restart();

        assertThat(SimulatorBench.result(asked)).isEqualTo(new Answer.None());
        assertThat(SimulatorBench.result(bench.hand.remove(phone))).isFalse();
        assertThat(bench.hand.phones()).isEmpty();
        assertThatThrownBy(() -> bench.dial(phone, "1", true)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    @Tag("DBS-02")
    void remembersItsKeyAndWhatItShowedAfterARestart() {
        Ipei phone = bench.attachedPhone(HandsetKind.PHONE_600_700);
        bench.accessRights(Optional.of(bench.system));
        SimulatorBench.result(bench.radio().showUser(phone, "Anna \\ \"Ä\"", "1012"));
        bench.hand.move(phone, 12);
        bench.hand.charger(phone, true);
        bench.dial(phone, "4711", true);
        bench.settle(phone);

        bench = bench.restart();
        SimulatedPhone before = bench.look(phone);
        bench.accessRights(Optional.of(bench.system));
        bench.letTimePass(Duration.ofSeconds(1));
        await().until(() -> bench.isAttached(phone));

        assertThat(before.subscribed()).isTrue();
        assertThat(before.attached()).isFalse();
        assertThat(before.rpn()).isEqualTo(12);
        assertThat(before.inCharger()).isTrue();
        assertThat(before.call()).isEqualTo(SimulatedPhone.CallState.ON_HOOK);
        assertThat(bench.display(phone)).containsExactly("Anna \\ \"Ä\"", "1012");
    }

    @Test
    void writesWhatChangedWithinSeconds() {
        Ipei phone = bench.attachedPhone(HandsetKind.PHONE_600_700);
        bench.letTimePass(Duration.ofSeconds(5));

        SimulatorBench.result(bench.radio().showUser(phone, "Anna", "1012"));
        bench.letTimePass(Duration.ofSeconds(5));

        await().until(() -> stored(phone).contains("name=Anna\n"));
    }

    private String stored(Ipei phone) {
        return bench.store.read(
                view -> view.findState("simulator.phone." + phone.compact()).orElse(""));
    }

    @Test
    void leavesOutAPhoneWhoseMemoryIsDamaged() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        SimulatorBench.result(bench.store.write(Actor.system("test"), transaction -> {
            transaction.putState("simulator.phone.0358600170177", "number=x");
            transaction.putState("simulator.phone.nonsense", "");
            return true;
        }));

        bench = bench.restart();

        assertThat(bench.hand.phones()).extracting(SimulatedPhone::ipei).containsExactly(phone);
    }

    @Test
    void letsPhonesRegisterInTurnAfterARestart() {
        List<Ipei> phones = IntStream.range(0, 100)
                .mapToObj(i -> bench.attachedPhone(HandsetKind.GAP))
                .toList();
        bench = bench.restart();
        SlowLocations owner = new SlowLocations();

        bench.accessRights(Optional.of(owner));
        bench.letTimePass(Duration.ofMillis(100));
        await().until(() -> owner.asked.get() == 20);
        bench.letTimePass(Duration.ofSeconds(2));
        await().until(() -> owner.asked.get() == 64);
        owner.accept.complete(true);
        await().until(() -> phones.stream().filter(bench::isAttached).count() == 64);
        bench.letTimePass(Duration.ofMillis(200));

        await().until(() -> phones.stream().allMatch(bench::isAttached));
    }

    @Test
    void givesUpARegistrationThatNobodyAnswers() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        bench.accessRights(Optional.of(new SlowLocations()));
        bench.hand.move(phone, 5);
        bench.settle(phone);

        bench.letTimePass(Duration.ofSeconds(20));

        await().until(() -> !bench.isAttached(phone));
    }

    @Test
    void searchesOnAfterItWasRejected() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        SlowLocations rejecting = new SlowLocations();
        rejecting.accept.complete(false);
        bench.accessRights(Optional.of(rejecting));
        bench.hand.move(phone, 5);
        await().until(() -> !bench.isAttached(phone));
        bench.accessRights(Optional.empty());
        bench.fleet.world().owners().accessRights.bind(0, () -> bench.system);

        bench.letTimePass(Duration.ofMinutes(5));
        bench.letTimePass(Duration.ofMillis(100));

        await().until(() -> bench.isAttached(phone));
    }

    @Test
    @Tag("OSG-05")
    void triesAgainWithinASecondWhenThatIsSuggested() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        SlowLocations rejecting = new SlowLocations();
        rejecting.accept.complete(false);
        bench.accessRights(Optional.of(rejecting));
        bench.hand.move(phone, 5);
        await().until(() -> !bench.isAttached(phone));
        bench.accessRights(Optional.empty());
        bench.fleet.world().owners().accessRights.bind(0, () -> bench.system);

        bench.radio().suggestLocation(phone);
        bench.settle(phone);
        bench.letTimePass(Duration.ofSeconds(1));

        await().until(() -> bench.isAttached(phone));
    }

    @Test
    void answersForAllPhonesThatNothingComesOnceItIsClosed() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> asked = bench.radio()
                .ask(phone, bench.challenge(Step.KeyType.UPI), Duration.ofSeconds(100))
                .toCompletableFuture();
        await().until(() -> !bench.prompt(phone).isEmpty());

        bench.fleet.close();

        assertThat(SimulatorBench.result(asked)).isEqualTo(new Answer.None());
        assertThat(SimulatorBench.result(bench.radio().display(phone, "text"))).isFalse();
        assertThat(bench.scheduler.pending()).isZero();
    }

    @Test
    void tellsAnOwnerWhoComesLateOfPhonesThatAreThere() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        RecordingOwner late = new RecordingOwner();

        bench.phones(Optional.of(late));
        await().until(() -> late.events(phone).equals(List.of("attached")));
        bench.settle(phone);

        assertThat(late.events(phone)).containsExactly("attached");
    }

    @Test
    @Tag("OSG-05")
    void tellsANewOwnerOfPhonesThatAFormerOneWasToldOf() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        RecordingOwner former = new RecordingOwner();
        bench.phones(Optional.of(former));
        await().until(() -> former.events(phone).equals(List.of("attached")));
        RecordingOwner next = new RecordingOwner();

        bench.phones(Optional.empty());
        bench.phones(Optional.of(next));

        await().until(() -> next.events(phone).equals(List.of("attached")));
        assertThat(former.events(phone)).containsExactly("attached");
    }

    @Test
    @Tag("LOG-10")
    @Tag("OSG-05")
    void tellsAnOwnerWhoComesLateOfAPhoneThatWasPutIntoItsChargerMeanwhile() {
        Ipei phone = bench.attachedPhone(HandsetKind.PHONE_600_700);
        bench.phones(Optional.empty());
        bench.charger(phone, true);
        bench.settle(phone);
        bench = bench.restart();
        bench.accessRights(Optional.of(bench.system));
        RecordingOwner late = new RecordingOwner();

        bench.phones(Optional.of(late));
        bench.letTimePass(Duration.ofSeconds(1));
        await().until(() -> late.events(phone).size() == 2);

        assertThat(late.events(phone)).containsExactly("attached", "charger true true");
    }

    @Test
    @Tag("OSG-05")
    void runsTheMailboxOfAPhoneOnAfterATaskWhoseClassesAreGone() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        CompletableFuture<String> after = new CompletableFuture<>();

        bench.radio().mailbox(phone).execute(() -> {
            throw new NoClassDefFoundError("a test");
        });
        bench.settle(phone);
        bench.radio().mailbox(phone).execute(() -> after.complete("ran"));

        assertThat(SimulatorBench.result(after)).isEqualTo("ran");
    }

    /** Answers when the test says so. */
    private static final class SlowLocations implements AccessRightsHandler {

        private final AtomicInteger asked = new AtomicInteger();
        private final CompletableFuture<Boolean> accept = new CompletableFuture<>();

        @Override
        public CompletionStage<AccessRights> requested(AccessRightsRequest request) {
            return CompletableFuture.completedFuture(new AccessRights.Rejected(RejectReason.OVERLOAD));
        }

        @Override
        public CompletionStage<Boolean> located(LocationRegistration registration) {
            asked.incrementAndGet();
            return accept;
        }
    }
}
