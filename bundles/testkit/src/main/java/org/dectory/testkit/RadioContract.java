package org.dectory.testkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every {@link org.dectory.api.radio.Radio} must do. Extend it, one class for each driver; the promises stand in the
 * interface.
 */
public abstract class RadioContract
        implements RadioMailboxContract,
                RadioQuestionContract,
                RadioEventContract,
                RadioCallContract,
                RadioPhoneContract {

    private final RecordingOwner owner = new RecordingOwner();

    private @Nullable RadioBench bench;

    /** For those who extend it. */
    protected RadioContract() {}

    /**
     * Makes a driver, without owners.
     *
     * @return the driver on its bench
     */
    protected abstract RadioBench open();

    @BeforeEach
    final void begin() {
        RadioBench opened = open();
        bench = opened;
        opened.accessRights(Optional.of(owner));
        opened.calls(Optional.of(owner));
        opened.phones(Optional.of(owner));
        opened.emergencies(Optional.of(owner));
    }

    @AfterEach
    final void end() {
        bench().close();
    }

    @Override
    public final RadioBench bench() {
        if (bench == null) {
            throw new IllegalStateException("The test has not begun");
        }
        return bench;
    }

    @Override
    public final RecordingOwner owner() {
        return owner;
    }
}
