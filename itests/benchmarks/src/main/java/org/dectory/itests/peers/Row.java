package org.dectory.itests.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was measured of the starts of one peer with one set of options for Java. */
final class Row {

    private final Peer peer;
    private final boolean asItComes;
    private final List<Start> cold = new ArrayList<>();
    private final List<Start> warm = new ArrayList<>();
    private double residentMebibytes;
    private long size;
    private long sizeAfter;

    /**
     * Makes a row.
     *
     * @param asItComes whether the peer has its own options, or those of the image
     */
    Row(Peer peer, boolean asItComes) {
        this.peer = peer;
        this.asItComes = asItComes;
    }

    Peer peer() {
        return peer;
    }

    List<String> javaOptions(List<String> ofImage) {
        return asItComes ? List.of() : ofImage;
    }

    void addCold(Start start) {
        cold.add(start);
    }

    void addWarm(Start start) {
        warm.add(start);
    }

    void keepMemory(double mebibytes) {
        residentMebibytes = mebibytes;
    }

    /** Its folder before the first start and after one, in octets. */
    void keepSize(long before, long after) {
        size = before;
        sizeAfter = after;
    }

    double coldCpu() {
        return median(cold, Start::cpuSeconds);
    }

    double warmCpu() {
        return median(warm, Start::cpuSeconds);
    }

    static String head() {
        return "| | cold start: CPU, wall s | warm start: CPU, wall s | resident MiB | disk, after a run MiB | bundles |\n"
                + "| --- | --- | --- | --- | --- | --- |";
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s%s | %.2f, %.2f | %.2f, %.2f | %.0f | %.1f, %.1f | %d |",
                peer.name(),
                asItComes ? ", as it comes" : "",
                coldCpu(),
                median(cold, Start::wallSeconds),
                warmCpu(),
                median(warm, Start::wallSeconds),
                residentMebibytes,
                size / 1048576.0,
                sizeAfter / 1048576.0,
                cold.get(0).bundles());
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        double[] sorted = starts.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
