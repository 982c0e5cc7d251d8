package org.dectory.fetch.sftp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/** A server that behaves well, but for the questions to which the test answers in its own way. */
final class ScriptedServer implements AutoCloseable {

    static final int VERSION = 2;
    static final int STATUS = 101;
    static final int HANDLE = 102;
    static final int DATA = 103;
    static final int NAME = 104;
    static final int ATTRIBUTES = 105;

    /** Regular, of all times long ago. */
    static final int CHANGED = 1_000_000_000;

    private static final Map<Integer, String> QUESTIONS = Map.of(
            1, "INIT", 3, "OPEN", 4, "CLOSE", 5, "READ", 7, "LSTAT", 8, "FSTAT", 11, "OPENDIR", 12, "READDIR", 17,
            "STAT");

    private static final Answer UNKNOWN = (talk, number, body) -> talk.status(number, 8);

    private final SshServer server = SshServer.setUpDefaultServer();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final KeyPair key;
    private volatile byte[] content = "UD_Vip=1".getBytes(UTF_8);

    /** What it does when a question comes. */
    @FunctionalInterface
    interface Answer {
        void give(Talk talk, int number, ByteBuffer body) throws IOException, InterruptedException;
    }

    ScriptedServer(int port, Consumer<SshServer> setting) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        key = generator.generateKeyPair();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator(
                (user, password, session) -> user.equals("phone") && password.equals("pass word"));
        server.setSubsystemFactories(List.of(new SubsystemFactory() {
            @Override
            public String getName() {
                return "sftp";
            }

            @Override
            public Command createSubsystem(ChannelSession channel) {
                return new Talk();
            }
        }));
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        setting.accept(server);
        behave();
        server.start();
    }

    private void behave() {
        on("INIT", (talk, number, body) -> talk.packet(VERSION, 3, new byte[0]));
        on("OPEN", (talk, number, body) -> talk.string(HANDLE, number, new byte[] {1}));
        on("OPENDIR", (talk, number, body) -> talk.string(HANDLE, number, new byte[] {2}));
        on("STAT", (talk, number, body) -> talk.attributes(number, content.length));
        on("FSTAT", (talk, number, body) -> talk.attributes(number, content.length));
        on("LSTAT", (talk, number, body) -> talk.status(number, Reply.NO_SUCH_FILE));
        on("READDIR", (talk, number, body) -> talk.packet(NAME, number, new byte[] {0, 0, 0, 1}));
        on("CLOSE", (talk, number, body) -> talk.status(number, 0));
        on("READ", (talk, number, body) -> {
            body.position(body.position() + Integer.BYTES + 1);
            int from = (int) body.getLong();
            if (from >= content.length) {
                talk.status(number, Reply.EOF);
            } else {
                talk.string(DATA, number, Arrays.copyOfRange(content, from, content.length));
            }
        });
    }

    /** One channel. */
    final class Talk implements Command {

        private DataInputStream in = new DataInputStream(InputStream.nullInputStream());
        private DataOutputStream out = new DataOutputStream(OutputStream.nullOutputStream());
        private Optional<ChannelSession> channel = Optional.empty();

        @Override
        public void setInputStream(InputStream stream) {
            in = new DataInputStream(stream);
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = new DataOutputStream(stream);
        }

        @Override
        public void setErrorStream(OutputStream stream) {}

        @Override
        public void setExitCallback(ExitCallback callback) {}

        @Override
        public void start(ChannelSession of, Environment environment) {
            channel = Optional.of(of);
            threads.execute(this::serve);
        }

        @Override
        public void destroy(ChannelSession of) {}

        private void serve() {
            try {
                while (true) {
                    byte[] packet = new byte[in.readInt()];
                    in.readFully(packet);
                    ByteBuffer body = ByteBuffer.wrap(packet);
                    String question = QUESTIONS.getOrDefault((int) body.get(), "?");
                    asked.add(question);
                    answers.getOrDefault(question, UNKNOWN).give(this, body.getInt(), body);
                }
            } catch (IOException | InterruptedException e) {
                // The client has gone away, as it should.
            }
        }

        void status(int number, int status) throws IOException {
            packet(STATUS, number, ByteBuffer.allocate(12).putInt(status).array());
        }

        void string(int type, int number, byte[] octets) throws IOException {
            packet(
                    type,
                    number,
                    ByteBuffer.allocate(4 + octets.length)
                            .putInt(octets.length)
                            .put(octets)
                            .array());
        }

        void attributes(int number, long size) throws IOException {
            attributes(number, size, 0100644);
        }

        void attributes(int number, long size, int mode) throws IOException {
            ByteBuffer body = ByteBuffer.allocate(24);
            body.putInt(13).putLong(size).putInt(mode).putInt(CHANGED).putInt(CHANGED);
            packet(ATTRIBUTES, number, body.array());
        }

        void packet(int type, int number, byte[] body) throws IOException {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            DataOutputStream packet = new DataOutputStream(octets);
            packet.writeInt(1 + Integer.BYTES + body.length);
            packet.writeByte(type);
            packet.writeInt(number);
            packet.write(body);
            raw(octets.toByteArray());
        }

        void raw(byte[] octets) throws IOException {
            out.write(octets);
            out.flush();
        }

        /** Ends the whole connection at once. */
        void breakOff() {
            channel.orElseThrow().getSession().close(true);
        }
    }

    void on(String question, Answer answer) {
        answers.put(question, answer);
    }

    void content(byte[] octets) {
        content = octets;
    }

    /** How often it was asked something. */
    long count(String question) {
        return asked.stream().filter(question::equals).count();
    }

    int sessions() {
        return server.getActiveSessions().size();
    }

    int port() {
        return server.getPort();
    }

    URI file() {
        return URI.create("sftp://127.0.0.1:" + port() + "/users/4711.cfg");
    }

    byte[] hostKey() {
        ByteArrayBuffer blob = new ByteArrayBuffer();
        blob.putRawPublicKey(key.getPublic());
        return blob.getCompactData();
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
        threads.shutdownNow();
    }
}
