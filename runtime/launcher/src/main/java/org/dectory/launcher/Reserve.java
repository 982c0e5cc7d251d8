package org.dectory.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Room in the data folder that nobody else can use, for a start on a full disk: without its cache no framework starts, and somebody who
 * would make room could not even get at the appliance. It lies there as files, made while there is plenty, and is given away a part at a
 * time, for a disk that is full may stay so for several starts.
 */
final class Reserve {

    static final int PIECES = 16;
    static final int PIECE = 512 * 1024;

    /** How many pieces one start gets. */
    static final int STEP = 4;

    /** With less than that no start is tried, in bytes. */
    static final long SCARCE = 2L * 1024 * 1024;

    /** What must be left for everything else while the reserve is made. */
    static final long PLENTY = 32L * 1024 * 1024;

    private final Path folder;
    private final FreeSpace space;

    /** How many bytes may still be written. */
    @FunctionalInterface
    interface FreeSpace {

        long bytes() throws IOException;
    }

    Reserve(Path folder, FreeSpace space) {
        this.folder = folder;
        this.space = space;
    }

    /** Gives some of it away if there is hardly any room; makes what is missing if there is plenty. */
    void settle() {
        try {
            long free = space.bytes();
            if (free < SCARCE) {
                give();
            } else if (free > PLENTY + (long) PIECES * PIECE) {
                fill();
            }
        } catch (IOException e) {
            // How much room there is cannot be told: it stays as it is.
        }
    }

    private void fill() throws IOException {
        Files.createDirectories(folder);
        for (int piece = 0; piece < PIECES; piece++) {
            Path file = file(piece);
            if (file.toFile().length() != PIECE) {
                Files.write(file, new byte[PIECE]);
            }
        }
    }

    /** Gives some of it away; says whether there was anything left. */
    boolean give() {
        int given = 0;
        for (int piece = 0; piece < PIECES && given < STEP; piece++) {
            try {
                given += Files.deleteIfExists(file(piece)) ? 1 : 0;
            } catch (IOException e) {
                // Then another one.
            }
        }
        return given > 0;
    }

    private Path file(int piece) {
        return folder.resolve(Integer.toString(piece));
    }

    /** Whether something failed because the disk has no room, be it for bytes or for files. */
    static boolean isMissed(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (cause instanceof IOException && (message.contains("no space left") || message.contains("quota"))) {
                return true;
            }
        }
        return false;
    }
}
