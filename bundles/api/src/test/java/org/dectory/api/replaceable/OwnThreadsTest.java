package org.dectory.api.replaceable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("OSG-06")
class OwnThreadsTest {

    private static void nothing() {}

    @Test
    void haveTheLoaderOfTheirOwnerWhoeverMakesThem() {
        Thread caller = Thread.currentThread();
        ClassLoader own = caller.getContextClassLoader();
        ClassLoader foreign = new ClassLoader() {};
        try {
            caller.setContextClassLoader(foreign);

            Thread made = OwnThreads.of(OwnThreadsTest.class, "own").newThread(OwnThreadsTest::nothing);

            assertThat(made.getContextClassLoader()).isSameAs(OwnThreadsTest.class.getClassLoader());
            assertThat(caller.getContextClassLoader()).isSameAs(foreign);
        } finally {
            caller.setContextClassLoader(own);
        }
    }

    @Test
    void haveNumberedNames() {
        OwnThreads threads = OwnThreads.daemons(OwnThreadsTest.class, "own");

        assertThat(threads.newThread(OwnThreadsTest::nothing).getName()).isEqualTo("own-1");
        assertThat(threads.newThread(OwnThreadsTest::nothing).getName()).isEqualTo("own-2");
        assertThat(threads.newThread(OwnThreadsTest::nothing).isDaemon()).isTrue();
        assertThat(OwnThreads.of(OwnThreadsTest.class, "own")
                        .newThread(OwnThreadsTest::nothing)
                        .isDaemon())
                .isFalse();
    }

    @Test
    void aTimerHasAThreadOnlyWhileSomethingIsWaitedFor() throws Exception {
        ScheduledThreadPoolExecutor timer = OwnThreads.timer(OwnThreadsTest.class, "timer");
        CountDownLatch due = new CountDownLatch(1);

        var unused = timer.schedule(due::countDown, 1, TimeUnit.MILLISECONDS);

        assertThat(due.await(10, TimeUnit.SECONDS)).isTrue();
        await().until(() -> timer.getPoolSize() == 0);
    }
}
