package org.dectory.release;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The history of updates: a file that only grows. A line is written before what it says is done.
 *
 * <p>A line that a power cut left unfinished is passed over, and so is one that was damaged later.
 */
final class Journal {

    private final Disk disk;
    private final Path folder;
    private final Path file;

    Journal(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
        file = folder.resolve("journal");
    }

    /** Reads all whole lines, the oldest first; none if there is no journal. */
    List<JournalEntry> read() throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : new String(Files.readAllBytes(file), ISO_8859_1).split("\n", -1)) {
                JournalEntry.parse(line).ifPresent(entries::add);
            }
        }
        return entries;
    }

    void append(JournalEntry entry) throws IOException {
        if (endsWithinALine()) {
            disk.append(file, "\n".getBytes(UTF_8));
        }
        boolean made = !Files.exists(file);
        disk.append(file, entry.line());
        if (made) {
            disk.force(folder);
        }
    }

    private boolean endsWithinALine() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            if (content.length() == 0) {
                return false;
            }
            content.seek(content.length() - 1);
            return content.read() != '\n';
        }
    }
}
