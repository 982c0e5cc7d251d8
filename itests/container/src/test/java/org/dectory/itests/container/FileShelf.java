package org.dectory.itests.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that has the file of whoever is asked for. */
final class FileShelf implements AutoCloseable {

    static final String PIN = "31";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    private FileShelf(HttpServer server) {
        this.server = server;
    }

    /** Opens it. */
    static FileShelf open() {
        try {
            FileShelf shelf =
                    new FileShelf(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            shelf.start();
            return shelf;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Has the appliance fetch from here. */
    void serve(Web web) {
        web.put(
                        "/api/v1/provisioning/source",
                        Map.of(
                                "protocol",
                                "http",
                                "server",
                                "127.0.0.1",
                                "port",
                                server.getAddress().getPort(),
                                "path",
                                "/"))
                .expect(200);
    }

    /** The name that stands in somebody's file. */
    static String name(String number) {
        return "Guest " + number;
    }

    private void start() {
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String number = exchange.getRequestURI().getPath().replaceAll("[^0-9]", "");
                String content = number.isEmpty() ? "" : "UD_Name=" + name(number) + "\nUD_Pin=" + PIN + "\n";
                byte[] octets = content.getBytes(UTF_8);
                exchange.sendResponseHeaders(200, octets.length == 0 ? -1 : octets.length);
                exchange.getResponseBody().write(octets);
            }
        });
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
