package org.dectory.itests.probe;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.osgi.framework.BundleContext;

/**
 * Updates the leaf again and again while it is called, and reports {@code updates}: the median of their milliseconds, calls, missed
 * calls, and the longest time without an answer. The jars are {@code leaf-0.jar} up to {@code leaf-N.jar} in the folder {@code probe.leaves}, N
 * being {@code probe.updates}.
 */
final class Updates {

    private final BundleContext context;
    private final Path leaves;
    private final int count;

    Updates(BundleContext context) {
        this.context = context;
        leaves = Path.of(Objects.requireNonNull(context.getProperty("probe.leaves"), "probe.leaves"));
        count = Integer.parseInt(context.getProperty("probe.updates"));
    }

    /** Brings a version of the leaf, in place of the one there is; when it returns the new one is active. */
    interface Step {
        void bring(Path jar) throws Exception;
    }

    /** Begins, on a thread of its own. */
    void begin(Step step, BooleanSupplier call) {
        Thread thread = new Thread(() -> run(step, call), "updates");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Step step, BooleanSupplier call) {
        Report report = new Report(context);
        try {
            step.bring(leaf(0));
            report.line("updates " + measure(step, call));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // whatever it was, the benchmark has to know
            report.line("failed " + e);
        }
    }

    private String measure(Step step, BooleanSupplier call) throws Exception {
        double[] millis = new double[count];
        try (Calls calls = new Calls(call)) {
            for (int i = 0; i < count; i++) {
                calls.someMore();
                long begun = System.nanoTime();
                step.bring(leaf(i + 1));
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
            calls.someMore();
            Arrays.sort(millis);
            return String.format(Locale.ROOT, "%.2f ", millis[count / 2]) + calls.figures();
        }
    }

    private Path leaf(int number) {
        return leaves.resolve("leaf-" + number + ".jar");
    }
}
