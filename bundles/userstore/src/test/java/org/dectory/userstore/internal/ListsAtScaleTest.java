package org.dectory.userstore.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of as many devices and users as one appliance may have, page by page beside a store that sorts in memory. */
@Tag("DAT-06")
class ListsAtScaleTest {

    private static final boolean THOROUGH = Boolean.getBoolean("dectory.thorough");
    private static final int SIZE = THOROUGH ? 10_000 : 500;
    private static final int LIMIT = 100;
    private static final long SEED = 20_261_122;

    private static final List<HandsetKind> KINDS = List.of(HandsetKind.values());
    private static final List<String> DEVICE_COLUMNS =
            List.of("ipei", "id", "kind", "subscription", "encryption", "relation", "number", "name");
    private static final List<String> USER_COLUMNS =
            List.of("number", "id", "loginId", "name", "external", "relation", "ipei");
    private static final List<String> SEARCHES =
            List.of("", "7", "anna", "\u00e4", "WEISS", "dynamic", "00012 00", "600", "%", "nothing of the kind");
    private static final List<String> FIRST_NAMES =
            List.of("Anna", "bert", "\u00c4nne", "Zo\u00eb", "\u00d8le", "100%");
    private static final List<String> LAST_NAMES = List.of("Wei\u00df", "Meier", "O'Neil", "_x_", "");

    @TempDir
    private Path folder;

    @Test
    void everyPageOfEveryListIsTheSameAsIfItWereSortedInMemory() {
        try (SqliteStore store = new SqliteStore(folder, new ManualClock(), new Schema(Schema.STEPS));
                InMemoryStore model = new InMemoryStore(new ManualClock())) {
            fill(store);
            fill(model);

            for (PageRequest request : requests(DEVICE_COLUMNS)) {
                assertSame(store, model, request, view -> view.devices(request));
            }
            for (PageRequest request : requests(USER_COLUMNS)) {
                assertSame(store, model, request, view -> view.users(request));
            }
        }
    }

    /** Each column with each search: the first page, one in the middle of the list turned round, and the end. */
    private static List<PageRequest> requests(List<String> columns) {
        List<PageRequest> requests = new ArrayList<>();
        for (String column : columns) {
            for (String search : SEARCHES) {
                for (int offset : List.of(0, SIZE / 2, SIZE - LIMIT / 2)) {
                    requests.add(new PageRequest(offset, LIMIT, column, offset == SIZE / 2, search));
                }
            }
        }
        return requests;
    }

    private static <T> void assertSame(
            Store store, Store model, PageRequest request, Function<StoreView, Page<T>> query) {
        Page<T> page = store.read(query);

        assertThat(page).as(request.toString()).isEqualTo(model.read(query));
        assertThat(page.rows()).hasSizeLessThanOrEqualTo(LIMIT);
    }

    /** The same in every store: some are bound, some logged in, some alone. */
    private static void fill(Store store) {
        Random random = new Random(SEED);
        for (int from = 0; from < SIZE; from += 500) {
            int begin = from;
            store.write(Actor.system("test"), tx -> fill(tx, random, begin, Math.min(begin + 500, SIZE)))
                    .toCompletableFuture()
                    .join();
        }
    }

    private static int fill(StoreTransaction tx, Random random, int from, int to) {
        for (int i = from; i < to; i++) {
            HandsetKind kind = KINDS.get(random.nextInt(KINDS.size()));
            Device device = tx.addDevice(new Ipei(12, (i * 7919) % 1_000_003), kind, random.nextBoolean());
            if (random.nextBoolean()) {
                device = tx.update(device.with(Device.SubscriptionState.SUBSCRIBED));
            }
            Optional<LoginId> loginId = random.nextInt(3) == 0 ? Optional.of(new LoginId("id" + i)) : Optional.empty();
            User user = tx.addUser(
                    new UserNumber(Integer.toString(100_000 + (i * 31) % 99_991)),
                    loginId,
                    FIRST_NAMES.get(random.nextInt(FIRST_NAMES.size())) + " "
                            + LAST_NAMES.get(random.nextInt(LAST_NAMES.size())),
                    random.nextInt(4) == 0);
            int tie = random.nextInt(3);
            if (tie < 2) {
                tx.link(device.id(), user.id(), tie == 0 ? Relation.Kind.FIXED : Relation.Kind.DYNAMIC);
            }
        }
        return to;
    }
}
