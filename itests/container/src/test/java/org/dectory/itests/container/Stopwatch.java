package org.dectory.itests.container;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long deeds take. Thread-safe. */
final class Stopwatch {

    private final Map<String, Queue<Long>> nanos = new ConcurrentHashMap<>();

    /** Takes the time of something, unless it fails. */
    void time(String what, Runnable deed) {
        long start = System.nanoTime();
        deed.run();
        nanos.computeIfAbsent(what, key -> new ConcurrentLinkedQueue<>()).add(System.nanoTime() - start);
    }

    /** One line: how often, median, 99th percentile, longest. */
    String figures(String what) {
        long[] sorted = nanos.getOrDefault(what, new ConcurrentLinkedQueue<>()).stream()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return what + ": none";
        }
        return String.format(
                Locale.ROOT,
                "%s: %d times, p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                what,
                sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                Arrays.stream(sorted).max().orElseThrow() / 1e6);
    }
}
