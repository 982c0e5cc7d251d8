package org.dectory.fetch.sftp.internal;

import com.jcraft.jsch.ChannelSubsystem;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dectory.api.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server, logged in, which brings one file after the other. Used by one thread at a time, but for
 * {@link #drop()}.
 */
final class SftpConnection {

    /** Of silence, after which JSch asks whether anybody is there; after as much again, it gives up. */
    private static final int SILENCE_MILLIS = 15_000;

    private final Login login;
    private final OneSocket socket;
    private @Nullable SftpChannel channel;

    /**
     * A connection that is not open yet.
     *
     * @param login where to, and as whom
     * @param connectMillis the time for the server to take it
     */
    SftpConnection(Login login, int connectMillis) {
        this.login = login;
        socket = new OneSocket(connectMillis);
    }

    /**
     * Connects and logs in.
     *
     * @param trust judges the server
     * @param threads for the work: JSch cannot be woken while it waits, so it does not wait on the caller's thread
     * @param deadline when all must be done, by {@link System#nanoTime()}
     */
    void open(Trust trust, ExecutorService threads, long deadline) throws IOException, InterruptedException {
        byte[] password = login.credentials().password().bytes();
        try {
            Future<SftpChannel> opening = threads.submit(() -> {
                try {
                    return logIn(trust, password, deadline);
                } finally {
                    Arrays.fill(password, (byte) 0);
                }
            });
            channel = opening.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new IOException("stopped", e);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("took too long");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("JSch stumbled", e.getCause());
        }
    }

    private SftpChannel logIn(Trust trust, byte[] password, long deadline) throws IOException, InterruptedException {
        HostJudge judge = new HostJudge(trust, login);
        try {
            JSch jsch = new JSch();
            Session session = jsch.getSession(
                    login.credentials().user(),
                    login.server().host(),
                    login.server().port());
            session.setSocketFactory(socket);
            session.setHostKeyRepository(judge);
            session.setDaemonThread(true);
            session.setTimeout(SILENCE_MILLIS);
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("prefer_known_host_key_types", "no");
            session.setConfig("server_host_key", judge.preferred(session.getConfig("server_host_key")));
            if (password.length == 0) {
                session.setConfig("PreferredAuthentications", "publickey");
                addKey(jsch, trust);
            } else {
                session.setConfig("PreferredAuthentications", "password,keyboard-interactive");
                session.setPassword(password);
            }
            session.connect();
            jsch.removeAllIdentity();
            return startSftp(session, deadline);
        } catch (JSchException e) {
            throw Refusal.of(e, judge, socket);
        }
    }

    private static void addKey(JSch jsch, Trust trust) throws JSchException {
        try {
            jsch.addIdentity(ApplianceKey.of(trust.sshKey()), null);
        } catch (GeneralSecurityException e) {
            throw new JSchException("the appliance's key cannot be read", e);
        }
    }

    private SftpChannel startSftp(Session session, long deadline)
            throws JSchException, IOException, InterruptedException {
        ChannelSubsystem subsystem = (ChannelSubsystem) session.openChannel("subsystem");
        subsystem.setSubsystem("sftp");
        Replies replies = new Replies();
        subsystem.setOutputStream(replies);
        subsystem.connect((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        SftpChannel opened = new SftpChannel(subsystem.getOutputStream(), replies);
        opened.begin(deadline);
        opened.greet();
        return opened;
    }

    /** Of an open connection. */
    SftpChannel channel() {
        return Objects.requireNonNull(channel, "not open");
    }

    /** Ends it without a word, and wakes whoever waits for it, from any thread. JSch clears up by itself then. */
    void drop() {
        socket.close();
    }
}
