package org.dectory.userstore.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;

/** Writes with four threads until it is killed, and says of each change when it was acknowledged. */
final class CrashingWriter {

    static final int THREADS = 4;

    private CrashingWriter() {}

    public static void main(String[] args) {
        SqliteStore store = new SqliteStore(Path.of(args[0]), Clock.systemUTC(), new Schema(Schema.STEPS));
        System.out.println("ready");
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            new Thread(() -> work(store, number)).start();
        }
    }

    private static void work(SqliteStore store, int thread) {
        int next = store.read(view -> view.findState(state(thread)))
                        .map(Integer::parseInt)
                        .orElse(-1)
                + 1;
        for (int i = next; ; i++) {
            int step = i;
            store.write(Actor.system("test"), tx -> change(tx, thread, step))
                    .toCompletableFuture()
                    .join();
            // One call, so that no line is torn by another thread.
            System.out.println(thread + " " + step);
        }
    }

    /** Four tables in one transaction. */
    private static Relation change(StoreTransaction tx, int thread, int step) {
        User user = tx.addUser(number(thread, step), Optional.empty(), "Name " + step, false);
        Device device = tx.addDevice(ipei(thread, step), HandsetKind.GAP, false);
        tx.putState(state(thread), Integer.toString(step));
        return tx.link(device.id(), user.id(), Relation.Kind.DYNAMIC);
    }

    static UserNumber number(int thread, int step) {
        return new UserNumber(thread + "-" + step);
    }

    static Ipei ipei(int thread, int step) {
        return new Ipei(thread + 1, step);
    }

    static String state(int thread) {
        return "test." + thread;
    }
}
