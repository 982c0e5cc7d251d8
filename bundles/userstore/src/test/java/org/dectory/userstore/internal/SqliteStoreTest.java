package org.dectory.userstore.internal;

import java.nio.file.Path;
import java.time.Clock;
import org.dectory.testkit.StoreContract;
import org.dectory.testkit.StoreUnderTest;
import org.junit.jupiter.api.io.TempDir;

/** The real store keeps the contract. */
class SqliteStoreTest extends StoreContract {

    @TempDir
    private Path folder;

    @Override
    protected StoreUnderTest open(Clock time) {
        SqliteStore store = new SqliteStore(folder, time, new Schema(Schema.STEPS));
        return new StoreUnderTest(store, store, store, store);
    }
}
