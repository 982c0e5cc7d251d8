package org.dectory.fetch.http.internal;

import java.net.URI;
import java.util.Comparator;
import java.util.Optional;
import org.dectory.api.fetch.FetchRequest.Credentials;

/** A way of logging in at a server. Thread-safe. */
sealed interface Scheme permits Basic, Digest {

    /**
     * The value of {@code Authorization} for one request.
     *
     * @param credentials whom to log in as
     * @param uri what is asked for
     * @return the header's value
     */
    String authorization(Credentials credentials, URI uri);

    /**
     * How to log in next time, after the server has answered.
     *
     * @param headers those of an answer that was no denial
     * @return this one, or a successor
     */
    Scheme after(Headers headers);

    /**
     * The best of the ways that a server offers: Digest, by the strongest digest, before Basic.
     *
     * @param headers those of a denial
     * @return the way; empty if none is understood
     */
    static Optional<Scheme> best(Headers headers) {
        var challenges = Challenge.read(headers.all("WWW-Authenticate"));
        Optional<Digest> digest = challenges.stream()
                .flatMap(challenge -> Digest.of(challenge).stream())
                .max(Comparator.comparing(Digest::strength));
        if (digest.isPresent()) {
            return Optional.of(digest.get());
        }
        return challenges.stream()
                .filter(challenge -> challenge.scheme().equals("basic"))
                .findFirst()
                .map(challenge -> Basic.INSTANCE);
    }
}
