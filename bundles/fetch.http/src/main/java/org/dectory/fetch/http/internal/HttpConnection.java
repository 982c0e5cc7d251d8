package org.dectory.fetch.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
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

    private final HttpRequestExecutor executor = new HttpRequestExecutor();
    /** It gives its limits to what reads answers only if it is told so. */
    private final HttpMessageParser<ClassicHttpResponse> parser = new DefaultHttpResponseParserFactory(LIMITS).create();

    private final DefaultBHttpClientConnection http =
            new DefaultBHttpClientConnection(LIMITS, null, null, null, null, null, limits -> this::parse);

    private final Guard guard = new Guard();
    private final Place place;
    private final int connectMillis;
    private volatile @Nullable Socket socket;
    private @Nullable SessionInputBuffer read;
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
            http.bind(plain);
            return;
        }
        Tls tls = place.tls().get();
        SSLSocket secure =
                (SSLSocket) tls.context().getSocketFactory().createSocket(plain, place.host(), place.port(), true);
        secure.setSSLParameters(tls.parameters());
        secure.startHandshake();
        http.bind(secure, plain);
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
     * @param request what is asked
     * @param uri the address of it
     * @param maxBytes most octets of a file
     * @return the answer
     * @throws HttpException if it is none
     */
    Response ask(ClassicHttpRequest request, URI uri, int maxBytes) throws IOException, HttpException {
        reusable = false;
        HttpCoreContext context = HttpCoreContext.create();
        ClassicHttpResponse answer = executor.execute(request, http, context);
        HttpHeaders headers = headers(answer);
        Body body = Body.read(answer, headers, maxBytes);
        reusable = body.isWhole() && !hasMore() && executor.keepAlive(request, answer, http, context);
        return new Response(uri, answer.getCode(), headers, body.file());
    }

    private ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in) throws IOException, HttpException {
        read = buffer;
        return parser.parse(buffer, in);
    }

    /** What came beyond an answer would be taken for the next one. */
    private boolean hasMore() {
        SessionInputBuffer buffer = read;
        return buffer != null && buffer.length() > 0;
    }

    /** Whether the server has said nothing since its last answer: some say that they waited for too long, and that answers no request. */
    boolean isQuiet() {
        Socket open = socket;
        try {
            return open != null && open.getInputStream().available() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpHeaders headers(ClassicHttpResponse answer) {
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header each : answer.getHeaders()) {
            String value = each.getValue();
            fields.computeIfAbsent(each.getName(), name -> new ArrayList<>(1)).add(value == null ? "" : value);
        }
        return HttpHeaders.of(fields, (name, value) -> true);
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
