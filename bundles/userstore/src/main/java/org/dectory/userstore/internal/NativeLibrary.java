package org.dectory.userstore.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.dectory.api.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The native part of SQLite, unpacked once into the data folder.
 *
 * <p>Left to itself the driver unpacks a new copy into the temporary folder at every start, and every kill leaves one behind.
 */
final class NativeLibrary {

    private static final Logger logger = LoggerFactory.getLogger(NativeLibrary.class);

    /** More bundles than this cannot have been replaced without the memory of one being freed. */
    private static final int MAX_COPIES = 20;

    private static final int MANY_COPIES = 3;

    /** As long as this bundle's classes live, so does the library. */
    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the library for this board; does nothing if it is loaded.
     *
     * @param folder where it is unpacked
     * @throws StoreException if there is none for this board, or the folder may hold no programs
     */
    static synchronized void load(Path folder) {
        if (loaded) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        try {
            byte[] content = read(LibraryLoaderUtil.getNativeLibResourcePath() + '/' + name);
            String mark = mark(content);
            PrivateFiles.makeFolder(folder);
            Path library = load(folder, mark, name, content);
            removeOthers(folder, mark);
            System.setProperty("org.sqlite.lib.path", library.resolveSibling("").toString());
            System.setProperty("org.sqlite.lib.name", name);
            SQLiteJDBCLoader.initialize();
            forgetDriver();
            loaded = true;
        } catch (StoreException e) {
            throw e;
        } catch (Exception e) {
            throw new StoreException("SQLite could not be unpacked into " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The driver makes itself known to the whole process, which would keep it, and this bundle with it, for ever. */
    private static void forgetDriver() throws SQLException {
        Class<? extends Driver> type = new JDBC().getClass(); // It does so when it is first made.
        for (Driver driver : DriverManager.drivers().filter(type::isInstance).toList()) {
            DriverManager.deregisterDriver(driver);
        }
    }

    private static byte[] read(String resource) throws IOException {
        try (@Nullable InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new StoreException("There is no SQLite for this board (" + resource + ")");
            }
            return in.readAllBytes();
        }
    }

    /**
     * Java loads a file for one class loader only. A bundle that was just replaced may still be in memory, so its successor
     * takes another copy.
     */
    private static Path load(Path folder, String mark, String name, byte[] content) throws IOException {
        for (int copy = 0; copy < MAX_COPIES; copy++) {
            Path library = folder.resolve(mark + '-' + copy).resolve(name).toAbsolutePath();
            unpack(library, content);
            try {
                System.load(library.toString());
                if (copy >= MANY_COPIES) {
                    // The others are free as soon as anybody notices that nothing uses them any more.
                    System.gc();
                }
                return library;
            } catch (UnsatisfiedLinkError e) {
                if (!String.valueOf(e.getMessage()).contains("another classloader")) {
                    throw new StoreException(
                            "SQLite could not be loaded from " + library
                                    + ". Is the data folder on a file system that is" + " mounted noexec? ("
                                    + e.getMessage() + ')',
                            e);
                }
            }
        }
        throw new StoreException("SQLite is loaded too often; restart the appliance");
    }

    private static void unpack(Path library, byte[] content) throws IOException {
        if (Files.exists(library) && Arrays.equals(Files.readAllBytes(library), content)) {
            return;
        }
        PrivateFiles.makeFolder(library.resolveSibling(""));
        PrivateFiles.write(library, content);
    }

    private static void removeOthers(Path folder, String mark) throws IOException {
        List<Path> others;
        try (Stream<Path> entries = Files.list(folder)) {
            others = entries.filter(
                            entry -> !String.valueOf(entry.getFileName()).startsWith(mark))
                    .toList();
        }
        for (Path other : others) {
            logger.debug("Removing {}", other);
            try (Stream<Path> tree = Files.walk(other)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Tells versions of the library apart. Whether a file is the library is another question: its octets are compared. */
    private static String mark(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return Long.toHexString(crc.getValue()) + '-' + Integer.toHexString(content.length);
    }
}
