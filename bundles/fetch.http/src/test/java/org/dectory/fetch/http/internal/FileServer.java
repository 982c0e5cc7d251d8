package org.dectory.fetch.http.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A well-behaved server of files in memory, with ETags; single paths can be given a handler of their own. */
final class FileServer implements AutoCloseable {

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private final List<Optional<String>> authorizations = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile Gate gate = exchange -> true;

    /** Lets some in; answers by itself to those that it does not let in. */
    @FunctionalInterface
    interface Gate {
        boolean opens(HttpExchange exchange) throws IOException;
    }

    FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI folder() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    void put(String name, byte[] content) {
        files.put("/" + name, content);
    }

    void remove(String name) {
        files.remove("/" + name);
    }

    void on(String name, HttpHandler handler) {
        handlers.put("/" + name, handler);
    }

    /** Answers with a status, headers and no body. */
    void answer(String name, int status, String... headers) {
        on(name, exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        });
    }

    void guard(Gate guarding) {
        gate = guarding;
    }

    /** How many connections brought requests. */
    int connections() {
        return clients.size();
    }

    /** The Authorization header of each request, in order. */
    List<Optional<String>> authorizations() {
        return List.copyOf(authorizations);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            authorizations.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
            clients.add(exchange.getRemoteAddress());
            if (!gate.opens(exchange)) {
                return;
            }
            String path = exchange.getRequestURI().getPath();
            HttpHandler special = handlers.get(path);
            if (special != null) {
                special.handle(exchange);
                return;
            }
            byte[] content = files.get(path);
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String etag = "\"" + Integer.toHexString(Arrays.hashCode(content)) + "-" + content.length + "\"";
            exchange.getResponseHeaders().add("ETag", etag);
            if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
