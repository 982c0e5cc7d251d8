package org.dectory.itests.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.UserRow;

/**
 * Asks for pages of the lists of devices and users, by every column in both directions. The reference holds all users in
 * memory, and for each page copies the list, leaves out what does not match and sorts the rest by name.
 */
final class Lists {

    private static final int LIMIT = 100;
    private static final List<String> DEVICE_COLUMNS =
            List.of("ipei", "id", "kind", "subscription", "encryption", "relation", "number", "name");
    private static final List<String> USER_COLUMNS =
            List.of("number", "id", "loginId", "name", "external", "relation", "ipei");

    private final DataSetService dataSets;
    private final List<UserRow> held = new ArrayList<>();

    Lists(DataSetService dataSets) {
        this.dataSets = dataSets;
        while (true) {
            Page<UserRow> page = dataSets.users(new PageRequest(held.size(), PageRequest.MAX_LIMIT, "id", false, ""));
            held.addAll(page.rows());
            if (page.rows().isEmpty() || held.size() >= page.total()) {
                return;
            }
        }
    }

    /**
     * What one kind of question measured, in milliseconds.
     *
     * @param p50 median
     * @param p99 99th percentile
     * @param referenceP50 median of the reference
     * @param referenceP99 99th percentile of the reference
     */
    record Figures(double p50, double p99, double referenceP50, double referenceP99) {}

    /**
     * Asks one kind of question about every column.
     *
     * @param offset where the page begins
     * @param search what some column must contain; empty for all rows
     * @param rounds how often each question is asked
     */
    Figures measure(int offset, String search, int rounds) {
        List<Long> ours = new ArrayList<>();
        List<Long> reference = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (boolean descending : new boolean[] {false, true}) {
                for (String column : DEVICE_COLUMNS) {
                    PageRequest request = new PageRequest(offset, LIMIT, column, descending, search);
                    ours.add(nanos(() -> dataSets.devices(request)));
                    reference.add(nanos(() -> inMemory(request)));
                }
                for (String column : USER_COLUMNS) {
                    PageRequest request = new PageRequest(offset, LIMIT, column, descending, search);
                    ours.add(nanos(() -> dataSets.users(request)));
                    reference.add(nanos(() -> inMemory(request)));
                }
            }
        }
        return new Figures(
                percentile(ours, 50), percentile(ours, 99), percentile(reference, 50), percentile(reference, 99));
    }

    private Page<UserRow> inMemory(PageRequest request) {
        String wanted = request.search().toLowerCase(Locale.ROOT);
        List<UserRow> found = new ArrayList<>(held);
        found.removeIf(row -> !row.user().name().toLowerCase(Locale.ROOT).contains(wanted)
                && !row.user().number().value().toLowerCase(Locale.ROOT).contains(wanted));
        Comparator<UserRow> order =
                Comparator.comparing(row -> row.user().name().toLowerCase(Locale.ROOT));
        found.sort(request.descending() ? order.reversed() : order);
        int from = Math.min(request.offset(), found.size());
        return new Page<>(found.subList(from, Math.min(from + request.limit(), found.size())), found.size());
    }

    private static long nanos(Runnable question) {
        long start = System.nanoTime();
        question.run();
        return System.nanoTime() - start;
    }

    private static double percentile(List<Long> nanos, int percent) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}
