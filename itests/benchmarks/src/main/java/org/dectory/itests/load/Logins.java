package org.dectory.itests.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dectory.api.identity.Ipei;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;

/**
 * Logs people in and out at phones, some at once. A person dials, types the PIN when the phone asks for it, waits until
 * the phone shows the number, and hangs up; then the next one begins.
 */
final class Logins {

    static final String PIN = "4711";

    private static final List<PhoneSimulator.Key> PIN_AND_OK = List.of(
            new PhoneSimulator.Key("4"),
            new PhoneSimulator.Key("7"),
            new PhoneSimulator.Key("1"),
            new PhoneSimulator.Key("1"),
            PhoneSimulator.Key.OK);
    private static final long PATIENCE_MINUTES = 5;

    private final PhoneSimulator simulator;
    private final List<Ipei> phones;
    private final int firstNumber;

    Logins(PhoneSimulator simulator, List<Ipei> phones, int firstNumber) {
        this.simulator = simulator;
        this.phones = new ArrayList<>(phones);
        this.firstNumber = firstNumber;
    }

    /**
     * What a round measured.
     *
     * @param perSecond acknowledged logins per second
     * @param p50Millis median from dialling to the number on the display
     * @param p99Millis the 99th percentile of it
     */
    record Round(double perSecond, double p50Millis, double p99Millis) {}

    /** Logs everybody in. */
    Round all(int concurrency) {
        return new Course(true).run(concurrency);
    }

    /** Logs everybody out. */
    void logoutAll(int concurrency) {
        Round unused = new Course(false).run(concurrency);
    }

    /** One pass over all phones. */
    private final class Course {

        private final boolean login;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch open = new CountDownLatch(phones.size());
        private final Map<Ipei, Integer> busy = new ConcurrentHashMap<>();
        private final long[] begun = new long[phones.size()];
        private final long[] took = new long[phones.size()];
        private final boolean[] typed = new boolean[phones.size()];

        Course(boolean login) {
            this.login = login;
        }

        Round run(int concurrency) {
            long start = System.nanoTime();
            PhoneSimulator.Watching watching = simulator.watch(this::changed);
            try {
                for (int i = 0; i < concurrency; i++) {
                    begin();
                }
                if (!open.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                    throw new IllegalStateException(open.getCount() + " did not come through, such as "
                            + busy.keySet().stream().findFirst().flatMap(simulator::find));
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", interrupted);
            } finally {
                watching.close();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Arrays.sort(took);
            return new Round(
                    phones.size() / seconds,
                    took[took.length / 2] / 1e6,
                    took[Math.min(took.length - 1, took.length * 99 / 100)] / 1e6);
        }

        private void begin() {
            int index = next.getAndIncrement();
            if (index < phones.size()) {
                busy.put(phones.get(index), index);
                begun[index] = System.nanoTime();
                simulator.dial(phones.get(index), login ? "*11" + (firstNumber + index) : "*12", true);
            }
        }

        /** Runs in the phone's mailbox. */
        private void changed(Ipei ipei) {
            Integer index = busy.get(ipei);
            if (index == null) {
                return;
            }
            SimulatedPhone phone = simulator.find(ipei).orElseThrow();
            if (login && !typed[index] && !phone.prompt().isEmpty()) {
                typed[index] = true;
                simulator.press(ipei, PIN_AND_OK);
            } else if (login ? !phone.number().isEmpty() : phone.number().isEmpty()) {
                took[index] = System.nanoTime() - begun[index];
                if (busy.remove(ipei) != null) {
                    simulator.hook(ipei, false);
                    open.countDown();
                    begin();
                }
            }
        }
    }
}
