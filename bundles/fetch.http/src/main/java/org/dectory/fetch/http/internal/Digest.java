package org.dectory.fetch.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dectory.api.fetch.FetchRequest.Credentials;

/**
 * Proves the password without sending it (RFC 7616), as often as the server's nonce holds. Speaks MD5, SHA-256 and SHA-512-256, each also
 * with a session key; of the qualities of protection {@code auth}, or none as in RFC 2069.
 */
final class Digest implements Scheme {

    private static final int LONGEST = 1000;
    private static final List<String> ALGORITHMS = List.of("MD5", "SHA-256", "SHA-512-256");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Challenge challenge;
    private final String algorithm;
    private final boolean session;
    private final boolean protects;
    private final String realm;
    private final String nonce;
    private final String ownNonce;
    private final AtomicInteger uses = new AtomicInteger();

    private Digest(
            Challenge challenge, String algorithm, boolean session, boolean protects, String nonce, String ownNonce) {
        this.challenge = challenge;
        this.algorithm = algorithm;
        this.session = session;
        this.protects = protects;
        this.realm = challenge.find("realm").orElse("");
        this.nonce = nonce;
        this.ownNonce = ownNonce;
    }

    private static String random() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Takes up a challenge; empty if it is of another scheme, or wants what is not understood. */
    static Optional<Digest> of(Challenge challenge) {
        return of(challenge, random());
    }

    static Optional<Digest> of(Challenge challenge, String ownNonce) {
        String named = challenge.find("algorithm").orElse("MD5").toUpperCase(Locale.ROOT);
        boolean session = named.endsWith("-SESS");
        String algorithm = session ? named.substring(0, named.length() - 5) : named;
        Optional<String> qualities = challenge.find("qop");
        boolean protects = qualities.stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .anyMatch(each -> each.strip().equalsIgnoreCase("auth"));
        boolean understood = challenge.scheme().equals("digest")
                && ALGORITHMS.contains(algorithm)
                && (protects || (qualities.isEmpty() && !session))
                && isText(challenge.find("realm"))
                && isText(challenge.find("nonce"))
                && isText(challenge.find("opaque").or(() -> Optional.of("")));
        return understood
                ? Optional.of(new Digest(
                        challenge,
                        algorithm,
                        session,
                        protects,
                        challenge.find("nonce").orElseThrow(),
                        ownNonce))
                : Optional.empty();
    }

    /** The client sends no others; and what is sent back with each request must have an end. */
    private static boolean isText(Optional<String> value) {
        return value.filter(
                        text -> text.length() <= LONGEST && text.chars().allMatch(each -> each >= 0x20 && each < 0x7F))
                .isPresent();
    }

    /** The higher the stronger. */
    int strength() {
        return ALGORITHMS.indexOf(algorithm);
    }

    /** Whether the server says that the password was right and only the nonce too old. */
    boolean isStale() {
        return challenge.find("stale").filter("true"::equalsIgnoreCase).isPresent();
    }

    @Override
    public Scheme after(Headers headers) {
        return headers.first("Authentication-Info")
                .map(info -> Challenge.parameters(info).get("nextnonce"))
                .filter(next -> isText(Optional.of(next)))
                .<Scheme>map(next -> new Digest(challenge, algorithm, session, protects, next, random()))
                .orElse(this);
    }

    @Override
    public String authorization(Credentials credentials, URI uri) {
        String target = HttpFetcher.target(uri);
        String count = HexFormat.of().toHexDigits(uses.incrementAndGet());
        String secret = keyed(credentials);
        String asked = hash("GET:" + target);
        String response = protects
                ? hash(secret + ":" + nonce + ":" + count + ":" + ownNonce + ":auth:" + asked)
                : hash(secret + ":" + nonce + ":" + asked);
        StringBuilder header = new StringBuilder("Digest ")
                .append(user(credentials.user()))
                .append(quoted("realm", realm))
                .append(quoted("nonce", nonce))
                .append(quoted("uri", target))
                .append(quoted("response", response));
        challenge
                .find("algorithm")
                .ifPresent(name -> header.append(", algorithm=").append(name));
        challenge.find("opaque").ifPresent(opaque -> header.append(quoted("opaque", opaque)));
        if (protects) {
            header.append(", qop=auth, nc=").append(count).append(quoted("cnonce", ownNonce));
        }
        return header.toString();
    }

    private String keyed(Credentials credentials) {
        byte[] known = (credentials.user() + ":" + realm + ":").getBytes(UTF_8);
        byte[] password = credentials.password().bytes();
        MessageDigest digest = digest();
        digest.update(known);
        digest.update(password);
        Arrays.fill(password, (byte) 0);
        String key = HexFormat.of().formatHex(digest.digest());
        return session ? hash(key + ":" + nonce + ":" + ownNonce) : key;
    }

    private String user(String user) {
        if (challenge.find("userhash").filter("true"::equalsIgnoreCase).isPresent()) {
            return "username=\"" + hash(user + ":" + realm) + "\", userhash=true";
        }
        if (isText(Optional.of(user))) {
            return quoted("username", user).substring(2);
        }
        return "username*=UTF-8''"
                + URLEncoder.encode(user, UTF_8).replace("+", "%20").replace("*", "%2A");
    }

    private static String quoted(String name, String value) {
        return ", " + name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private String hash(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(UTF_8)));
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm.equals("SHA-512-256") ? "SHA-512/256" : algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
