package org.dectory.configstore.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The overlays on disk: a file for each PID.
 *
 * <p>Several are replaced at once by a journal, which holds all of them: once it is on the medium it has happened, and who comes
 * next goes on with it, now or after a power cut. Not thread-safe. Nothing else may write into the folder.
 */
final class OverlayFolder {

    private static final Logger logger = LoggerFactory.getLogger(OverlayFolder.class);

    private static final String SUFFIX = ".config";

    /** Says what several overlays are to be, from the moment when they count until they are all written. */
    private static final String JOURNAL = "restore";

    private final Path folder;
    private final Disk disk;
    private final DurableFile journal;

    /** Whether there may be a journal on the medium. */
    private boolean journalled;

    /** What the journal says, as far as it counts. */
    private Map<String, Optional<Overlay>> unfinished = Map.of();

    private OverlayFolder(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
        journal = new DurableFile(disk, folder, JOURNAL);
    }

    /**
     * Opens the folder {@code config} of the data folder; makes it if need be.
     *
     * @throws IOException if it cannot be made
     */
    static OverlayFolder open(Path data, Disk disk) throws IOException {
        Path folder = data.resolve("config");
        Files.createDirectories(folder);
        disk.force(data);
        return new OverlayFolder(folder, disk);
    }

    /**
     * Reads all overlays, each as it was written last. What cannot be read is logged and left out.
     *
     * @throws IOException if the folder itself cannot be read
     */
    Map<String, Overlay> read() throws IOException {
        resume();
        Map<String, Overlay> overlays = new HashMap<>();
        for (String name : names()) {
            Optional<byte[]> content = new DurableFile(disk, folder, name).read();
            if (content.isEmpty()) {
                continue;
            }
            try {
                overlays.put(pid(name), OverlayText.decode(content.get()));
            } catch (IOException | IllegalArgumentException e) {
                logger.error("{} is left out: this store has not written it: {}", folder.resolve(name), e.getMessage());
            }
        }
        apply(unfinished, overlays);
        return overlays;
    }

    /** Goes on with what was under way when the appliance stopped. A disk that cannot do it yet is no reason not to start. */
    private void resume() {
        journalled = journal.exists();
        try {
            Optional<byte[]> content = journal.read();
            if (content.isPresent()) {
                unfinished = OverlayText.decodeAll(content.get()).overlays();
                logger.info(
                        "The settings {} are restored, as was begun when the appliance stopped", unfinished.keySet());
            }
            settle();
        } catch (IOException | IllegalArgumentException e) {
            logger.warn("What was being restored in {} is not yet written: {}", folder, e.toString());
        }
    }

    /** Makes overlays in memory what was replaced at once. */
    static void apply(Map<String, Optional<Overlay>> changes, Map<String, Overlay> overlays) {
        changes.forEach((pid, change) ->
                change.ifPresentOrElse(overlay -> overlays.put(pid, overlay), () -> overlays.remove(pid)));
    }

    /** The names of all current generations, also of those that are missing while an older one is there. */
    private Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    names.add(name);
                } else if (name.endsWith(SUFFIX + DurableFile.PREVIOUS)) {
                    names.add(name.substring(0, name.length() - DurableFile.PREVIOUS.length()));
                } else if (name.endsWith(SUFFIX + DurableFile.NEW)) {
                    logger.info("{} was being written when the appliance stopped, and had not been acknowledged", file);
                    disk.delete(file);
                }
            }
        }
        return names;
    }

    /**
     * Writes an overlay; when this returns, it survives a power cut.
     *
     * @throws IOException if it cannot be written; the one before is still there then
     */
    void write(String pid, Overlay overlay) throws IOException {
        byte[] content = OverlayText.encode(pid, overlay);
        settle();
        file(pid).write(content);
    }

    /**
     * Deletes an overlay; when this returns, a power cut does not bring it back.
     *
     * @throws IOException if it cannot be deleted
     */
    void delete(String pid) throws IOException {
        settle();
        file(pid).delete();
    }

    /**
     * Writes and deletes overlays, all or none; when this returns, it survives a power cut.
     *
     * @param changes the overlays by PID; empty for those that are deleted
     * @throws IOException if it cannot be written; all are as before then
     */
    void replace(Map<String, Optional<Overlay>> changes) throws IOException {
        byte[] content = OverlayText.encodeAll(Map.of(), changes);
        settle();
        journalled = true;
        try {
            journal.write(content);
        } catch (IOException e) {
            settleLater(e);
            throw e;
        }
        unfinished = Map.copyOf(changes);
        try {
            settle();
        } catch (IOException e) {
            logger.warn("The settings are restored, and will be written again: {}", e.toString());
        }
    }

    /** A journal of which nobody knows whether it was written must not count some day. */
    private void settleLater(IOException reason) {
        try {
            settle();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** Writes what the journal says, and then deletes it. Before that nothing else may be written, or the journal would undo it. */
    private void settle() throws IOException {
        if (!journalled) {
            return;
        }
        for (Map.Entry<String, Optional<Overlay>> change : unfinished.entrySet()) {
            DurableFile file = file(change.getKey());
            if (change.getValue().isPresent()) {
                file.write(OverlayText.encode(change.getKey(), change.getValue().get()));
            } else {
                file.delete();
            }
        }
        journal.delete();
        unfinished = Map.of();
        journalled = false;
    }

    private DurableFile file(String pid) {
        return new DurableFile(disk, folder, OverlayText.name(pid) + SUFFIX);
    }

    private static String pid(String name) {
        return OverlayText.pid(name.substring(0, name.length() - SUFFIX.length()));
    }
}
