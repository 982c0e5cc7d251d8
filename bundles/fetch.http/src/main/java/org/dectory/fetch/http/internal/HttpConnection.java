package org.dectory.fetch.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.dectory.connections.Guard;
import org.dectory.connections.GuardedSocket;
import org.dectory.fetch.http.internal.TlsContexts.Tls;
import org.jspecify.annotations.Nullable;

/** One connection to a server, over which one answer after the other comes. One thread at a time, but for {@link #drop()}. */
final class HttpConnection {

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(32 * 1024)
            .setMaxHeaderCount(200)
            .setMaxEmptyLineCount(4)
            .build();

    private static final int BUFFER = 8 * 1024;

    private final HttpMessageParser<ClassicHttpResponse> parser = new DefaultHttpResponseParserFactory(LIMITS).create();
    private final SessionInputBufferImpl buffer =
            new SessionInputBufferImpl(new BasicHttpTransportMetrics(), BUFFER, -1, LIMITS.getMaxLineLength(), null);
    private final Guard guard = new Guard();
    private final Place place;
    private final int connectMillis;
    private volatile @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private boolean reusable;

    /**
     * Where a connection leads.
     *
     * @param host a name or an address, the latter without brackets
     * @param port the port
     * @param tls how TLS is spoken; empty for none
     */
    record Place(String host, int port, Optional<Tls> tls) {}

    /** Opens nothing yet. */
    HttpConnection(Place place, int connectMillis) {
        this.place = place;
        this.connectMillis = connectMillis;
    }

    Guard guard() {
        return guard;
    }

    /** Whether another file can be asked for. */
    boolean isReusable() {
        return reusable;
    }

    /** Opens it, within the time that its guard was given. */
    void open() throws IOException {
        Socket plain = connect();
        plain.setTcpNoDelay(true);
        if (place.tls().isEmpty()) {
            talkOver(plain);
            return;
        }
        Tls tls = place.tls().get();
        SSLSocket secure =
                (SSLSocket) tls.context().getSocketFactory().createSocket(plain, place.host(), place.port(), true);
        secure.setSSLParameters(tls.parameters());
        secure.startHandshake();
        talkOver(secure);
    }

    private void talkOver(Socket open) throws IOException {
        in = open.getInputStream();
        out = open.getOutputStream();
    }

    /** A name may have several addresses, of which not all lead to the server. */
    private Socket connect() throws IOException {
        IOException failure = new UnknownHostException(place.host());
        for (InetAddress address : InetAddress.getAllByName(place.host())) {
            guard.glance();
            Socket each = GuardedSocket.forAll(guard);
            socket = each;
            try {
                each.connect(new InetSocketAddress(address, place.port()), guard.left(connectMillis));
                return each;
            } catch (IOException e) {
                each.close();
                failure = e;
            }
        }
        throw failure;
    }

    /**
     * Asks for a file and takes the whole answer.
     *
     * @param head the head of the request, which has no body
     * @param uri the address of it
     * @param maxBytes most octets of a file
     * @return the answer
     * @throws HttpException if it is none
     */
    Response ask(String head, URI uri, int maxBytes) throws IOException, HttpException {
        reusable = false;
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        ClassicHttpResponse answer = answer();
        Headers headers = new Headers(answer);
        Body body = body(answer, headers, maxBytes);
        // What came beyond an answer would be taken for the next one.
        reusable = body.isWhole() && buffer.length() == 0 && staysOpen(answer.getVersion(), headers);
        return new Response(uri, answer.getCode(), headers, body.file());
    }

    /** The head of the answer, behind those that say only that there will be one. */
    private ClassicHttpResponse answer() throws IOException, HttpException {
        while (true) {
            ClassicHttpResponse answer = parsed();
            if (answer.getCode() < 100 || answer.getVersion().getMajor() != 1) {
                throw new ProtocolException("no answer in HTTP/1");
            }
            if (answer.getCode() >= 200) {
                return answer;
            }
        }
    }

    private ClassicHttpResponse parsed() throws IOException, HttpException {
        ClassicHttpResponse answer;
        try {
            answer = parser.parse(buffer, in);
        } catch (IllegalArgumentException e) {
            // So the parser calls a version such as -1.1.
            throw new ProtocolException("no answer in HTTP/1", e);
        }
        if (answer == null) {
            throw new ConnectionClosedException();
        }
        return answer;
    }

    private Body body(ClassicHttpResponse answer, Headers headers, int maxBytes) throws IOException, HttpException {
        if (answer.getCode() == 204 || answer.getCode() == 304) {
            return new Body(Body.NOTHING, answer.getCode() == 304);
        }
        long length = DefaultContentLengthStrategy.INSTANCE.determineLength(answer);
        InputStream content;
        if (length == ContentLengthStrategy.CHUNKED) {
            content = new ChunkedInputStream(buffer, in, LIMITS);
        } else if (length == ContentLengthStrategy.UNDEFINED) {
            content = new IdentityInputStream(buffer, in);
        } else {
            content = new ContentLengthInputStream(buffer, in, length);
        }
        if (answer.getCode() != 200) {
            return Body.ofNoFile(content, length);
        }
        // A packed file may be a little longer than the file itself.
        return Body.ofFile(content, length, Answer.isPacked(headers) ? Gunzip.mostPacked(maxBytes) : maxBytes);
    }

    /** Whether the server will answer once more (RFC 9112, clause 9.3), and whether it is beyond doubt where its answers end (6.3). */
    private static boolean staysOpen(ProtocolVersion version, Headers headers) {
        if (headers.first("Transfer-Encoding").isPresent()
                && headers.first("Content-Length").isPresent()) {
            return false;
        }
        if (version.getMinor() > 0) {
            return !headers.says("Connection", "close");
        }
        return headers.says("Connection", "keep-alive")
                && headers.first("Transfer-Encoding").isEmpty();
    }

    /**
     * Whether the server has said nothing since its last answer: some say that they waited for too long, and that answers no request. TLS
     * takes in more than it is asked for.
     */
    boolean isQuiet() {
        Socket open = socket;
        try {
            return open != null
                    && open.getInputStream().available() == 0
                    && (place.tls().isEmpty() || in.available() == 0);
        } catch (IOException e) {
            return false;
        }
    }

    /** Closes it without a farewell, for which a server could keep one waiting; from any thread. */
    void drop() {
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is of no use any more in any case.
            }
        }
    }
}
