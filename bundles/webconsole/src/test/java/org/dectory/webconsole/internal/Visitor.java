package org.dectory.webconsole.internal;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request to the console and what is answered to it, without a web server. */
final class Visitor {

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private final String method;
    private String remote = "127.0.0.1";
    private String path = "/dectory";
    private InputStream body = InputStream.nullInputStream();

    final StringWriter text = new StringWriter();
    final Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int status = 200;

    Visitor(String method) {
        this.method = method;
        headers.put("Host", "localhost:8080");
    }

    Visitor from(String address) {
        remote = address;
        return this;
    }

    Visitor path(String below) {
        path = below;
        return this;
    }

    Visitor body(InputStream octets) {
        body = octets;
        return this;
    }

    Visitor header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Visitor parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    Visitor attribute(String name, Object value) {
        attributes.put(name, value);
        return this;
    }

    HttpServletRequest request() {
        return stub(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getScheme" -> "http";
            case "getRemoteAddr" -> remote;
            case "getRequestURI" -> "/system/console" + path;
            case "getPathInfo" -> path;
            case "getContentType" -> headers.get("Content-Type");
            case "getContentLengthLong" -> Long.parseLong(headers.getOrDefault("Content-Length", "-1"));
            case "getInputStream" -> new Body(body);
            case "getHeader" -> headers.get(arguments[0]);
            case "getParameter" -> parameters.get(arguments[0]);
            case "getAttribute" -> attributes.get(arguments[0]);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    HttpServletResponse response() {
        PrintWriter writer = new PrintWriter(text, true);
        return stub(HttpServletResponse.class, (name, arguments) -> {
            switch (name) {
                case "setStatus", "sendError" -> status = (int) arguments[0];
                case "setHeader" -> answered.put((String) arguments[0], (String) arguments[1]);
                case "setContentType", "setCharacterEncoding" -> {}
                case "getWriter" -> {
                    return writer;
                }
                default -> throw new UnsupportedOperationException(name);
            }
            return null;
        });
    }

    /** What is sent. */
    private static final class Body extends ServletInputStream {

        private final InputStream octets;

        Body(InputStream octets) {
            this.octets = octets;
        }

        @Override
        public int read() throws IOException {
            return octets.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return octets.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isReady() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    /** Answers a call of a stub. */
    @FunctionalInterface
    private interface Script {

        @Nullable
        Object answer(String name, Object[] arguments);
    }

    private static <T> T stub(Class<T> type, Script script) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> script.answer(
                        called.getName(), Optional.ofNullable(arguments).orElse(new Object[0]))));
    }
}
