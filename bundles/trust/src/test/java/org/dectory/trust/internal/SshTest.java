package org.dectory.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dectory.api.trust.TrustPolicy.STRICT;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.trust.SshKey;
import org.dectory.api.trust.Trust.HostVerdict;
import org.dectory.api.trust.TrustAdministration.KnownHost;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.HostKeys;
import org.dectory.api.trust.TrustPolicy.TlsVersion;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of SSH hosts, and the appliance's own. */
@Tag("PRV-09")
class SshTest {

    private static final Actor ADMIN = Actor.account("admin", "192.0.2.7");
    private static final byte[] KEY = key("ssh-ed25519", 1);
    private static final byte[] OTHER = key("ssh-ed25519", 2);
    private static final TrustPolicy FIRST_USE = policy(HostKeys.FIRST_USE);
    private static final TrustPolicy ANY = policy(HostKeys.ANY);

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore store = new InMemoryStore(clock);
    private final TrustService trust = new TrustService(store, store, store, clock, STRICT);

    @AfterEach
    void end() {
        trust.close();
        store.close();
    }

    private static TrustPolicy policy(HostKeys keys) {
        return new TrustPolicy(true, true, true, true, TlsVersion.TLS_1_2, keys);
    }

    private static byte[] key(String type, int number) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(8 + name.length + 32)
                .putInt(name.length)
                .put(name)
                .putInt(32)
                .putInt(number)
                .array();
    }

    private static String line(String host, byte[] key) {
        return host + " ssh-ed25519 " + Base64.getEncoder().encodeToString(key) + " a remark\n";
    }

    private List<KnownHost> add(String text) {
        return trust.addHosts(text, ADMIN).toCompletableFuture().join();
    }

    @Test
    void believesTheKeysThatWereEnteredAndNoOther() {
        assertThat(trust.judgeHost("files.example", 22, KEY, STRICT)).isEqualTo(HostVerdict.UNKNOWN);

        add("# files.example:22 SSH-2.0-OpenSSH_9.6\n\n" + line("files.example,192.0.2.1", KEY));

        assertThat(trust.judgeHost("FILES.example", 22, KEY, STRICT)).isEqualTo(HostVerdict.BELIEVED);
        assertThat(trust.judgeHost("192.0.2.1", 22, KEY, STRICT)).isEqualTo(HostVerdict.BELIEVED);
        assertThat(trust.judgeHost("files.example", 22, OTHER, STRICT)).isEqualTo(HostVerdict.CHANGED);
        assertThat(trust.judgeHost("files.example", 22, OTHER, FIRST_USE)).isEqualTo(HostVerdict.CHANGED);
        assertThat(trust.judgeHost("files.example", 2222, KEY, STRICT)).isEqualTo(HostVerdict.UNKNOWN);
        assertThat(trust.judgeHost("files.example", 22, OTHER, ANY)).isEqualTo(HostVerdict.BELIEVED);
    }

    @Test
    void knowsHostsByTheirPort() {
        add(line("[files.example]:2222", KEY) + line("[::1]:2222", OTHER) + line("::1", KEY));

        assertThat(trust.judgeHost("files.example", 2222, KEY, STRICT)).isEqualTo(HostVerdict.BELIEVED);
        assertThat(trust.judgeHost("files.example", 22, KEY, STRICT)).isEqualTo(HostVerdict.UNKNOWN);
        assertThat(trust.judgeHost("::1", 2222, OTHER, STRICT)).isEqualTo(HostVerdict.BELIEVED);
        assertThat(trust.judgeHost("[::1]", 22, KEY, STRICT)).isEqualTo(HostVerdict.BELIEVED);
    }

    @Test
    void remembersTheFirstKeyIfThePolicySaysSo() {
        assertThat(trust.judgeHost("files.example", 22, KEY, FIRST_USE)).isEqualTo(HostVerdict.FIRST_SEEN);

        assertThat(trust.judgeHost("files.example", 22, KEY, STRICT)).isEqualTo(HostVerdict.BELIEVED);
        assertThat(trust.judgeHost("files.example", 22, OTHER, FIRST_USE)).isEqualTo(HostVerdict.CHANGED);
        assertThat(trust.hosts())
                .singleElement()
                .satisfies(known -> assertThat(known.firstUse()).isTrue());
        assertThat(store.after(0, 10))
                .singleElement()
                .satisfies(change -> assertThat(change.actor()).isEqualTo(Actor.system("trust")));

        add(line("files.example", KEY));
        assertThat(trust.hosts())
                .singleElement()
                .satisfies(known -> assertThat(known.firstUse()).isFalse());
    }

    @Test
    void believesNoFirstKeyThatCannotBeKept() {
        store.failNextWrite();

        assertThat(trust.judgeHost("files.example", 22, KEY, FIRST_USE)).isEqualTo(HostVerdict.UNKNOWN);
        assertThat(trust.hosts()).isEmpty();
    }

    @Test
    void tellsWhichSortsOfKeysAreKnown() {
        String rsa = "files.example ssh-rsa " + Base64.getEncoder().encodeToString(key("ssh-rsa", 3));
        add(line("files.example", KEY) + line("files.example", OTHER) + rsa);

        assertThat(trust.knownKeyTypes("files.example", 22)).containsExactlyInAnyOrder("ssh-ed25519", "ssh-rsa");
        assertThat(trust.knownKeyTypes("files.example", 23)).isEmpty();
    }

    /** The hashes are OpenSSH's own. */
    @Test
    void knowsHostsWhoseNamesAreHashed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("known_hosts");
        Files.writeString(file, line("files.example", KEY) + line("[files.example]:2222", OTHER));
        Process tool = new ProcessBuilder("ssh-keygen", "-H", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(tool.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(file)).startsWith("|1|").doesNotContain("example");

        add(Files.readString(file));

        assertThat(trust.hosts()).extracting(KnownHost::host).containsExactly("hashed", "hashed");
        assertThat(trust.judgeHost("FILES.example", 22, KEY, STRICT)).isEqualTo(HostVerdict.BELIEVED);
        assertThat(trust.judgeHost("files.example", 2222, OTHER, STRICT)).isEqualTo(HostVerdict.BELIEVED);
        assertThat(trust.judgeHost("files.example", 22, OTHER, FIRST_USE)).isEqualTo(HostVerdict.CHANGED);
        assertThat(trust.judgeHost("other.example", 22, KEY, STRICT)).isEqualTo(HostVerdict.UNKNOWN);
        assertThat(trust.knownKeyTypes("files.example", 22)).containsExactly("ssh-ed25519");

        KnownHost first = trust.hosts().get(0);
        assertThat(trust.removeHost(first.id(), ADMIN).toCompletableFuture().join())
                .isTrue();
        assertThat(trust.hosts()).hasSize(1);
    }

    @Test
    void listsAndForgetsHosts() {
        add(line("b.example", KEY) + line("a.example", KEY));
        KnownHost first = trust.hosts().get(0);

        assertThat(first.host()).isEqualTo("a.example");
        assertThat(first.keyType()).isEqualTo("ssh-ed25519");
        assertThat(first.fingerprint()).matches("SHA256:[A-Za-z0-9+/]{43}");
        assertThat(trust.removeHost(first.id(), ADMIN).toCompletableFuture().join())
                .isTrue();
        assertThat(trust.judgeHost("a.example", 22, KEY, STRICT)).isEqualTo(HostVerdict.UNKNOWN);
        assertThat(trust.judgeHost("b.example", 22, KEY, STRICT)).isEqualTo(HostVerdict.BELIEVED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a.example ssh-ed25519 ! host, sort of key, key",
                "a.example ssh-ed25519 AAAA ! a public key in Base64",
                "a.example ssh-ed25519 ??? ! a public key in Base64",
                "a.example ssh-rsa KEY ! a key of the sort that the line says",
                "*.example ssh-ed25519 KEY ! a name or an address without wildcards, or [name]:port",
                "[a.example]:70000 ssh-ed25519 KEY ! a name or an address without wildcards, or [name]:port",
                "[a.example] ssh-ed25519 KEY ! a name or an address, or [name]:port",
                "a.example, ssh-ed25519 KEY ! a name or an address, or [name]:port",
                "@cert-authority a.example ssh-ed25519 KEY ! a line without a marker",
                "|1|abc|def ssh-ed25519 KEY ! a hashed name as ssh-keyscan -H prints it",
                "|1|YWJj|YWJj ssh-ed25519 KEY ! a hashed name as ssh-keyscan -H prints it",
                "|2|AAAAAAAAAAAAAAAAAAAAAAAAAAA=|AAAAAAAAAAAAAAAAAAAAAAAAAAA= ssh-ed25519 KEY"
                        + " ! a hashed name as ssh-keyscan -H prints it",
                "|1|AAAAAAAAAAAAAAAAAAAAAAAAAAA=|AAAAAAAAAAAAAAAAAAAAAAAAAAA=,a.example ssh-ed25519 KEY"
                        + " ! a hashed name as ssh-keyscan -H prints it"
            })
    void namesTheLineThatItCannotReadAndTakesNone(String line, String expected) {
        String text = line("good.example", KEY)
                + line.replace("KEY", Base64.getEncoder().encodeToString(KEY));

        assertThatThrownBy(() -> add(text))
                .hasCause(new IllegalArgumentException("Line 2 cannot be read (expected: " + expected + ")"));
        assertThat(trust.hosts()).isEmpty();
    }

    @Test
    void keepsItsKeyUntilItIsRenewed() {
        String first = trust.sshPublicKey();

        assertThat(trust.sshPublicKey()).isEqualTo(first);
        assertThat(trust.sshKey().publicKey()).isEqualTo(first);
        String second = trust.renewSshKey(ADMIN).toCompletableFuture().join();

        assertThat(second).isNotEqualTo(first);
        assertThat(trust.sshPublicKey()).isEqualTo(second);
        assertThat(store.after(0, 10))
                .allSatisfy(change -> assertThat(change.kind()).isEqualTo(Change.Kind.SECRET_CHANGED))
                .extracting(Change::actor)
                .containsExactly(Actor.system("trust"), ADMIN);
        assertThat(store.find(SecretOwner.SYSTEM, SecretKind.SSH_KEY)).isPresent();
    }

    /** Several, since a number with zeros in front is rare. */
    @Test
    void isAKeyThatOpenSshReads(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 20; i++) {
            trust.renewSshKey(ADMIN).toCompletableFuture().join();
            SshKey key = trust.sshKey();
            Path file = Files.createFile(
                    folder.resolve("key" + i),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, key.privateKey().bytes());
            key.privateKey().close();

            Process tool = new ProcessBuilder("ssh-keygen", "-y", "-f", file.toString())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(tool.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(key.publicKey()).startsWith(printed.strip());
        }
    }
}
