package org.dectory.release;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The history of updates. A line is written before what it says is done.
 *
 * <p>A line that a power cut left unfinished is passed over, and so is one that was damaged later. When there is too much of it, or something
 * is damaged, it is replaced as a whole, by its end and the state that sums up the rest.
 */
final class Journal {

    /** How long it may become before it is cut, in bytes. */
    static final long MAXIMUM_LENGTH = 256 * 1024;

    /** How many lines are kept then. */
    private static final int KEPT = 100;

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
        lines().forEach(line -> JournalEntry.parse(line).ifPresent(entries::add));
        return entries;
    }

    private List<String> lines() throws IOException {
        return Files.exists(file)
                ? List.of(new String(Files.readAllBytes(file), ISO_8859_1).split("\n", -1))
                : List.of();
    }

    /** Whether every line is as it was written. */
    boolean isWhole() throws IOException {
        return lines().stream().allMatch(line -> line.isEmpty() || JournalEntry.isWhole(line));
    }

    boolean isTooLong() {
        return file.toFile().length() > MAXIMUM_LENGTH;
    }

    /** Replaces it by its last whole lines and a summary. */
    void cut(List<JournalEntry> summary) throws IOException {
        List<String> whole = lines().stream().filter(JournalEntry::isWhole).toList();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (String line : whole.subList(Math.max(0, whole.size() - KEPT), whole.size())) {
            content.writeBytes((line + "\n").getBytes(ISO_8859_1));
        }
        summary.forEach(entry -> content.writeBytes(entry.line()));
        Path next = folder.resolve("journal.new");
        disk.write(next, new ByteArrayInputStream(content.toByteArray()));
        disk.rename(next, file);
        disk.force(folder);
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
