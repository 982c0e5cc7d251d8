package org.dectory.clock.internal;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that runs once at an instant, unless it is called off; of two at the same instant the one ordered first. */
final class Task implements Runnable, Comparable<Task> {

    private static final Logger logger = LoggerFactory.getLogger(Task.class);

    private final Instant when;
    private final long number;
    private final Runnable body;
    private final AtomicBoolean begun = new AtomicBoolean();

    Task(Instant when, long number, Runnable body) {
        this.when = when;
        this.number = number;
        this.body = body;
    }

    Instant when() {
        return when;
    }

    void callOff() {
        begun.set(true);
    }

    @Override
    public void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            body.run();
        } catch (RuntimeException | Error e) {
            logger.error("A task that was due at {} failed: {}", when, body, e);
        }
    }

    @Override
    public int compareTo(Task other) {
        int earlier = when.compareTo(other.when);
        return earlier != 0 ? earlier : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Task task && task.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
