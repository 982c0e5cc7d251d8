package org.dectory.provisioning.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.replaceable.NoServiceException;
import org.dectory.api.replaceable.ReplaceableServices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a file from a source, by whatever fetcher serves its protocol now. Blocks; thread-safe. */
final class FileSource {

    private static final Logger logger = LoggerFactory.getLogger(FileSource.class);

    private final ReplaceableServices<Fetcher> fetchers = new ReplaceableServices<>(FetchProtocol.NAME);
    private final SourcePassword specific;
    private final SourcePassword central;

    FileSource(SourcePassword specific, SourcePassword central) {
        this.specific = specific;
        this.central = central;
    }

    void add(Fetcher fetcher, Map<String, ?> properties) {
        fetchers.bind(fetcher, properties);
    }

    void remove(Fetcher fetcher, Map<String, ?> properties) {
        int left = fetchers.unbind(fetcher, properties);
        if (left > 0) {
            logger.info("{} fetches did not end in time; they are repeated by the next fetcher", left);
        }
    }

    boolean serves(String protocol) {
        return fetchers.keys().contains(protocol);
    }

    /**
     * Brings a file.
     *
     * @param settings the settings that hold, with a source
     * @param fileName the file's name
     * @param version the version that is known, as this class gave it; empty for none
     * @param limit the time for it
     * @return what came of it; versions are those of this source only
     */
    FetchResult bring(Settings settings, Source source, String fileName, String version, Duration limit) {
        Optional<Secret> secret = findPassword(settings, source);
        try {
            Optional<Credentials> credentials = source.userName().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Credentials(source.userName(), secret.orElseGet(() -> Secret.of(""))));
            return bring(settings, source, credentials, fileName, version, limit);
        } finally {
            secret.ifPresent(Secret::close);
        }
    }

    /** The password of the source, if there is one; whoever receives it closes it. */
    Optional<Secret> findPassword(Settings settings, Source source) {
        return (settings.sources().useSpecific() ? specific : central).find(source);
    }

    /** Brings a file with another account than that of the source, or with none. */
    FetchResult bring(
            Settings settings,
            Source source,
            Optional<Credentials> credentials,
            String fileName,
            String version,
            Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            return new Failed(Kind.UNREACHABLE, "Too many files are waiting for the server");
        }
        String tag = tag(source) + ":";
        String known = version.startsWith(tag) ? version.substring(tag.length()) : "";
        boolean digested = known.startsWith(ContentDigest.MARK);
        FetchRequest request = new FetchRequest(
                FileAddress.of(source, fileName),
                credentials,
                digested ? "" : known,
                settings.maxBytes(),
                limit,
                source.trust());
        FetchResult result = bring(source.protocol(), request);
        if (result instanceof Unchanged same && !same.version().isEmpty()) {
            return new Unchanged(tag + same.version());
        }
        if (!(result instanceof Fetched fetched)) {
            return result;
        }
        if (digested && known.equals(ContentDigest.of(fetched.content()))) {
            // The server may tell a version by now: with that it need not send the file the next time.
            return fetched.version().isEmpty() ? new Unchanged() : new Unchanged(tag + fetched.version());
        }
        String brought = fetched.version().isEmpty() ? ContentDigest.of(fetched.content()) : fetched.version();
        return new Fetched(fetched.content(), tag + brought);
    }

    /** Tells sources apart: what one calls a version means nothing to another. */
    static String tag(Source source) {
        return Integer.toHexString(
                Objects.hash(source.protocol(), source.server(), source.port(), source.path(), source.userName()));
    }

    /** A fetch that fails while its fetcher is being replaced is tried once more, by the successor. */
    private FetchResult bring(String protocol, FetchRequest request) {
        try {
            return fetchers.callRepeatable(
                    protocol, fetcher -> tried(fetcher, request), result -> result instanceof Failed);
        } catch (NoServiceException e) {
            return new Failed(Kind.UNREACHABLE, "Nothing is installed for the protocol " + protocol);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed(Kind.UNREACHABLE, "The fetch was broken off");
        }
    }

    private static FetchResult tried(Fetcher fetcher, FetchRequest request) throws InterruptedException {
        try {
            return fetcher.fetch(request);
        } catch (RuntimeException | LinkageError e) {
            // A fetcher whose bundle has gone misses its classes.
            logger.warn("The fetcher {} failed", fetcher.getClass().getName(), e);
            return new Failed(Kind.SERVER_ERROR, "The fetcher failed");
        }
    }
}
