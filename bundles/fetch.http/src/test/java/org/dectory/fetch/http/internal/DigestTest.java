package org.dectory.fetch.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.identity.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that want the password to be proved, not sent. */
@Tag("PRV-01")
class DigestTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpFetcher fetcher = new HttpFetcher(Duration.ofSeconds(5), 8);
    private final FileServer server = new FileServer();
    private final DigestGate gate = new DigestGate("phone", "pass wörd");

    DigestTest() throws Exception {
        server.guard(gate);
        server.put("4711.cfg", new byte[] {1});
    }

    @AfterEach
    void close() {
        fetcher.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    })
    void answersAsTheStandardsExampleDoes(String algorithm, String response) {
        Challenge challenge = Challenge.read(
                        List.of("Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=" + algorithm
                                + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                                + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""))
                .get(0);
        Digest digest = Digest.of(challenge, "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
                .orElseThrow();

        String header = digest.authorization(
                new Credentials("Mufasa", Secret.of("Circle of Life")),
                URI.create("http://www.example.org/dir/index.html"));

        assertThat(header)
                .isEqualTo("Digest username=\"Mufasa\", realm=\"http-auth@example.org\","
                        + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\","
                        + " response=\"" + response + "\", algorithm=" + algorithm
                        + ", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", qop=auth, nc=00000001,"
                        + " cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256", "SHA-512-256", "MD5-sess", "SHA-256-sess", "SHA-512-256-sess"})
    void provesThePasswordByEachAlgorithm(String algorithm) throws Exception {
        gate.algorithm = algorithm;

        assertThat(fetch()).isInstanceOf(Fetched.class);
        assertThat(fetch()).isInstanceOf(Fetched.class);

        assertThat(server.authorizations()).hasSize(3).first().isEqualTo(Optional.empty());
        assertThat(gate.wrongPasswords()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", qop=auth",
                ", qop=\"auth-int,AUTH\", opaque=\"a\\\\b\"",
                ", qop=\"auth\", userhash=true, x=y"
            })
    void understandsWhatServersAddToAChallenge(String more) throws Exception {
        gate.more = more;

        assertThat(fetch("/4711.cfg?a=b%20c", LONG)).isInstanceOf(Fetched.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone", "a \"quoted\" back\\slash", "bücher", "a*b+c é"})
    void logsInAsAnybody(String user) throws Exception {
        FileServer own = new FileServer();
        own.guard(new DigestGate(user, "ü"));
        own.put("4711.cfg", new byte[] {1});
        Credentials credentials = new Credentials(user, Secret.of("ü"));

        FetchResult result = fetcher.fetch(
                new FetchRequest(own.folder().resolve("4711.cfg"), Optional.of(credentials), "", 1000, LONG));

        own.close();
        assertThat(result).isInstanceOf(Fetched.class);
    }

    @Test
    void neverSendsThePasswordToAServerThatKnowsDigest() throws Exception {
        gate.more = ", qop=\"auth\", Basic realm=\"x\"";

        assertThat(fetch()).isInstanceOf(Fetched.class);

        assertThat(server.authorizations())
                .noneMatch(sent ->
                        sent.filter(header -> header.startsWith("Basic")).isPresent());
    }

    @Test
    void takesTheStrongerOfTwoChallenges() throws Exception {
        gate.algorithm = "SHA-256";
        gate.more = ", qop=\"auth\", Digest realm=\"other\", nonce=\"x\", qop=\"auth\"";

        assertThat(fetch()).isInstanceOf(Fetched.class);
    }

    @Test
    void triesAWrongPasswordOnce() throws Exception {
        Credentials wrong = new Credentials("phone", Secret.of("wrong"));

        FetchResult result = fetcher.fetch(
                new FetchRequest(server.folder().resolve("4711.cfg"), Optional.of(wrong), "", 1000, LONG));

        assertThat(kindOf(result)).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(gate.wrongPasswords()).isEqualTo(1);
        assertThat(server.authorizations()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesANewNonceWhenTheServerHasForgottenTheOldOne(boolean saysStale) throws Exception {
        gate.saysStale = saysStale;
        fetch();
        gate.forgetNonces();

        assertThat(fetch()).isInstanceOf(Fetched.class);
        assertThat(fetch()).isInstanceOf(Fetched.class);

        assertThat(server.authorizations()).hasSize(2 + 2 + 1);
    }

    /** A nonce of just now that is refused means a wrong password, unless the server says that it is too old already. */
    @Test
    void triesOnceMoreWithAFreshNonceIfTheServerSaysThatTheOneOfJustNowIsTooOld() throws Exception {
        gate.expired = 2;
        assertThat(fetch()).isInstanceOf(Fetched.class);
        assertThat(server.authorizations()).hasSize(1 + 3);

        gate.forgetNonces();
        gate.expired = 2;
        gate.saysStale = false;
        assertThat(kindOf(fetch())).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    void takesTheNextNonceThatTheServerGives() throws Exception {
        gate.usesOfANonce = 1;
        gate.givesNext = true;

        for (int i = 0; i < 5; i++) {
            assertThat(fetch()).isInstanceOf(Fetched.class);
        }

        assertThat(server.authorizations()).hasSize(1 + 5);
    }

    @Test
    void bringsManyFilesAtOnceAlsoFromAServerThatWantsTheUsesOfANonceInOrder() throws Exception {
        gate.countsInOrder = true;

        assertThat(fetchAtOnce(200)).allMatch(Fetched.class::isInstance);
        assertThat(gate.wrongPasswords()).isZero();
    }

    @Test
    void countsTheUsesOfANonce() throws Exception {
        gate.countsInOrder = true;

        for (int i = 0; i < 10; i++) {
            assertThat(fetch()).isInstanceOf(Fetched.class);
        }

        assertThat(server.authorizations())
                .as("one nonce, and no refusal but the first")
                .hasSize(1 + 10);
    }

    @Test
    void asksOneHundredFilesOfAnOrdinaryServerWithHardlyMoreThanOneHundredRequests() throws Exception {
        fetch();

        assertThat(fetchAtOnce(100)).allMatch(Fetched.class::isInstance);

        assertThat(server.authorizations()).hasSize(2 + 100);
    }

    @Test
    void endsInTimeWhenAServerNeverIsContent() throws Exception {
        gate.usesOfANonce = 0;

        assertThat(kindOf(fetch())).isEqualTo(Kind.ACCESS_DENIED);

        assertThat(server.authorizations()).hasSizeLessThan(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", qop=\"auth-int\"",
                ", qop=\"auth\", nonce=\"without an end",
                ", algorithm=SHA-1, qop=auth",
            })
    void saysThatItIsDeniedAccessWhenItCannotAnswer(String more) throws Exception {
        server.answer("4712.cfg", 401, "WWW-Authenticate", "Digest realm=\"x\"" + more);
        server.guard(exchange -> true);

        assertThat(kindOf(fetch("/4712.cfg", LONG))).isEqualTo(Kind.ACCESS_DENIED);

        assertThat(server.authorizations()).containsExactly(Optional.empty());
    }

    @Test
    void sendsNothingThatTheClientCannotSend() throws Exception {
        gate.realm = "Büro";

        assertThat(kindOf(fetch())).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    void changesToBasicWhenTheServerDoes() throws Exception {
        fetch();
        String basic = "Basic " + Base64.getEncoder().encodeToString("phone:pass wörd".getBytes(UTF_8));
        server.guard(exchange -> {
            if (basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                return true;
            }
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=x");
            exchange.sendResponseHeaders(401, -1);
            return false;
        });

        assertThat(fetch()).isInstanceOf(Fetched.class);
        assertThat(fetch()).isInstanceOf(Fetched.class);

        server.guard(gate);
        assertThat(fetch()).isInstanceOf(Fetched.class);
        assertThat(server.authorizations()).hasSize(2 + 2 + 1 + 2);
    }

    private List<FetchResult> fetchAtOnce(int files) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<FetchResult>> results = new ArrayList<>();
            for (int i = 0; i < files; i++) {
                results.add(threads.submit(() -> fetch()));
            }
            List<FetchResult> brought = new ArrayList<>();
            for (Future<FetchResult> each : results) {
                brought.add(each.get());
            }
            return brought;
        } finally {
            threads.shutdownNow();
        }
    }

    private FetchResult fetch() throws InterruptedException {
        return fetch("/4711.cfg", LONG);
    }

    private FetchResult fetch(String path, Duration limit) throws InterruptedException {
        Credentials credentials = new Credentials("phone", Secret.of("pass wörd"));
        return fetcher.fetch(
                new FetchRequest(server.folder().resolve(path), Optional.of(credentials), "", 1000, limit));
    }

    private static Kind kindOf(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).kind();
    }
}
