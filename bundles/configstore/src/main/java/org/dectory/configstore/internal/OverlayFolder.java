package org.dectory.configstore.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.cm.file.ConfigurationHandler;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The overlays on disk: a file for each PID, in the format of Felix, which keeps the types of the values.
 *
 * <p>Not thread-safe. Nothing else may write into the folder.
 */
final class OverlayFolder {

    private static final Logger logger = LoggerFactory.getLogger(OverlayFolder.class);

    private static final String SUFFIX = ".config";

    /** Keys of the file beside those of the configuration. */
    private static final String REMOVED = ":removed:";

    private static final String DELETED = ":deleted:";

    private final Path folder;
    private final Disk disk;

    private OverlayFolder(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
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
        Map<String, Overlay> overlays = new HashMap<>();
        for (String name : names()) {
            Optional<byte[]> content = new DurableFile(disk, folder, name).read();
            if (content.isEmpty()) {
                continue;
            }
            try {
                overlays.put(pid(name), decode(content.get()));
            } catch (IOException | IllegalArgumentException e) {
                logger.error("{} is left out: this store has not written it: {}", folder.resolve(name), e.getMessage());
            }
        }
        return overlays;
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
        byte[] content = encode(overlay);
        if (!decode(content).sameAs(overlay)) {
            throw new IOException("The configuration " + pid + " has a key or a value that cannot be kept");
        }
        file(pid).write(content);
    }

    /**
     * Deletes an overlay; when this returns, a power cut does not bring it back.
     *
     * @throws IOException if it cannot be deleted
     */
    void delete(String pid) throws IOException {
        file(pid).delete();
    }

    private DurableFile file(String pid) {
        return new DurableFile(disk, folder, URLEncoder.encode(pid, UTF_8).replace("%7E", "~") + SUFFIX);
    }

    private static String pid(String name) {
        return URLDecoder.decode(name.substring(0, name.length() - SUFFIX.length()), UTF_8);
    }

    private static byte[] encode(Overlay overlay) throws IOException {
        Map<String, Object> all = Values.copyOf(overlay.set());
        all.put(REMOVED, overlay.removed().toArray(String[]::new));
        all.put(DELETED, overlay.deleted());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ConfigurationHandler.write(content, FrameworkUtil.asDictionary(all));
        return content.toByteArray();
    }

    private static Overlay decode(byte[] content) throws IOException {
        Map<String, Object> all = Values.copyOf(ConfigurationHandler.read(new ByteArrayInputStream(content)));
        Set<String> removed = all.remove(REMOVED) instanceof String[] keys ? Set.of(keys) : Set.of();
        boolean deleted = Boolean.TRUE.equals(all.remove(DELETED));
        return new Overlay(all, removed, deleted);
    }
}
