package org.dectory.itests.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the image and other platforms, one after the other and again, and updates a bundle in each of them. */
public final class Peers {

    private static final int UPDATES = 21;

    /** For how long nothing must happen until one counts as ready. */
    private static final int QUIET_MILLIS = 3_000;

    private static final long SETTLED_SECONDS = 15;

    private final Path image;
    private final Path scratch;

    /**
     * Prepares nothing yet.
     *
     * @param image the image as it was built
     * @param scratch a folder to be made
     */
    public Peers(Path image, Path scratch) {
        this.image = image;
        this.scratch = scratch;
    }

    /**
     * Measures all of them and prints the figures.
     *
     * @param rounds how many cold starts, and how many warm ones, of each
     * @throws Exception if one cannot be fetched or does not run, or ours misses a call
     */
    public void measure(int rounds) throws Exception {
        Probes probes = Probes.write(scratch.resolve("probes"), UPDATES);
        Downloads downloads = Downloads.fetch(scratch.resolve("fetched"));
        Peer ours = Dectory.of(image, scratch.resolve("dectory"), probes, true);
        Peer felix = Felix.of(image, scratch.resolve("felix"), probes);
        Peer sling = downloads.sling(probes);
        Peer karaf = downloads.karaf(probes);
        Row whole = new Row(ours, false);
        Row reference = new Row(karaf, false);
        Row asItComes = new Row(karaf, true);
        List<Row> rows = List.of(
                whole,
                new Row(felix, false),
                new Row(felix, true),
                new Row(sling, false),
                new Row(sling, true),
                reference,
                asItComes);
        List<String> options = List.of();
        for (int i = 0; i < rounds; i++) {
            for (Row row : rows) {
                boolean last = i == rounds - 1;
                options = start(row, options, last ? SETTLED_SECONDS : 0);
            }
        }
        print(
                "Start beside peers, median of %d; Java with the options of the image: %s",
                rounds, String.join(" ", options));
        print("%s", Row.head());
        rows.forEach(row -> print("%s", row.line()));
        printRatio("with the same options", whole, reference);
        printRatio("as it comes", whole, asItComes);
        printUpdates(probes, List.of(ours, felix, sling, karaf), options, QUIET_MILLIS);
    }

    private static void printRatio(String how, Row ours, Row karaf) {
        print(
                "Processor time of the image, of Karaf minimal's %s: cold %.2f, warm %.2f",
                how, ours.coldCpu() / karaf.coldCpu(), ours.warmCpu() / karaf.warmCpu());
    }

    /**
     * Only sees that the image and what can be made of its parts are measured; nothing is fetched.
     *
     * @throws Exception if one does not run, or ours misses a call
     */
    public void quickly() throws Exception {
        Probes probes = Probes.write(scratch.resolve("probes"), 3);
        Peer ours = Dectory.of(image, scratch.resolve("dectory"), probes, false);
        Peer felix = Felix.of(image, scratch.resolve("felix"), probes);
        printUpdates(probes, List.of(ours, felix), List.of(), 100);
    }

    /** Starts one for the first time and once more. */
    private List<String> start(Row row, List<String> known, long settled) throws IOException, InterruptedException {
        Peer peer = row.peer();
        for (Path folder : peer.kept()) {
            Folders.delete(folder);
        }
        long size = Folders.size(peer.home());
        try (PeerProcess process = process(peer, row.javaOptions(known), QUIET_MILLIS, Map.of())) {
            row.addCold(process.ready());
        }
        row.keepSize(size, Folders.size(peer.home()));
        try (PeerProcess process = process(peer, row.javaOptions(known), QUIET_MILLIS, Map.of())) {
            row.addWarm(process.ready());
            TimeUnit.SECONDS.sleep(settled);
            row.keepMemory(process.residentMebibytes());
            // The image is the first of all, and its own script chooses its options.
            return known.isEmpty() ? process.javaOptions() : known;
        }
    }

    private void printUpdates(Probes probes, List<Peer> peers, List<String> options, int quietMillis)
            throws IOException, InterruptedException {
        print("%d updates of a bundle of 300 kB, called by two threads every 0.1 ms", probes.updates());
        print("| | median ms | calls | missed | longest without an answer, ms |\n| --- | --- | --- | --- | --- |");
        for (Peer peer : peers) {
            Updated updated = update(peer, probes, options, quietMillis);
            print(
                    "| %s | %.1f | %d | %d (%.1f %%) | %d |",
                    peer.name(),
                    updated.medianMillis(),
                    updated.calls(),
                    updated.missed(),
                    100.0 * updated.missed() / updated.calls(),
                    updated.longestGapMillis());
            if (peer instanceof Dectory && updated.missed() > 0) {
                throw new IOException("the image missed calls: " + updated);
            }
        }
    }

    private Updated update(Peer peer, Probes probes, List<String> options, int quietMillis)
            throws IOException, InterruptedException {
        peer.admitUpdates();
        Map<String, String> properties = Map.of(
                "probe.then", probes.updater(peer.updater()).toString(),
                "probe.leaves", probes.leaves().toString(),
                "probe.updates", Integer.toString(probes.updates()));
        try (PeerProcess process = process(peer, options, quietMillis, properties)) {
            process.ready();
            return Updated.read(process.await("updates"));
        }
    }

    private PeerProcess process(Peer peer, List<String> options, int quietMillis, Map<String, String> properties)
            throws IOException {
        Map<String, String> all = new HashMap<>(properties);
        all.put("probe.quiet", Integer.toString(quietMillis));
        peer.awaits().ifPresent(service -> all.put("probe.awaits", service));
        return new PeerProcess(peer, options, all, Files.createDirectories(scratch.resolve("runs")));
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
