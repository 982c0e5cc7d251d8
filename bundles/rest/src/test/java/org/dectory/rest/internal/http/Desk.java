package org.dectory.rest.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Where tests hand in requests, as a servlet would. */
public final class Desk {

    public static final int BODY_LIMIT = 4096;

    public final Capabilities capabilities = new Capabilities();
    public final FakeAccounts accounts = new FakeAccounts();

    private final Gate gate = new Gate(capabilities, Set.of("dect.example"), BODY_LIMIT);

    public Desk() {
        capabilities.add(accounts);
    }

    /** What came back. */
    public record Reply(int status, Map<String, String> headers, String text) {

        public Map<String, Object> json() {
            try {
                return JSON.std.mapFrom(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public Object json(String field) {
            return json().getOrDefault(field, "absent");
        }
    }

    /** A request in the making, sent by a local tool unless it says otherwise. */
    public static final class Letter {

        private final String method;
        private final String target;
        private final Map<String, List<String>> headers = new TreeMap<>();
        private byte[] body = new byte[0];

        Letter(String method, String target) {
            this.method = method;
            this.target = target;
            header("Host", "127.0.0.1:8080");
            header("Authorization", "Bearer " + FakeAccounts.TOKEN);
        }

        public Letter header(String name, String value) {
            headers.put(name, List.of(value));
            return this;
        }

        public Letter without(String name) {
            headers.remove(name);
            return this;
        }

        Letter twice(String name, String first, String second) {
            headers.put(name, List.of(first, second));
            return this;
        }

        public Letter as(String account, String password) {
            byte[] credentials = (account + ":" + password).getBytes(UTF_8);
            return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }

        public Letter body(String json) {
            return body(json.getBytes(UTF_8));
        }

        Letter body(byte[] octets) {
            body = octets.clone();
            header("Content-Length", Integer.toString(octets.length));
            return headers.containsKey("Content-Type") ? this : header("Content-Type", "application/json");
        }

        private Request request() {
            String[] parts = target.split("\\?", 2);
            return new Request(
                    method,
                    parts[0],
                    parts[0],
                    parts.length == 2 ? parts[1] : "",
                    "http",
                    "127.0.0.1",
                    new Headers(headers),
                    new ByteArrayInputStream(body));
        }
    }

    public static Letter letter(String method, String target) {
        return new Letter(method, target);
    }

    public Reply send(Router router, Letter letter) {
        return send(gate, router, letter);
    }

    /** Hands in a request at another gate than the usual one. */
    Reply send(Gate other, Router router, Letter letter) {
        Answer answer = other.handle(letter.request(), router)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        return reply(answer);
    }

    /** Hands in the head of a request whose body is still on its way. */
    public Optional<Reply> sendHead(Router router, Letter letter) {
        return gate.receive(letter.request(), router).refusal().map(Desk::reply);
    }

    private static Reply reply(Answer answer) {
        return new Reply(answer.status(), answer.headers(), new String(answer.body(), UTF_8));
    }
}
