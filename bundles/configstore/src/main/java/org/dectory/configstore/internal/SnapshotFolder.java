package org.dectory.configstore.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots on disk: a file for each, whose name says whether it is pinned. What is damaged stays in the list until newer ones
 * push it out.
 *
 * <p>Not thread-safe. Nothing else may write into the folder.
 */
final class SnapshotFolder {

    private static final Logger logger = LoggerFactory.getLogger(SnapshotFolder.class);

    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,8})\\.(snapshot|pinned)");
    private static final String FREE = ".snapshot";
    private static final String PINNED = ".pinned";

    /** The highest number that was ever given, if its snapshot is no more. */
    private static final String LAST = "last";

    private final Path parent;
    private final Path folder;
    private final Disk disk;
    private final int kept;
    private final int pinnedKept;

    /**
     * Knows where snapshots lie; the folder is made with the first.
     *
     * @param data the data folder
     * @param disk writes them
     * @param kept how many are kept that are not pinned
     * @param pinnedKept how many stay pinned
     */
    SnapshotFolder(Path data, Disk disk, int kept, int pinnedKept) {
        parent = data.resolve("config");
        folder = parent.resolve("snapshots");
        this.disk = disk;
        this.kept = kept;
        this.pinnedKept = pinnedKept;
    }

    /**
     * A file of the folder.
     *
     * @param id the number of the snapshot
     * @param pinned whether it is pinned
     */
    record Entry(int id, boolean pinned) {

        private String name() {
            return id + (pinned ? PINNED : FREE);
        }
    }

    /**
     * What there is.
     *
     * @return the newest first
     * @throws IOException if the folder cannot be read
     */
    List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path file : files()) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                entries.add(new Entry(Integer.parseInt(name.group(1)), ("." + name.group(2)).equals(PINNED)));
            }
        }
        entries.sort(Comparator.comparingInt(Entry::id).reversed());
        return entries;
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.exists(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                all.forEach(files::add);
            }
        }
        return files;
    }

    /**
     * Reads a snapshot.
     *
     * @return what it holds; empty if it is damaged
     */
    Optional<SavedConfiguration> read(Entry entry) {
        try {
            Optional<byte[]> content = DurableFile.whole(folder.resolve(entry.name()));
            return content.isPresent() ? Optional.of(SavedConfiguration.decode(content.get())) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            logger.debug("{} is no snapshot: {}", entry.name(), e.toString());
            return Optional.empty();
        }
    }

    /**
     * Keeps a snapshot, in place of the oldest if there are too many.
     *
     * @param saved what it holds
     * @param pinned whether it stays until it is released
     * @param needed one that stays although it is the oldest; 0 for none
     * @return its file
     * @throws IOException if it cannot be written; none is lost then
     */
    Entry add(SavedConfiguration saved, boolean pinned, int needed) throws IOException {
        Files.createDirectories(folder);
        disk.force(parent);
        Entry entry = new Entry(Math.max(highest(), last()) + 1, pinned);
        new DurableFile(disk, folder, entry.name()).write(saved.encode());
        try {
            tidy(needed);
        } catch (IOException e) {
            logger.warn("Snapshots that are not needed any more are still in {}: {}", folder, e.toString());
        }
        return entry;
    }

    private int highest() throws IOException {
        return entries().stream().findFirst().map(Entry::id).orElse(0);
    }

    private int last() {
        try {
            return lastFile()
                    .read()
                    .map(content -> Integer.parseInt(new String(content, US_ASCII)))
                    .orElse(0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private DurableFile lastFile() {
        return new DurableFile(disk, folder, LAST);
    }

    private void tidy(int needed) throws IOException {
        for (Path file : files()) {
            if (file.getFileName().toString().endsWith(DurableFile.NEW)) {
                disk.delete(file);
            }
        }
        List<Entry> pinned = entries().stream().filter(Entry::pinned).toList();
        for (Entry entry : pinned.subList(Math.min(pinnedKept, pinned.size()), pinned.size())) {
            release(entry);
        }
        List<Entry> free = entries().stream().filter(entry -> !entry.pinned()).toList();
        for (Entry entry : free.subList(Math.min(kept, free.size()), free.size())) {
            if (entry.id() != needed) {
                delete(entry);
            }
        }
    }

    /**
     * Pins a snapshot no longer.
     *
     * @throws IOException if this cannot be written
     */
    void release(Entry entry) throws IOException {
        disk.rename(folder.resolve(entry.name()), folder.resolve(new Entry(entry.id(), false).name()));
        disk.force(folder);
    }

    /**
     * Deletes a snapshot. Its number never comes again.
     *
     * @throws IOException if it cannot be deleted
     */
    void delete(Entry entry) throws IOException {
        if (entry.id() == highest() && entry.id() > last()) {
            lastFile().write(Integer.toString(entry.id()).getBytes(US_ASCII));
        }
        disk.delete(folder.resolve(entry.name()));
        disk.force(folder);
    }
}
