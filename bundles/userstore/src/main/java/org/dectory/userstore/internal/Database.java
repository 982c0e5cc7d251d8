package org.dectory.userstore.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.dectory.api.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * The files of the store in the data folder: {@code dectory.db} (with its log and index beside it), {@code device.key},
 * and {@code dectory.lock}, which one process at a time can hold.
 */
final class Database implements AutoCloseable {

    private static final List<String> SETTINGS = List.of(
            "PRAGMA busy_timeout = 5000",
            "PRAGMA foreign_keys = ON",
            "PRAGMA journal_mode = WAL",
            // An acknowledged change is on the disk.
            "PRAGMA synchronous = FULL",
            // What a savepoint needs to be undone stays in memory.
            "PRAGMA temp_store = MEMORY");

    /** Pages that change often are written back once for many changes; the log is cut to 16 MiB after a burst. */
    private static final List<String> WRITER_SETTINGS = List.of(
            "PRAGMA wal_autocheckpoint = 4000", "PRAGMA journal_size_limit = 16777216", "PRAGMA cache_size = -16384");

    private static final List<String> READER_SETTINGS = List.of("PRAGMA query_only = ON");

    private final Path file;
    private final FileChannel lock;
    private final SecretCipher cipher;

    private Database(Path file, FileChannel lock, SecretCipher cipher) {
        this.file = file;
        this.lock = lock;
        this.cipher = cipher;
    }

    /**
     * Opens the database, makes it if there is none, and brings it up to date.
     *
     * @param folder the data folder
     * @param schema what the tables are to be
     * @throws StoreException if it is damaged, of a newer firmware, without its key, or in use by another process
     */
    static Database open(Path folder, Schema schema) {
        Path file = folder.resolve("dectory.db");
        try {
            PrivateFiles.makeFolder(folder);
            FileChannel lock = lock(folder.resolve("dectory.lock"));
            try {
                PrivateFiles.touch(file);
                NativeLibrary.load(folder.resolve("native"));
                return new Database(file, lock, prepare(file, folder.resolve("device.key"), schema));
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StoreException("The data folder " + folder + " could not be used: " + e, e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        PrivateFiles.touch(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new StoreException("The database is in use by another store of this process (" + path + ")", e);
        }
        channel.close();
        throw new StoreException("The database is in use by another process (" + path + ")");
    }

    private static SecretCipher prepare(Path file, Path keyFile, Schema schema) {
        try (Session session = new Session(connect(file, List.of()))) {
            check(session, file);
            boolean old = session.number("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'") > 0;
            Optional<byte[]> sample = old ? findSample(session) : Optional.empty();
            // Before anything is written: a database without its key stays as it is.
            SecretCipher cipher = DeviceKey.open(keyFile, sample.isEmpty());
            if (sample.isPresent() && !cipher.opens(sample.orElseThrow())) {
                throw new StoreException(
                        "The device key " + keyFile + " is not the one of this database: PINs and keys of"
                                + " phones cannot be read. Put the key that belongs to this database back");
            }
            schema.migrate(session);
            if (sample.isEmpty()) {
                session.run(
                        "INSERT INTO meta (key, value) VALUES ('key_check', ?)",
                        HexFormat.of().formatHex(cipher.sample()));
            }
            return cipher;
        }
    }

    private static void check(Session session, Path file) {
        String verdict;
        try {
            verdict = session.first("PRAGMA quick_check(1)", row -> row.getString(1))
                    .orElse("no answer");
        } catch (StoreException e) {
            throw new StoreException(damaged(file, String.valueOf(e.getMessage())), e);
        }
        if (!verdict.equals("ok")) {
            throw new StoreException(damaged(file, verdict));
        }
    }

    private static String damaged(Path file, String how) {
        return "The database " + file + " is damaged. Restore a backup, or move the file away to start without data ("
                + how + ')';
    }

    private static Optional<byte[]> findSample(Session session) {
        return session.first(
                "SELECT value FROM meta WHERE key = 'key_check'",
                row -> HexFormat.of().parseHex(row.getString(1)));
    }

    /** Seals and opens secrets. */
    SecretCipher cipher() {
        return cipher;
    }

    /** A connection that may change data. */
    Session openWriter() {
        return new Session(connect(file, WRITER_SETTINGS));
    }

    /** A connection that reads. */
    Session openReader() {
        return new Session(connect(file, READER_SETTINGS));
    }

    /** Nobody asks the driver for generated keys, for which it would run a query after every insertion. */
    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.getPragmaName(), "false");
        return properties;
    }

    private static Connection connect(Path file, List<String> more) {
        try {
            @Nullable Connection connection = new JDBC().connect("jdbc:sqlite:" + file, properties());
            if (connection == null) {
                throw new StoreException("SQLite does not accept the path " + file);
            }
            try (var statement = connection.createStatement()) {
                for (String setting : SETTINGS) {
                    statement.execute(setting);
                }
                for (String setting : more) {
                    statement.execute(setting);
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return connection;
        } catch (SQLException e) {
            throw new StoreException(
                    "The database " + file + " could not be opened: "
                            + SqlFailure.translate(e).getMessage(),
                    e);
        }
    }

    /** Lets other processes in. The sessions must be closed before. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StoreException("The lock could not be given back", e);
        }
    }
}
