package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a store promises about transactions, snapshots and time. */
interface TransactionContract extends OpenedStore {

    @Test
    @Tag("DBS-01")
    default void undoesEverythingWhenTheFunctionThrows() {
        Device device = opened().addDevice(1);
        long head = opened().feed().head();
        RuntimeException failure = new IllegalStateException("on purpose");

        assertThatThrownBy(() -> opened().write(tx -> {
                    User user = tx.addUser(new UserNumber("201"), Optional.empty(), "", false);
                    tx.link(device.id(), user.id(), Relation.Kind.FIXED);
                    tx.putState("test.key", "text");
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(found(view -> view.findUser(new UserNumber("201")))).isEmpty();
        assertThat(found(view -> view.findRelation(device.id()))).isEmpty();
        assertThat(found(view -> view.findState("test.key"))).isEmpty();
        assertThat(opened().feed().head()).isEqualTo(head);
    }

    @Test
    default void goesOnAfterARefusedChangeThatTheFunctionCaught() {
        Device device = opened().addDevice(1);
        User first = opened().addUser("201");
        User second = opened().addUser("202");
        opened().write(tx -> tx.link(device.id(), first.id(), Relation.Kind.FIXED));

        User third = opened().write(tx -> {
            assertThatThrownBy(() -> tx.link(device.id(), second.id(), Relation.Kind.FIXED))
                    .isInstanceOf(NotUniqueException.class);
            assertThatThrownBy(() -> tx.addDevice(device.ipei(), HandsetKind.GAP, false))
                    .isInstanceOf(NotUniqueException.class);
            return tx.addUser(new UserNumber("203"), Optional.empty(), "", false);
        });

        assertThat(found(view -> view.findUser(third.id()))).contains(third);
        assertThat(found(view -> view.findRelation(device.id())).orElseThrow().user())
                .isEqualTo(first.id());
    }

    @Test
    @Tag("DBS-01")
    default void aFailedWriteSpoilsNoOther() {
        List<CompletableFuture<Device>> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int psn = i / 2;
            stages.add(opened().store()
                    .write(StoreUnderTest.ACTOR, tx -> tx.addDevice(new Ipei(12, psn), HandsetKind.GAP, false))
                    .toCompletableFuture());
        }

        for (int i = 0; i < stages.size(); i += 2) {
            CompletableFuture<Device> second = stages.get(i + 1).orTimeout(20, TimeUnit.SECONDS);
            assertThat(stages.get(i).orTimeout(20, TimeUnit.SECONDS).join().revision())
                    .isEqualTo(1);
            assertThatThrownBy(second::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(NotUniqueException.class);
        }
    }

    @Test
    default void readsAnUnchangingPicture() {
        opened().addUser("201");

        List<Integer> totals = opened().read(view -> {
            int before = total(view);
            opened().addUser("202");
            return List.of(before, total(view));
        });

        assertThat(totals).containsExactly(1, 1);
        int later = opened().read(TransactionContract::total);
        assertThat(later).isEqualTo(2);
    }

    private static int total(StoreView view) {
        return view.users(PageRequest.first(1)).total();
    }

    @Test
    default void aTransactionSeesItsOwnChanges() {
        String seen = opened().write(tx -> {
            User user = tx.addUser(new UserNumber("201"), Optional.empty(), "", false);
            tx.putState("test.key", "text");
            return tx.findUser(user.number()).orElseThrow().number().value()
                    + tx.findState("test.key").orElseThrow()
                    + total(tx);
        });

        assertThat(seen).isEqualTo("201text1");
    }

    @Test
    default void aTransactionSeesWhatItChangesAfterItHasReadIt() {
        List<Object> seen = opened().write(tx -> {
            List<Object> read = new ArrayList<>(List.of(tx.commonLayer(), tx.findState("test.key")));
            tx.putCommonLayer(Map.of("a", "1"));
            tx.putState("test.key", "1");
            read.addAll(List.of(tx.commonLayer(), tx.findState("test.key")));
            tx.putQuietState("test.key", "2");
            read.add(tx.findState("test.key"));
            tx.removeState("test.key");
            read.add(tx.findState("test.key"));
            return read;
        });

        assertThat(seen)
                .containsExactly(
                        Map.of(),
                        Optional.empty(),
                        Map.of("a", "1"),
                        Optional.of("1"),
                        Optional.of("2"),
                        Optional.empty());
    }

    @Test
    default void whoWasRemovedInATransactionIsGoneForTheRestOfIt() {
        UserNumber number = new UserNumber("201");

        User second = opened().write(tx -> {
            User first = tx.addUser(number, Optional.empty(), "", false);
            tx.putLayer(first.id(), Layer.PHONE, Map.of("a", "1"));
            tx.removeUser(first.id());
            assertThatThrownBy(() -> tx.putLayer(first.id(), Layer.PHONE, Map.of("a", "1")))
                    .isInstanceOf(NotFoundException.class);
            return tx.addUser(number, Optional.empty(), "", false);
        });

        assertThat(found(view -> view.findUser(number))).contains(second);
        assertThat(mapped(view -> view.layer(second.id(), Layer.PHONE))).isEmpty();
    }

    @Test
    default void refusesAViewThatWasKept() {
        StoreView kept = opened().read(view -> view);
        StoreView written = opened().write(tx -> tx);

        assertThatThrownBy(() -> kept.findState("test.key")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> written.findState("test.key")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void readingLetsExceptionsThrough() {
        RuntimeException failure = new IllegalStateException("on purpose");

        assertThatThrownBy(() -> opened().read(view -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    default void theTimeOfATransactionNeverGoesBack() {
        Instant first = opened().write(tx -> tx.now());
        opened().addUser("201");
        clock().advance(Duration.ofHours(-3));

        User late = opened().addUser("202");

        assertThat(first).isEqualTo(ManualClock.START);
        assertThat(late.created()).isEqualTo(ManualClock.START);
        assertThat(found(view -> view.latestInstant())).contains(ManualClock.START);

        clock().set(ManualClock.START.plusSeconds(1));
        opened().addUser("203");

        assertThat(found(view -> view.latestInstant())).contains(ManualClock.START.plusSeconds(1));
    }

    @Test
    default void knowsNoLatestInstantBeforeTheFirstChange() {
        assertThat(found(view -> view.latestInstant())).isEmpty();
        assertThat(opened().feed().head()).isZero();
    }

    @Test
    default void refusesToWriteWhenItIsClosed() throws Exception {
        opened().closing().close();

        assertThatThrownBy(() -> opened().addUser("201")).isInstanceOf(StoreException.class);
    }
}
