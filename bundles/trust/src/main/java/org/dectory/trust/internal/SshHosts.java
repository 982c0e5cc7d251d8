package org.dectory.trust.internal;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.trust.Trust.HostVerdict;
import org.dectory.api.trust.TrustAdministration.KnownHost;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.HostKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SSH hosts whose keys are known. Thread-safe. */
final class SshHosts {

    private static final Logger logger = LoggerFactory.getLogger(SshHosts.class);

    private final Store store;
    private final Believed believed;

    SshHosts(Store store, Believed believed) {
        this.store = store;
        this.believed = believed;
    }

    HostVerdict judge(String host, int port, byte[] key, TrustPolicy policy) {
        if (policy.hostKeys() == HostKeys.ANY) {
            return HostVerdict.BELIEVED;
        }
        HostKey shown = HostKey.of(host, port, key);
        try {
            List<HostKey> known = believed.picture().hostsAt(shown.host());
            if (known.isEmpty() && policy.hostKeys() == HostKeys.FIRST_USE) {
                if (remember(shown)) {
                    return HostVerdict.FIRST_SEEN;
                }
                // Another connection was first.
                known = believed.picture().hostsAt(shown.host());
            }
            if (known.stream().anyMatch(each -> each.key().equals(shown.key()))) {
                return HostVerdict.BELIEVED;
            }
            return known.isEmpty() ? HostVerdict.UNKNOWN : HostVerdict.CHANGED;
        } catch (StoreException e) {
            logger.warn("The keys of SSH hosts cannot be read or kept: {}", e.getMessage());
            return HostVerdict.UNKNOWN;
        }
    }

    /** Says whether there was none before. */
    private boolean remember(HostKey shown) {
        try {
            boolean first = store.<Boolean>write(Actor.system("trust"), transaction -> {
                        boolean known = transaction.states(Believed.HOST).values().stream()
                                .anyMatch(each -> isKeyOf(shown.host(), each));
                        if (!known) {
                            transaction.putState(Believed.HOST + shown.id(), shown.stored());
                        }
                        return !known;
                    })
                    .toCompletableFuture()
                    .join();
            believed.changed();
            if (first) {
                logger.info("The key of the SSH host {} is known from now on", shown.host());
            }
            return first;
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException cause ? cause : e;
        }
    }

    /** One that cannot be read is a key of nobody. */
    private static boolean isKeyOf(String place, String stored) {
        try {
            return HostKey.parse(stored).isAt(place);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    List<String> keyTypes(String host, int port) {
        return believed.picture().hostsAt(HostKey.place(host, port)).stream()
                .map(HostKey::type)
                .distinct()
                .toList();
    }

    List<KnownHost> all() {
        return believed.picture().hosts().stream()
                .map(HostKey::known)
                .sorted(Comparator.comparing(KnownHost::host).thenComparing(KnownHost::keyType))
                .toList();
    }

    CompletionStage<List<KnownHost>> add(String lines, Actor actor) {
        List<HostKey> keys = HostKeyLines.read(lines);
        return store.<List<KnownHost>>write(actor, transaction -> {
                    keys.forEach(key -> transaction.putState(Believed.HOST + key.id(), key.stored()));
                    return keys.stream().map(HostKey::known).toList();
                })
                .thenApply(added -> {
                    believed.changed();
                    return added;
                });
    }
}
