package org.dectory.fetch.ftp.internal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.net.io.CRLFLineReader;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.trust.TlsTrust;
import org.dectory.connections.Guard;
import org.dectory.connections.GuardedSocket;
import org.dectory.fetch.ftp.internal.FtpAddress.Security;
import org.dectory.fetch.ftp.internal.FtpAddress.Server;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server, logged in, which brings one file after the other; each over a further, passive connection. With TLS,
 * that one resumes the session of the commands, as servers demand it. Used by one thread at a time.
 */
final class FtpConnection extends FTPClient {

    private static final Pattern EXTENDED = Pattern.compile("\\(\\|\\|\\|(\\d{1,5})\\|\\)");
    private static final Pattern PASSIVE = Pattern.compile("\\d{1,3},\\d{1,3},\\d{1,3},\\d{1,3},(\\d{1,3}),(\\d{1,3})");

    private final Server server;
    private final Guard guard;
    private final int connectMillis;

    private final Optional<TlsTrust> trust;

    /** Of this connection alone: what one connection resumes must not be the session of another. */
    private @Nullable SSLContext context;

    private boolean extendedRefused;
    private boolean timesRefused;

    /**
     * A connection that is not open yet.
     *
     * @param server the server
     * @param guard who watches over it
     * @param connectMillis the time to connect
     * @param trust whom to trust, if there is TLS
     */
    FtpConnection(Server server, Guard guard, int connectMillis, Optional<TlsTrust> trust) {
        this.server = server;
        this.guard = guard;
        this.connectMillis = connectMillis;
        this.trust = trust;
        setSocketFactory(new GuardedSockets(guard));
        setControlEncoding(StandardCharsets.UTF_8);
    }

    Guard guard() {
        return guard;
    }

    /** Connects and logs in. */
    void open(Optional<Credentials> credentials) throws IOException {
        setConnectTimeout(guard.left(connectMillis));
        connect(server.host(), server.port());
        require(FTPReply.isPositiveCompletion(getReplyCode()));
        if (server.security() != Security.NONE) {
            require(sendCommand("PBSZ", "0") == 200);
            require(sendCommand("PROT", "P") == 200);
        }
        int reply = user(credentials.map(Credentials::user).orElse("anonymous"));
        if (FTPReply.isPositiveIntermediate(reply)) {
            reply = pass(credentials.map(FtpConnection::password).orElse("anonymous@"));
        }
        require(FTPReply.isPositiveCompletion(reply));
        require(type(FTP.BINARY_FILE_TYPE) == 200);
    }

    /** Commons Net takes texts only; this one lives until it is sent. */
    private static String password(Credentials credentials) {
        char[] chars = credentials.password().chars();
        String text = new String(chars);
        Arrays.fill(chars, '\0');
        return text;
    }

    @Override
    protected void _connectAction_() throws IOException {
        _socket_.setTcpNoDelay(true);
        if (server.security() == Security.IMPLICIT) {
            _socket_ = secured(_socket_);
        }
        super._connectAction_();
        if (server.security() == Security.EXPLICIT && FTPReply.isPositiveCompletion(getReplyCode())) {
            if (sendCommand("AUTH", "TLS") != 234) {
                throw new RefusedException(new Failed(Kind.SERVER_ERROR, "The server does not speak TLS"));
            }
            _socket_ = secured(_socket_);
            // What came before TLS, and was not asked for, goes with the old reader.
            _controlInput_ =
                    new CRLFLineReader(new InputStreamReader(_socket_.getInputStream(), StandardCharsets.UTF_8));
            _controlOutput_ =
                    new BufferedWriter(new OutputStreamWriter(_socket_.getOutputStream(), StandardCharsets.UTF_8));
        }
    }

    private Socket secured(Socket plain) throws IOException {
        TlsTrust tls = trust.orElseThrow();
        if (context == null) {
            context = tls.newContext();
        }
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, server.host(), server.port(), true);
        try {
            socket.setSSLParameters(tls.parameters());
            socket.setUseClientMode(true);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Whether it makes sense to ask when files were changed. */
    boolean tellsTimes() {
        return !timesRefused;
    }

    /** The server does not know such a question. */
    void tellsNoTimes() {
        timesRefused = true;
    }

    /**
     * Begins to bring something.
     *
     * @param command RETR, NLST or MLSD
     * @param argument what; empty for none
     * @return where it comes from; empty if the server refuses, with {@link #getReplyCode()}
     * @throws IOException also if there is no connection for it
     */
    Optional<Socket> bring(String command, String argument) throws IOException {
        int port = passivePort();
        Socket plain = GuardedSocket.forFiles(guard, server.port());
        try {
            // To where the commands go, whatever address the server names: it may know a false one, or that of a
            // victim.
            plain.connect(new InetSocketAddress(getRemoteAddress(), port), guard.left(connectMillis));
            plain.setTcpNoDelay(true);
            if (!FTPReply.isPositivePreliminary(
                    argument.isEmpty() ? sendCommand(command) : sendCommand(command, argument))) {
                plain.close();
                return Optional.empty();
            }
            return Optional.of(server.security() == Security.NONE ? plain : secured(plain));
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private int passivePort() throws IOException {
        if (!extendedRefused) {
            if (epsv() == FTPReply.ENTERING_EPSV_MODE) {
                return port(EXTENDED);
            }
            extendedRefused = true;
        }
        require(pasv() == FTPReply.ENTERING_PASSIVE_MODE);
        return port(PASSIVE);
    }

    /** Commons Net itself trips over answers that hold no port. */
    private int port(Pattern answer) throws RefusedException {
        Matcher matcher = answer.matcher(getReplyString());
        int port = 0;
        if (matcher.find()) {
            port = matcher.groupCount() == 1
                    ? Integer.parseInt(matcher.group(1))
                    : Integer.parseInt(matcher.group(1)) * 256 + Integer.parseInt(matcher.group(2));
        }
        if (port < 1 || port > 65_535) {
            throw new RefusedException(new Failed(Kind.SERVER_ERROR, "The server names no port for the file"));
        }
        return port;
    }

    /** Waits for the word that all has been sent; without it, what came may be a part only. */
    void requireCompletion() throws IOException {
        require(FTPReply.isPositiveCompletion(getReply()));
    }

    private void require(boolean fine) throws RefusedException {
        if (!fine) {
            throw RefusedException.of(getReplyCode());
        }
    }

    /** Ends it without a word. */
    void drop() {
        try {
            disconnect();
        } catch (IOException e) {
            // It is of no use any more, and neither is what it says.
        }
    }
}
