package org.dectory.release;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes updates as they travel; the same input always gives the same bytes. */
public final class UpdateWriter {

    /** The earliest time that a zip archive can say. */
    private static final LocalDateTime SOME_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private UpdateWriter() {}

    /**
     * Writes an update.
     *
     * @param file the file; replaced if it is there
     * @param set the signed set
     * @param keyLists newer lists of keys that go along, the oldest first
     * @param jars the jars that go along
     * @throws IOException if a jar cannot be read or the file cannot be written
     */
    public static void write(Path file, Signed set, List<Signed> keyLists, Collection<Path> jars) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            add(zip, UpdateFile.SET, set.text());
            add(zip, UpdateFile.SIGNATURES, set.signatures());
            for (Signed list : keyLists) {
                long version = KeyList.parse(list.text()).version();
                add(zip, "keys/" + version + ".list", list.text());
                add(zip, "keys/" + version + ".sig", list.signatures());
            }
            for (Path jar : jars) {
                byte[] content = Files.readAllBytes(jar);
                add(zip, "bundles/" + Digests.of(content) + ".jar", content);
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(SOME_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
