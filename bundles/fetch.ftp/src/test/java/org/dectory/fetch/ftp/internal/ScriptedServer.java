package org.dectory.fetch.ftp.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that behaves well, but for the commands to which the test answers in its own way. */
final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** What it does when a command comes, or the connection (then the command is HELLO). */
    @FunctionalInterface
    interface Answer {
        void give(Session session) throws IOException, InterruptedException;
    }

    ScriptedServer() throws IOException {
        say("HELLO", "220 Ready");
        say("USER", "331 Password");
        say("PASS", "230 In");
        say("TYPE", "200 Binary");
        say("CWD", "250 There");
        say("SIZE", "550 No");
        on("EPSV", session -> session.say("229 Passive (|||" + session.listen() + "|)"));
        send("RETR", "UD_Vip=1");
        send("NLST", "user_common.cfg\r\n");
        threads.execute(this::accept);
    }

    /** One connection of commands. */
    static final class Session {

        private final Socket connection;
        private Optional<ServerSocket> files = Optional.empty();

        private Session(Socket connection) {
            this.connection = connection;
        }

        /** Opens a port for one file. */
        int listen() throws IOException {
            hangUp();
            ServerSocket fresh = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            files = Optional.of(fresh);
            return fresh.getLocalPort();
        }

        /** Closes it. */
        void hangUp() throws IOException {
            if (files.isPresent()) {
                files.get().close();
            }
        }

        void end() throws IOException {
            connection.close();
        }

        void say(String text) throws IOException {
            write(text + "\r\n");
        }

        void write(String text) throws IOException {
            connection.getOutputStream().write(text.getBytes(ISO_8859_1));
            connection.getOutputStream().flush();
        }

        Socket file() throws IOException {
            return files.orElseThrow().accept();
        }

        void silence() throws IOException {
            // Until the other side gives up.
            int unused = connection.getInputStream().read();
        }
    }

    void on(String command, Answer answer) {
        answers.put(command, answer);
    }

    /** Answers a command with a line. */
    void say(String command, String line) {
        on(command, session -> session.say(line));
    }

    /** Answers a command with a file that is announced as it is. */
    void send(String command, String content) {
        send(command, "150 Here (" + content.length() + " bytes)", content, "226 Done");
    }

    void send(String command, String before, String content, String after) {
        on(command, session -> {
            session.say(before);
            try (Socket file = session.file();
                    OutputStream out = file.getOutputStream()) {
                out.write(content.getBytes(ISO_8859_1));
            }
            session.say(after);
        });
    }

    URI folder(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort() + "/");
    }

    /** Connections that are open now. */
    int connections() {
        return open.size();
    }

    /** What has been commanded, on all connections. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    /** How often a command came. */
    long count(String command) {
        return commands.stream().filter(each -> each.startsWith(command)).count();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listening.accept();
                open.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            Session session = new Session(connection);
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
            answer("HELLO", session);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String command = line.replaceAll(" .*", "");
                answer(command, session);
            }
            session.hangUp();
        } catch (IOException | InterruptedException e) {
            // The client has gone away, as it should.
        } finally {
            open.remove(connection);
        }
    }

    private void answer(String command, Session session) throws IOException, InterruptedException {
        answers.getOrDefault(command, unknown -> unknown.say("500 What")).give(session);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket connection : open) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
