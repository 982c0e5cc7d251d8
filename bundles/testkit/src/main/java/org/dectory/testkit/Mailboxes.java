package org.dectory.testkit;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.dectory.api.identity.Ipei;
import org.jspecify.annotations.Nullable;

/**
 * Mailboxes without threads of their own. What one phone is told to do runs in order and never twice at once: in the
 * thread that brings it, or, if another is at work there, after that in the other thread.
 */
final class Mailboxes {

    private final boolean manual;
    private final Map<Ipei, Mailbox> mailboxes = new LinkedHashMap<>();

    Mailboxes(boolean manual) {
        this.manual = manual;
    }

    synchronized Executor of(Ipei phone) {
        return mailboxes.computeIfAbsent(phone, unused -> new Mailbox());
    }

    /** Runs what waits, and what comes of it, until nothing waits; returns how many tasks that were. */
    int runAll() {
        int sum = 0;
        int ran;
        do {
            ran = 0;
            for (Mailbox mailbox : snapshot()) {
                ran += mailbox.drain();
            }
            sum += ran;
        } while (ran > 0);
        return sum;
    }

    private synchronized Mailbox[] snapshot() {
        return mailboxes.values().toArray(new Mailbox[0]);
    }

    private final class Mailbox implements Executor {

        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private boolean running;

        @Override
        public void execute(Runnable task) {
            synchronized (this) {
                tasks.add(task);
            }
            if (!manual) {
                drain();
            }
        }

        int drain() {
            int ran = 0;
            Runnable next = begin();
            while (next != null) {
                ran++;
                next = runAndTakeNext(next);
            }
            return ran;
        }

        private synchronized @Nullable Runnable begin() {
            if (running || tasks.isEmpty()) {
                return null;
            }
            running = true;
            return tasks.poll();
        }

        /** What a task throws goes to whoever ran the mailbox: to the test. */
        private @Nullable Runnable runAndTakeNext(Runnable task) {
            boolean ended = false;
            try {
                task.run();
                ended = true;
            } finally {
                if (!ended) {
                    stop();
                }
            }
            return takeNext();
        }

        private synchronized @Nullable Runnable takeNext() {
            running = !tasks.isEmpty();
            return tasks.poll();
        }

        private synchronized void stop() {
            running = false;
        }
    }
}
