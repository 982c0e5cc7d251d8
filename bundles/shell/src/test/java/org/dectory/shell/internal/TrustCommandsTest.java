package org.dectory.shell.internal;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dectory.api.store.Actor;
import org.dectory.api.trust.TrustAdministration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does in the shell about the trust in servers. */
@Tag("PRV-09")
class TrustCommandsTest {

    private static final String ID = "0123456789abcdef0123";

    private final Capabilities capabilities = new Capabilities();
    private final TrustCommands commands = new TrustCommands(capabilities);
    private final List<String> deeds = new ArrayList<>();

    @BeforeEach
    void open() {
        capabilities.add(new Belief());
    }

    @Test
    void saysWhatIsWeak() throws Exception {
        assertThat(commands.trust()).isEqualTo("Expired certificates are taken\n");
    }

    @Test
    void addsListsAndRemovesCertificates(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN");

        assertThat(commands.addcertificate(file.toString())).isEqualTo("""
                        ID                VALID UNTIL           AUTHORITY  SUBJECT  ISSUER
                        0123456789abcdef  2027-01-01T00:00:00Z  yes        CN=CA    CN=CA
                        """);
        assertThat(commands.certificates()).contains("CN=CA");
        assertThat(commands.removecertificate("0123")).isEqualTo("removed\n");

        assertThat(deeds).containsExactly("add -----BEGIN", "remove " + ID);
        assertThatThrownBy(() -> commands.removecertificate("9")).hasMessage("There is no 9.");
        assertThatThrownBy(() -> commands.addcertificate("none.pem")).hasMessage("The file none.pem cannot be read.");
    }

    @Test
    void addsListsAndForgetsHosts() throws Exception {
        assertThat(commands.addsshhost("a.example", "ssh-ed25519", "AAAA"))
                .contains("0123456789abcdef  a.example  ssh-ed25519  SHA256:x     entered");
        assertThat(commands.removesshhost(ID)).isEqualTo("removed\n");
        assertThat(commands.sshhosts()).contains("a.example");

        assertThat(deeds).containsExactly("hosts a.example ssh-ed25519 AAAA", "forget " + ID);
    }

    @Test
    void showsAndRenewsTheKey() throws Exception {
        assertThat(commands.sshkey()).isEqualTo("old\n");
        assertThat(commands.renewsshkey()).isEqualTo("new\n");
    }

    /** Does what it is told, and writes it down. */
    private final class Belief implements TrustAdministration {

        @Override
        public List<TrustedCertificate> certificates() {
            Instant until = Instant.parse("2027-01-01T00:00:00Z");
            return List.of(new TrustedCertificate(ID, "CN=CA", "CN=CA", Instant.EPOCH, until, true));
        }

        @Override
        public CompletionStage<List<TrustedCertificate>> addCertificates(byte[] file, Actor actor) {
            deeds.add("add " + new String(file, StandardCharsets.UTF_8));
            return completedStage(certificates());
        }

        @Override
        public CompletionStage<Boolean> removeCertificate(String id, Actor actor) {
            deeds.add("remove " + id);
            return completedStage(true);
        }

        @Override
        public List<KnownHost> hosts() {
            return List.of(new KnownHost(ID, "a.example", "ssh-ed25519", "SHA256:x", false));
        }

        @Override
        public CompletionStage<List<KnownHost>> addHosts(String text, Actor actor) {
            deeds.add("hosts " + text);
            return completedStage(hosts());
        }

        @Override
        public CompletionStage<Boolean> removeHost(String id, Actor actor) {
            deeds.add("forget " + id);
            return completedStage(true);
        }

        @Override
        public String sshPublicKey() {
            return "old";
        }

        @Override
        public CompletionStage<String> renewSshKey(Actor actor) {
            return completedStage("new");
        }

        @Override
        public List<String> warnings() {
            return List.of("Expired certificates are taken");
        }
    }
}
