package org.dectory.rest.internal.http;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dectory.api.account.AccountService.Account;
import org.dectory.api.store.Actor;
import org.dectory.api.store.PageRequest;

/** A request that was let in: what a resource needs to know of it. */
public final class Call {

    static final Set<String> PAGE_PARAMETERS = Set.of("offset", "limit", "sort", "order", "search");

    private static final int DEFAULT_LIMIT = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");

    private final Request request;
    private final Optional<Account> account;
    private final Map<String, String> variables;
    private final Map<String, String> query;
    private final int bodyLimit;

    Call(
            Request request,
            Optional<Account> account,
            Map<String, String> variables,
            Map<String, String> query,
            int bodyLimit) {
        this.request = request;
        this.account = account;
        this.variables = Map.copyOf(variables);
        this.query = Map.copyOf(query);
        this.bodyLimit = bodyLimit;
    }

    /** Who calls; never absent but on public routes. */
    public Account account() {
        return account.orElseThrow();
    }

    /** Who calls, for the change feed. */
    public Actor actor() {
        return Actor.account(account().name(), request.remote());
    }

    /** The path of the collection that this request was sent to, for the addresses of what is made in it. */
    public String uri() {
        return request.uri();
    }

    /** A variable of the path. */
    public <T> T variable(String name, Function<String, T> parser) {
        String text = Optional.ofNullable(variables.get(name)).orElseThrow();
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(name, String.valueOf(e.getMessage()));
        }
    }

    /** A variable of the path that is a number; what is none names nothing. */
    public int number(String name) {
        return variable(name, text -> {
            if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) == 0) {
                throw Problem.notFound("There is no " + name + " " + Shown.of(text) + ".");
            }
            return Integer.parseInt(text);
        });
    }

    /**
     * Reads the body.
     *
     * @param shape the fields it may have
     * @return the fields; none if there is no body
     */
    public Fields body(Shape shape) {
        return request.hasBody() ? BodyReader.read(request.body(), bodyLimit, shape) : new Fields(Map.of(), Set.of());
    }

    /**
     * Reads a body that is no JSON.
     *
     * @return its octets; none if there is no body
     * @throws ProblemException if there are too many, or it broke off
     */
    public byte[] octets() {
        if (!request.hasBody()) {
            return new byte[0];
        }
        try {
            byte[] octets = request.body().readNBytes(bodyLimit + 1);
            if (octets.length > bodyLimit) {
                throw Problem.of(ProblemType.BODY_TOO_LARGE, "The body may have " + bodyLimit + " octets.")
                        .exception();
            }
            return octets;
        } catch (IOException e) {
            throw Problem.invalid("", "The body broke off.");
        }
    }

    /** How many octets the body will have, if that is said. */
    public OptionalLong length() {
        Optional<String> length = request.headers().find("Content-Length");
        return length.isPresent() && length.get().matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(length.get()))
                : OptionalLong.empty();
    }

    /** Pours a body that has come already. */
    CompletionStage<Answer> pour(BodySink sink) {
        byte[] octets = octets();
        try {
            sink.write(octets, 0, octets.length);
            return sink.whole();
        } catch (Exception e) { // whatever the sink does not want
            sink.close();
            return CompletableFuture.failedStage(e);
        }
    }

    /** Which page of a list is wanted. */
    public PageRequest page() {
        String order = query.getOrDefault("order", "asc");
        if (!order.equals("asc") && !order.equals("desc")) {
            throw Problem.invalid("order", "order: " + Shown.of(order) + " (expected: asc or desc)");
        }
        return new PageRequest(
                number("offset", 0),
                number("limit", DEFAULT_LIMIT),
                query.getOrDefault("sort", ""),
                order.equals("desc"),
                query.getOrDefault("search", ""));
    }

    private int number(String parameter, int otherwise) {
        String text = query.getOrDefault(parameter, Integer.toString(otherwise));
        if (!NUMBER.matcher(text).matches()) {
            throw Problem.invalid(parameter, parameter + ": " + Shown.of(text) + " (expected: a whole number)");
        }
        return Integer.parseInt(text);
    }

    /**
     * The revision that the caller has read and wants to change, as {@code If-Match} says.
     *
     * @return the revision; empty if the header did not come
     */
    public Optional<Long> findRevision() {
        return request.headers().find("If-Match").map(tag -> {
            Matcher matcher = ETAG.matcher(tag);
            if (!matcher.matches()) {
                throw Problem.invalid("If-Match", "If-Match: " + Shown.of(tag) + " (expected: the ETag of the record)");
            }
            return Long.parseLong(matcher.group(1));
        });
    }

    /** As {@link #findRevision()}, where a change without it could undo another's. */
    public long revision() {
        return findRevision()
                .orElseThrow(() -> Problem.of(
                                ProblemType.REVISION_REQUIRED,
                                "Read the record first, and send its ETag in the header If-Match.")
                        .exception());
    }
}
