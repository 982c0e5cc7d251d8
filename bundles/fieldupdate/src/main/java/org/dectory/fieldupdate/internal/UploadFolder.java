package org.dectory.fieldupdate.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.fieldupdate.Upload;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where updates lie while they come: one at a time, swept when this part starts.
 *
 * <p>Thread-safe. The lock of one on its way may be taken under that of the folder, never the other way round.
 */
final class UploadFolder {

    private static final Logger logger = LoggerFactory.getLogger(UploadFolder.class);

    /** What an update must leave free for everything else, in bytes. */
    private static final long FLOOR = 16L * 1024 * 1024;

    private static final long MEBI = 1024 * 1024;

    /** Who sends nothing for so long does not hinder others. */
    private static final long IDLE_NANOS = 60_000_000_000L;

    private final Path folder;
    private final AtomicReference<@Nullable Incoming> current = new AtomicReference<>();
    private int count;

    UploadFolder(Path folder) {
        this.folder = folder;
    }

    /** Deletes what an earlier process, or this one, did not finish. */
    synchronized void sweep() {
        Incoming open = current.get();
        if (open != null) {
            open.close();
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            logger.warn("What is left of an update cannot be deleted: {}", e.getMessage());
        }
    }

    /**
     * Opens a file for the next one.
     *
     * @param whole takes the file when it is whole; it is deleted when the stage completes
     */
    synchronized Upload open(Function<Path, CompletionStage<UpdatePlan>> whole)
            throws IOException, UpdateRefusedException {
        Incoming other = current.get();
        if (other != null && !other.isIdle()) {
            throw new UpdateRefusedException(UpdateRefusedException.BUSY, "Another update is on its way in.");
        }
        if (other != null) {
            other.close();
        }
        Files.createDirectories(folder);
        Incoming next = new Incoming(folder.resolve(++count + ".dup"), whole);
        current.set(next);
        return next;
    }

    /** Writes a file that has come as a whole. */
    synchronized Path keep(ByteBuffer content) throws IOException, UpdateRefusedException {
        Files.createDirectories(folder);
        requireSpace(content.remaining());
        Path file = folder.resolve(++count + ".dup");
        try (WritableByteChannel channel =
                Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer rest = content.duplicate();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
        return file;
    }

    /** Deletes a file that was kept. */
    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            logger.warn("{} cannot be deleted: {}", file, e.getMessage());
        }
    }

    private void requireSpace(long octets) throws IOException, UpdateRefusedException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free - octets < FLOOR) {
            throw new UpdateRefusedException(
                    UpdateRefusedException.NO_SPACE,
                    "The disk of the data folder has " + free / MEBI + " MiB left; " + FLOOR / MEBI
                            + " MiB must stay beside an update. Make room, and send it again.");
        }
    }

    /** One on its way. */
    private final class Incoming implements Upload {

        private final Path file;
        private final Function<Path, CompletionStage<UpdatePlan>> whole;
        private final OutputStream out;
        private long length;
        private volatile long active = System.nanoTime();
        private boolean over;

        Incoming(Path file, Function<Path, CompletionStage<UpdatePlan>> whole) throws IOException {
            this.file = file;
            this.whole = whole;
            out = Files.newOutputStream(file);
        }

        boolean isIdle() {
            return System.nanoTime() - active > IDLE_NANOS;
        }

        @Override
        public synchronized void write(byte[] octets, int offset, int count)
                throws UpdateRefusedException, IOException {
            if (over) {
                throw new IOException("The update was given up");
            }
            active = System.nanoTime();
            if (length + count > FieldUpdateService.MAXIMUM_OCTETS) {
                throw new UpdateRefusedException(
                        UpdateRefusedException.TOO_LARGE,
                        "An update has " + FieldUpdateService.MAXIMUM_OCTETS + " octets at most.");
            }
            requireSpace(count);
            out.write(octets, offset, count);
            length += count;
        }

        @Override
        public synchronized CompletionStage<UpdatePlan> stage() {
            if (over) {
                return CompletableFuture.failedStage(new IOException("The update was given up"));
            }
            over = true;
            try {
                out.close();
            } catch (IOException e) {
                delete();
                return CompletableFuture.failedStage(e);
            }
            return whole.apply(file).whenComplete((plan, failure) -> delete());
        }

        @Override
        public synchronized void close() {
            if (!over) {
                over = true;
                try {
                    out.close();
                } catch (IOException e) {
                    logger.debug("An update that was given up could not be closed: {}", e.getMessage());
                }
                delete();
            }
        }

        private void delete() {
            current.compareAndSet(this, null);
            UploadFolder.this.delete(file);
        }
    }
}
