package org.dectory.fetch.http.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lets in whoever proves the password of {@code phone} by Digest, and is strict about it: a nonce is good for so many uses, counted
 * without a gap, and its own.
 */
final class DigestGate implements FileServer.Gate {

    private static final Pattern PARAMETER = Pattern.compile("([a-z*]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\", ]+))");

    private final String user;
    private final String password;
    private final Map<String, Integer> nonces = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    String algorithm = "MD5";
    String realm = "files of \"users\"";
    String more = ", qop=\"auth\"";
    int usesOfANonce = Integer.MAX_VALUE;
    boolean saysStale = true;
    boolean givesNext;
    boolean countsInOrder;

    /** So many nonces have expired by the time they are used. */
    int expired;

    DigestGate(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** How many wrong passwords it saw. */
    int wrongPasswords() {
        return refused.get();
    }

    /** As after a restart. */
    void forgetNonces() {
        nonces.clear();
    }

    @Override
    public synchronized boolean opens(HttpExchange exchange) throws IOException {
        Optional<String> header = Optional.ofNullable(
                        exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(value -> value.startsWith("Digest "));
        if (header.isEmpty()) {
            return deny(exchange, false);
        }
        Map<String, String> given = PARAMETER
                .matcher(header.get())
                .results()
                .collect(Collectors.toMap(
                        each -> each.group(1),
                        each -> each.group(2) == null
                                ? each.group(3)
                                : each.group(2).replaceAll("\\\\(.)", "$1")));
        if (expired > 0) {
            expired--;
            return deny(exchange, true);
        }
        Integer uses = nonces.get(given.get("nonce"));
        int count = Integer.parseInt(given.getOrDefault("nc", "0"), 16);
        if (uses == null || uses >= usesOfANonce || (countsInOrder && count != uses + 1)) {
            return deny(exchange, true);
        }
        if (!isRight(exchange, given)) {
            refused.incrementAndGet();
            return deny(exchange, false);
        }
        nonces.put(given.get("nonce"), uses + 1);
        if (givesNext) {
            exchange.getResponseHeaders().add("Authentication-Info", "nextnonce=\"" + fresh() + "\"");
        }
        return true;
    }

    private boolean isRight(HttpExchange exchange, Map<String, String> given) {
        String name = given.containsKey("username*")
                ? URLDecoder.decode(given.get("username*").substring("UTF-8''".length()), UTF_8)
                : given.get("username");
        String expected = "true".equals(given.get("userhash")) ? hash(user + ":" + realm) : user;
        String key = hash(user + ":" + realm + ":" + password);
        if (algorithm.endsWith("-sess")) {
            key = hash(key + ":" + given.get("nonce") + ":" + given.get("cnonce"));
        }
        String asked = hash("GET:" + exchange.getRequestURI());
        String response = more.contains("qop")
                ? hash(String.join(
                        ":", key, given.get("nonce"), given.get("nc"), given.get("cnonce"), given.get("qop"), asked))
                : hash(String.join(":", key, given.get("nonce"), asked));
        return expected.equals(name)
                && realm.equals(given.get("realm"))
                && exchange.getRequestURI().toString().equals(given.get("uri"))
                && response.equals(given.get("response"));
    }

    private boolean deny(HttpExchange exchange, boolean stale) throws IOException {
        String quoted = new String(realm.getBytes(UTF_8), ISO_8859_1).replace("\"", "\\\"");
        exchange.getResponseHeaders()
                .add(
                        "WWW-Authenticate",
                        "Digest realm=\"" + quoted + "\", nonce=\"" + fresh() + "\", algorithm=" + algorithm + more
                                + (stale && saysStale ? ", stale=true" : ""));
        exchange.sendResponseHeaders(401, -1);
        return false;
    }

    private String fresh() {
        String nonce = "n" + numbers.incrementAndGet() + "/+=";
        nonces.put(nonce, 0);
        return nonce;
    }

    private String hash(String text) {
        try {
            Matcher name = Pattern.compile("(-sess)$").matcher(algorithm);
            String plain = name.replaceFirst("").replace("SHA-512-256", "SHA-512/256");
            return HexFormat.of().formatHex(MessageDigest.getInstance(plain).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
