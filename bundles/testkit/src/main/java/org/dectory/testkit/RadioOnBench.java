package org.dectory.testkit;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.Radio;

/** A driver on its bench, which the parts of the {@link RadioContract} share. */
interface RadioOnBench {

    /** How long people have to answer. */
    Duration LIMIT = Duration.ofSeconds(100);

    /** A phone that no driver knows. */
    Ipei UNKNOWN = new Ipei(65535, 1);

    /**
     * The bench.
     *
     * @return the bench of this test
     */
    RadioBench bench();

    /**
     * The owner of all events.
     *
     * @return the owner, the same during a test
     */
    RecordingOwner owner();

    /**
     * The driver.
     *
     * @return the driver
     */
    default Radio radio() {
        return bench().radio();
    }

    /**
     * Waits for a result, at most 10 s.
     *
     * @param stage gives the result
     * @param <T> what it is
     * @return the result
     */
    static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("No result within 10 seconds", e);
        }
    }
}
