package org.dectory.itests.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The reference for durable commits: threads that append a record to one file and force it to the disk, each time. */
final class DurableAppends {

    /** About what a login writes: a relation and its entries of the change feed. */
    private static final int RECORD = 600;

    private DurableAppends() {}

    static double perSecond(Path folder, int threads, int appends) throws IOException {
        Path file = folder.resolve("appends.tmp");
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long start = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> append(channel, appends / threads)));
            }
            for (Future<?> each : running) {
                each.get();
            }
            return (appends / threads) * threads / ((System.nanoTime() - start) / 1e9);
        } catch (InterruptedException | ExecutionException failure) {
            throw new IOException("the appends failed", failure);
        } finally {
            pool.shutdownNow();
            Files.deleteIfExists(file);
        }
    }

    private static void append(FileChannel channel, int times) {
        ByteBuffer record = ByteBuffer.allocate(RECORD);
        try {
            for (int i = 0; i < times; i++) {
                record.clear();
                while (record.hasRemaining()) {
                    channel.write(record);
                }
                channel.force(false);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
