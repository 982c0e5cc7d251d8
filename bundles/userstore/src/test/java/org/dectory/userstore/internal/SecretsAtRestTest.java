package org.dectory.userstore.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Actor;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.User;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets can be read with the device key only, and only where they were put. */
@Tag("DBS-05")
class SecretsAtRestTest {

    private static final Actor ACTOR = Actor.system("test");
    private static final String PIN = "PIN-90417355";

    @TempDir
    private Path folder;

    @Test
    void noFileHoldsASecretInClear() throws Exception {
        try (SqliteStore store = open()) {
            SecretOwner anna = addUser(store, "201");
            put(store, anna, SecretKind.PIN_PHONE, PIN);
            put(store, anna, SecretKind.PIN_PHONE, PIN + "-2");
            try (Session session = session()) {
                session.run("VACUUM INTO ?", folder.resolve("backup.db").toString());
            }

            assertThat(files()).contains("dectory.db", "dectory.db-wal", "backup.db", "device.key");
            assertThat(filesThatHold("201")).contains("dectory.db-wal", "backup.db");
            assertThat(filesThatHold(PIN)).isEmpty();
        }

        assertThat(filesThatHold("201")).contains("dectory.db");
        assertThat(filesThatHold(PIN)).isEmpty();
    }

    @Test
    void theSameSecretLooksDifferentEachTime() throws Exception {
        try (SqliteStore store = open()) {
            put(store, addUser(store, "201"), SecretKind.PIN_PHONE, PIN);
            put(store, addUser(store, "202"), SecretKind.PIN_PHONE, PIN);

            List<String> rows = sealed();

            assertThat(rows).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void aSecretPutInAnothersPlaceDoesNotOpen() throws Exception {
        try (SqliteStore store = open()) {
            SecretOwner anna = addUser(store, "201");
            SecretOwner bert = addUser(store, "202");
            put(store, anna, SecretKind.PIN_PHONE, "1111");
            put(store, bert, SecretKind.PIN_PHONE, "2222");
            try (Session session = session()) {
                session.run(
                        "UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE owner = ?) WHERE owner = ?",
                        bert.id(),
                        anna.id());
            }

            assertThatThrownBy(() -> store.find(anna, SecretKind.PIN_PHONE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("PIN_PHONE of USER " + anna.id());
            assertThat(store.find(bert, SecretKind.PIN_PHONE)).contains(Secret.of("2222"));
        }
    }

    @Test
    void aSecretOfAnotherKindDoesNotOpen() throws Exception {
        try (SqliteStore store = open()) {
            SecretOwner anna = addUser(store, "201");
            put(store, anna, SecretKind.SIP_PASSWORD, "1111");
            try (Session session = session()) {
                session.run("UPDATE secret SET kind = 'PIN_PHONE'");
            }

            assertThatThrownBy(() -> store.findAll(anna)).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void keyAndDatabaseBelongToTheApplianceAlone() throws Exception {
        try (SqliteStore store = open()) {
            addUser(store, "201");

            for (String name : List.of("device.key", "dectory.db", "dectory.db-wal", "dectory.db-shm")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aMissingKeyIsNeverReplaced() throws Exception {
        open().close();
        Files.delete(folder.resolve("device.key"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("device.key is missing")
                .hasMessageContaining("Put the key");
        assertThat(folder.resolve("device.key")).doesNotExist();
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        open().close();
        Files.write(folder.resolve("device.key"), new byte[32]);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is not the one of this database");
    }

    @Test
    void aTornKeyIsRefused() throws Exception {
        open().close();
        Files.write(folder.resolve("device.key"), new byte[31]);

        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("31 octets");
    }

    @Test
    void theKeyServesADatabaseThatIsMadeAnew() throws Exception {
        open().close();
        byte[] key = Files.readAllBytes(folder.resolve("device.key"));
        Files.delete(folder.resolve("dectory.db"));

        open().close();

        assertThat(folder.resolve("device.key")).hasBinaryContent(key);
    }

    private SqliteStore open() {
        return new SqliteStore(folder, new ManualClock(), new Schema(Schema.STEPS));
    }

    private Session session() {
        return TestSessions.open(folder);
    }

    private List<String> sealed() {
        try (Session session = session()) {
            return session.all("SELECT hex(sealed) FROM secret", row -> row.getString(1));
        }
    }

    private static SecretOwner addUser(SqliteStore store, String number) {
        User user = store.write(ACTOR, tx -> tx.addUser(new UserNumber(number), Optional.empty(), "", false))
                .toCompletableFuture()
                .join();
        return SecretOwner.of(user.id());
    }

    private static void put(SqliteStore store, SecretOwner owner, SecretKind kind, String secret) {
        store.write(ACTOR, tx -> {
                    tx.secrets().put(owner, kind, Secret.of(secret));
                    return "written";
                })
                .toCompletableFuture()
                .join();
    }

    private List<String> filesThatHold(String text) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> Files.isRegularFile(path) && holds(path, text))
                    .map(path -> String.valueOf(path.getFileName()))
                    .toList();
        }
    }

    private static boolean holds(Path path, String text) {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> files() throws IOException {
        return filesThatHold("");
    }
}
