package org.dectory.fetch.sftp.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.identity.Secret;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.HostKeys;
import org.dectory.api.trust.TrustPolicy.TlsVersion;
import org.dectory.testkit.fetch.FakeTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in by password, and servers with which it does not come to that. */
@Tag("PRV-01")
class LoginTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration BRIEF = Duration.ofSeconds(2);
    private static final String PASSWORD = "pass word";

    private final FakeTrust trust = new FakeTrust();
    private final SftpFetcher fetcher = new SftpFetcher(Clock.systemUTC(), new SftpFetcher.Settings(LIMIT, LIMIT));

    LoginTest() {
        fetcher.bindTrust(trust);
    }

    @AfterEach
    void stop() {
        fetcher.close();
    }

    @Test
    void takesOneLoginForEachAccount() throws Exception {
        try (ScriptedServer server = server(
                0,
                ssh -> ssh.setPasswordAuthenticator((user, password, session) -> password.startsWith("of " + user)))) {
            for (int i = 0; i < 5; i++) {
                assertThat(fetch(server, "phone", "of phone")).isInstanceOf(Fetched.class);
                assertThat(fetch(server, "phone", "of phone, too")).isInstanceOf(Fetched.class);
                assertThat(fetch(server, "other", "of other")).isInstanceOf(Fetched.class);
            }

            assertThat(server.count("INIT")).isEqualTo(3);
            assertThat(server.count("OPEN")).isEqualTo(15);
        }
    }

    @Test
    @Tag("PRV-05")
    void saysThatThePasswordIsWrong() throws Exception {
        try (ScriptedServer server = server(0, ssh -> {})) {
            FetchResult result = fetch(server, "phone", "of another");

            assertThat(result).isEqualTo(new Failed(Kind.ACCESS_DENIED, "The server denies access"));
        }
    }

    @Test
    @Tag("PRV-05")
    @Tag("PRV-07")
    void lendsTheSessionOfTheRightPasswordToNobodyWithAnother() throws Exception {
        try (ScriptedServer server = server(0, ssh -> {})) {
            assertThat(fetch(server, "phone", PASSWORD)).isInstanceOf(Fetched.class);

            assertThat(kindOf(fetch(server, "phone", PASSWORD + "s"))).isEqualTo(Kind.ACCESS_DENIED);
            assertThat(kindOf(fetch(server, "phone", ""))).isEqualTo(Kind.ACCESS_DENIED);
            assertThat(kindOf(fetch(server, "other", PASSWORD))).isEqualTo(Kind.ACCESS_DENIED);

            assertThat(fetch(server, "phone", PASSWORD)).isInstanceOf(Fetched.class);
            assertThat(server.count("INIT")).isEqualTo(1);
        }
    }

    @Test
    @Tag("PRV-09")
    void believesAHostNoLongerThatIsForgottenDuringAFetch() throws Exception {
        try (ScriptedServer server = server(0, ssh -> {})) {
            server.on("OPEN", (talk, number, body) -> {
                trust.noHosts();
                talk.string(ScriptedServer.HANDLE, number, new byte[] {1});
            });

            assertThat(fetch(server, "phone", PASSWORD)).isInstanceOf(Fetched.class);
            assertThat(kindOf(fetch(server, "phone", PASSWORD))).isEqualTo(Kind.NOT_TRUSTED);

            assertThat(server.count("INIT")).isEqualTo(1);
        }
    }

    @Test
    void answersAServerThatAsksForThePasswordInADialogue() throws Exception {
        try (ScriptedServer server = server(0, ssh -> {
            ssh.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
            ssh.setKeyboardInteractiveAuthenticator(DefaultKeyboardInteractiveAuthenticator.INSTANCE);
        })) {
            assertThat(fetch(server, "phone", PASSWORD)).isInstanceOf(Fetched.class);
            assertThat(kindOf(fetch(server, "phone", "of another"))).isEqualTo(Kind.ACCESS_DENIED);
        }
    }

    @Test
    @Tag("PRV-05")
    void takesNoEndOfTheConnectionForAWrongPassword() throws Exception {
        try (ScriptedServer server = server(0, ssh -> {
            ssh.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
            ssh.setPasswordAuthenticator((user, password, session) -> {
                session.close(true);
                return false;
            });
        })) {
            assertThat(kindOf(fetch(server, "phone", PASSWORD))).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void saysThatAServerOffersNoSftp() throws Exception {
        try (ScriptedServer server = server(0, ssh -> ssh.setSubsystemFactories(List.of()))) {
            FetchResult result = fetch(server, "phone", PASSWORD);

            assertThat(result).isEqualTo(new Failed(Kind.SERVER_ERROR, "The server does not offer SFTP"));
        }
    }

    @Test
    void wantsAnAccount() throws Exception {
        FetchResult result = fetcher.fetch(
                new FetchRequest(URI.create("sftp://127.0.0.1/4711.cfg"), Optional.empty(), "", 1000, LIMIT));

        assertThat(kindOf(result)).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    @Tag("PRV-09")
    void noticesThatAHostHasAnotherKeyThanBefore() throws Exception {
        trust.policy(new TrustPolicy(true, true, true, true, TlsVersion.TLS_1_2, HostKeys.FIRST_USE));
        int port;
        try (ScriptedServer server = new ScriptedServer(0, ssh -> {})) {
            port = server.port();
            assertThat(fetch(server, "phone", PASSWORD)).isInstanceOf(Fetched.class);
        }

        try (ScriptedServer impostor = new ScriptedServer(port, ssh -> {})) {
            FetchResult result = fetch(impostor, "phone", PASSWORD);

            assertThat(kindOf(result)).isEqualTo(Kind.NOT_TRUSTED);
            assertThat(((Failed) result).reason()).contains("Another key").contains("ecdsa-sha2-nistp256 SHA256:");
            assertThat(impostor.count("INIT")).isZero();
        }
    }

    @Test
    @Tag("PRV-09")
    void takesAnyKeyIfThePolicyOfTheRequestSaysSo() throws Exception {
        TrustPolicy any = new TrustPolicy(true, true, true, true, TlsVersion.TLS_1_2, HostKeys.ANY);
        try (ScriptedServer server = new ScriptedServer(0, ssh -> {})) {
            assertThat(kindOf(fetch(server, "phone", PASSWORD))).isEqualTo(Kind.NOT_TRUSTED);
            assertThat(fetch(server.file(), "phone", PASSWORD, LIMIT, Optional.of(any)))
                    .isInstanceOf(Fetched.class);
            assertThat(kindOf(fetch(server, "phone", PASSWORD))).isEqualTo(Kind.NOT_TRUSTED);
        }
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(strings = {"", "SSH-2.0-Nasty\r\n", "Hello\r\n", "SSH-2.0-Nasty\r\n\0\0\0"})
    void waitsNoLongerThanItMay(String greeting) throws Exception {
        try (PlainServer server = new PlainServer(greeting, Ending.SILENCE)) {
            long begun = System.nanoTime();

            FetchResult result = fetch(server.file(), "phone", PASSWORD, BRIEF, Optional.empty());

            assertThat(result).isEqualTo(new Failed(Kind.UNREACHABLE, "The server took too long"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BRIEF.plusSeconds(2));
            await().until(() -> server.closed.isDone());
        }
    }

    @Test
    @Tag("PRV-05")
    void isNotImpressedByEndlessGreetings() throws Exception {
        try (PlainServer server = new PlainServer("Hello\r\n", Ending.AGAIN)) {
            FetchResult result = fetch(server.file(), "phone", PASSWORD, BRIEF, Optional.empty());

            assertThat(result).isEqualTo(new Failed(Kind.UNREACHABLE, "The server took too long"));
            await().until(() -> server.closed.isDone());
        }
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-Nasty\r\n",
                "220 FTP\r\n",
                "SSH-2.0-Nasty\r\n\u007f\u007f\u007f\u007f\0\0\0\0\0\0\0\0",
                "SSH-2.0-Nasty\r\n\0\0\0 "
            })
    void saysThatTheServerBreaksOff(String greeting) throws Exception {
        try (PlainServer server = new PlainServer(greeting, Ending.CLOSE)) {
            assertThat(kindOf(fetch(server.file(), "phone", PASSWORD, LIMIT, Optional.empty())))
                    .isEqualTo(Kind.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-1.5-Old\r\n", "SSH-2.0-Nasty\r\n\0\0\0\u000c\u0004c\0\0\0\0\0\0\0\0\0\0"})
    void saysThatTheServerTalksNonsense(String greeting) throws Exception {
        try (PlainServer server = new PlainServer(greeting, Ending.SILENCE)) {
            assertThat(kindOf(fetch(server.file(), "phone", PASSWORD, LIMIT, Optional.empty())))
                    .isEqualTo(Kind.SERVER_ERROR);
        }
    }

    @Test
    void saysThatANameIsNotFound() throws Exception {
        FetchResult result =
                fetch(URI.create("sftp://nowhere.invalid/4711.cfg"), "phone", PASSWORD, LIMIT, Optional.empty());

        assertThat(result).isEqualTo(new Failed(Kind.UNREACHABLE, "Server name not found"));
    }

    /** How a plain server goes on after its greeting. */
    private enum Ending {
        SILENCE,
        CLOSE,
        AGAIN
    }

    /** A server that greets, and no more. */
    private static final class PlainServer implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Future<?> closed;

        PlainServer(String greeting, Ending ending) throws IOException {
            closed = thread.submit(() -> {
                try (Socket socket = listening.accept()) {
                    OutputStream out = socket.getOutputStream();
                    do {
                        out.write(greeting.getBytes(US_ASCII));
                    } while (ending == Ending.AGAIN);
                    while (ending == Ending.SILENCE && socket.getInputStream().read() >= 0) {
                        // Until the other side gives up.
                    }
                }
                return null;
            });
        }

        URI file() {
            return URI.create("sftp://127.0.0.1:" + listening.getLocalPort() + "/4711.cfg");
        }

        @Override
        public void close() throws IOException {
            listening.close();
            thread.shutdownNow();
        }
    }

    private ScriptedServer server(int port, Consumer<SshServer> setting) throws Exception {
        ScriptedServer server = new ScriptedServer(port, setting);
        trust.host("127.0.0.1", server.port(), server.hostKey());
        return server;
    }

    private FetchResult fetch(ScriptedServer server, String user, String password) throws InterruptedException {
        return fetch(server.file(), user, password, LIMIT, Optional.empty());
    }

    private FetchResult fetch(URI uri, String user, String password, Duration limit, Optional<TrustPolicy> policy)
            throws InterruptedException {
        try (Secret secret = Secret.of(password)) {
            Optional<Credentials> credentials = Optional.of(new Credentials(user, secret));
            return fetcher.fetch(new FetchRequest(uri, credentials, "", 1000, limit, policy));
        }
    }

    private static Kind kindOf(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).kind();
    }
}
