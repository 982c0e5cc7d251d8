package org.dectory.testkit;

import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every {@link org.dectory.api.store.Store} must do, with its feed and its secrets. Extend it, one class for each
 * implementation; the promises stand in the interfaces.
 */
public abstract class StoreContract
        implements DeviceContract,
                UserContract,
                RelationContract,
                UserDataContract,
                TransactionContract,
                ListContract,
                FeedContract,
                SecretContract {

    private final ManualClock clock = new ManualClock();
    private StoreUnderTest opened = StoreUnderTest.inMemory(clock);

    /** For those who extend it. */
    protected StoreContract() {}

    /**
     * Opens an empty store; it is closed after the test.
     *
     * @param time gives the time of transactions
     * @return the store
     * @throws Exception if it cannot be opened: the test fails
     */
    protected abstract StoreUnderTest open(Clock time) throws Exception;

    @BeforeEach
    final void openStore() throws Exception {
        opened.closing().close();
        opened = open(clock);
    }

    @AfterEach
    final void closeStore() throws Exception {
        opened.closing().close();
    }

    @Override
    public final StoreUnderTest opened() {
        return opened;
    }

    @Override
    public final ManualClock clock() {
        return clock;
    }
}
