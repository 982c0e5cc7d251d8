package org.dectory.fieldupdate.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("OSG-03")
class WorkerTest {

    private final Worker worker = new Worker("worker", "Not now.");

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void doesOneThingAtATime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CompletionStage<String> first = worker.work(early -> {
            end.await();
            return "done";
        });

        assertThat(worker.work(early -> "too early").toCompletableFuture())
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(UpdateRefusedException.class)
                .withMessageContaining("Not now.");
        end.countDown();

        assertThat(first.toCompletableFuture().get(30, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(done("next")).isEqualTo("next");
    }

    @Test
    void goesOnWhenThereWasNoMemory() throws Exception {
        CompletableFuture<String> failed = worker.<String>work(early -> {
                    throw new OutOfMemoryError("for this test");
                })
                .toCompletableFuture();

        assertThat(failed)
                .failsWithin(30, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(OutOfMemoryError.class);
        assertThat(done("next")).isEqualTo("next");
    }

    private String done(String what) throws Exception {
        return worker.<String>work(early -> what).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
