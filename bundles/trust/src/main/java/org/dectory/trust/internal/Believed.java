package org.dectory.trust.internal;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.Store;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates and keys of hosts that the store has at the moment. It is read when it is needed first, and again after each
 * change, whoever made it. Thread-safe; no lock is held while the store is read.
 */
final class Believed implements AutoCloseable {

    static final String CERTIFICATE = "trust.certificate.";
    static final String HOST = "trust.host.";

    private static final Logger logger = LoggerFactory.getLogger(Believed.class);

    private final Store store;

    /** Rises beyond what a predecessor of this bundle in the same process has counted. */
    private final AtomicLong revision = new AtomicLong(System.nanoTime());

    private final ChangeFeed.Following following;
    private volatile @Nullable Picture picture;

    /**
     * What there was at one moment.
     *
     * @param revision the count of changes before it was read: a change since then makes it old, even if it has it in already
     * @param states what was read, by key
     * @param certificates certificates by id
     * @param hosts keys of hosts
     */
    record Picture(
            long revision, Map<String, String> states, Map<String, X509Certificate> certificates, List<HostKey> hosts) {

        /** What is known of a host. */
        List<HostKey> hostsAt(String place) {
            return hosts.stream().filter(key -> key.isAt(place)).toList();
        }
    }

    Believed(Store store, ChangeFeed feed) {
        this.store = store;
        this.following = feed.follow("trust", feed.head(), this::take);
    }

    /** Changes of our own have been seen to before the feed tells of them. */
    private void take(List<Change> changes) {
        boolean ours = changes.stream()
                .anyMatch(change -> change.kind() == Change.Kind.STATE_CHANGED
                        && (change.detail().startsWith(CERTIFICATE)
                                || change.detail().startsWith(HOST)));
        if (ours
                && Optional.ofNullable(picture)
                        .filter(known -> known.revision() == revision.get())
                        .filter(known -> known.states().equals(states()))
                        .isEmpty()) {
            changed();
        }
    }

    /** Says that something is different now. */
    void changed() {
        revision.incrementAndGet();
    }

    /** Counts the changes. */
    long revision() {
        return revision.get();
    }

    /**
     * What there is now.
     *
     * @throws org.dectory.api.store.StoreException if it cannot be read
     */
    Picture picture() {
        long now = revision.get();
        Picture known = picture;
        if (known == null || known.revision() != now) {
            known = read(now);
            picture = known;
        }
        return known;
    }

    private Map<String, String> states() {
        return store.read(view -> {
            Map<String, String> all = new LinkedHashMap<>(view.states(CERTIFICATE));
            all.putAll(view.states(HOST));
            return all;
        });
    }

    private Picture read(long now) {
        Map<String, String> states = states();
        Map<String, X509Certificate> certificates = new LinkedHashMap<>();
        Map<String, HostKey> hosts = new LinkedHashMap<>();
        states.forEach((key, text) -> {
            try {
                if (key.startsWith(CERTIFICATE)) {
                    X509Certificate certificate =
                            CertificateFile.one(Base64.getDecoder().decode(text));
                    certificates.put(key.substring(CERTIFICATE.length()), certificate);
                } else {
                    hosts.put(key, HostKey.parse(text));
                }
            } catch (CertificateException | IllegalArgumentException e) {
                logger.warn("{} cannot be read and is not trusted", key);
            }
        });
        return new Picture(now, Map.copyOf(states), certificates, List.copyOf(hosts.values()));
    }

    @Override
    public void close() {
        following.close();
    }
}
