package org.dectory.trust.internal;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.dectory.api.secret.Secrets;
import org.dectory.api.settings.ReadableSettings;
import org.dectory.api.store.Actor;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.trust.NotTrustedException;
import org.dectory.api.trust.SshKey;
import org.dectory.api.trust.TlsTrust;
import org.dectory.api.trust.Trust;
import org.dectory.api.trust.TrustAdministration;
import org.dectory.api.trust.TrustPolicy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services: judges servers, and takes what administrators enter. */
@Component(
        service = {Trust.class, TrustAdministration.class},
        configurationPid = "org.dectory.trust")
@Designate(ocd = TrustSettings.class)
public final class TrustService implements Trust, TrustAdministration, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(TrustService.class);

    /** Long enough to get another certificate from those who make them. */
    private static final Duration SOON = Duration.ofDays(30);

    private final Store store;
    private final Clock clock;
    private final Believed believed;
    private final SshHosts hosts;
    private final SshIdentity identity;
    private final SystemAuthorities authorities = new SystemAuthorities();
    private final AtomicLong policies = new AtomicLong();
    private volatile TrustPolicy policy;

    /** Takes what is set. */
    @Activate
    public TrustService(
            @Reference Store store,
            @Reference ChangeFeed feed,
            @Reference Secrets secrets,
            @Reference Clock clock,
            TrustSettings settings) {
        this(store, feed, secrets, clock, usable(settings));
    }

    TrustService(Store store, ChangeFeed feed, Secrets secrets, Clock clock, TrustPolicy policy) {
        this.store = store;
        this.clock = clock;
        this.policy = policy;
        this.believed = new Believed(store, feed);
        this.hosts = new SshHosts(store, believed);
        this.identity = new SshIdentity(store, secrets);
        tell(policy);
    }

    private static TrustPolicy usable(TrustSettings settings) {
        return TrustSettings.Reading.policy(ReadableSettings.of(TrustSettings.class, settings, logger::warn));
    }

    @Modified
    void modified(TrustSettings settings) {
        apply(usable(settings));
    }

    void apply(TrustPolicy next) {
        if (!next.equals(policy)) {
            policy = next;
            policies.incrementAndGet();
            tell(next);
        }
    }

    private static void tell(TrustPolicy policy) {
        policy.weaknesses().forEach(weakness -> logger.warn("{}", weakness));
    }

    @Override
    public TrustPolicy policy() {
        return policy;
    }

    @Override
    public TlsTrust tls(TrustPolicy wanted) {
        return new ServerTrust(
                wanted, new ServerTrustManager((chain, exchange, host) -> judge(chain, exchange, host, wanted)));
    }

    private void judge(X509Certificate[] chain, String exchange, Optional<String> host, TrustPolicy wanted)
            throws NotTrustedException {
        if (!wanted.certificates()) {
            return;
        }
        new Chains(trusted(wanted), clock.instant()).require(chain, exchange, wanted.expiry());
        if (wanted.hostNames()) {
            HostNames.require(
                    chain[0],
                    host.orElseThrow(() -> new NotTrustedException("It is not known which server was called")));
        }
    }

    private Set<X509Certificate> trusted(TrustPolicy wanted) throws NotTrustedException {
        try {
            Set<X509Certificate> all =
                    new HashSet<>(believed.picture().certificates().values());
            if (wanted.systemTrust()) {
                all.addAll(authorities.certificates());
            }
            return all;
        } catch (StoreException e) {
            logger.warn("The trusted certificates cannot be read: {}", e.getMessage());
            throw new NotTrustedException("The trusted certificates cannot be read now");
        }
    }

    @Override
    public long revision() {
        return believed.revision() + policies.get();
    }

    @Override
    public HostVerdict judgeHost(String host, int port, byte[] key, TrustPolicy wanted) {
        return hosts.judge(host, port, key, wanted);
    }

    @Override
    public List<String> knownKeyTypes(String host, int port) {
        return hosts.keyTypes(host, port);
    }

    @Override
    public SshKey sshKey() {
        return identity.key();
    }

    @Override
    public List<TrustedCertificate> certificates() {
        return believed.picture().certificates().values().stream()
                .map(TrustService::shown)
                .sorted(Comparator.comparing(TrustedCertificate::validUntil).thenComparing(TrustedCertificate::id))
                .toList();
    }

    private static TrustedCertificate shown(X509Certificate certificate) {
        return new TrustedCertificate(
                CertificateFile.id(certificate),
                Shown.of(certificate.getSubjectX500Principal()),
                Shown.of(certificate.getIssuerX500Principal()),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                certificate.getBasicConstraints() >= 0);
    }

    @Override
    public CompletionStage<List<TrustedCertificate>> addCertificates(byte[] file, Actor actor) {
        return checked(() -> {
            List<X509Certificate> certificates = CertificateFile.read(file);
            return store.<List<TrustedCertificate>>write(actor, transaction -> {
                        certificates.forEach(each -> transaction.putState(
                                Believed.CERTIFICATE + CertificateFile.id(each),
                                Base64.getEncoder().encodeToString(CertificateFile.encoded(each))));
                        return certificates.stream().map(TrustService::shown).toList();
                    })
                    .thenApply(this::changed);
        });
    }

    /** What is wrong with an argument is told by the stage. */
    private static <T> CompletionStage<T> checked(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private <T> T changed(T result) {
        believed.changed();
        return result;
    }

    @Override
    public CompletionStage<Boolean> removeCertificate(String id, Actor actor) {
        return remove(Believed.CERTIFICATE, id, actor);
    }

    @Override
    public List<KnownHost> hosts() {
        return hosts.all();
    }

    @Override
    public CompletionStage<List<KnownHost>> addHosts(String text, Actor actor) {
        return checked(() -> hosts.add(text, actor));
    }

    @Override
    public CompletionStage<Boolean> removeHost(String id, Actor actor) {
        return remove(Believed.HOST, id, actor);
    }

    private CompletionStage<Boolean> remove(String prefix, String id, Actor actor) {
        return store.<Boolean>write(actor, transaction -> {
                    boolean there = transaction.states(prefix).containsKey(prefix + id);
                    transaction.removeState(prefix + id);
                    return there;
                })
                .thenApply(this::changed);
    }

    @Override
    public String sshPublicKey() {
        return identity.publicLine();
    }

    @Override
    public CompletionStage<String> renewSshKey(Actor actor) {
        return identity.renew(actor);
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(policy.weaknesses());
        Instant now = clock.instant();
        for (TrustedCertificate each : certificates()) {
            if (now.isAfter(each.validUntil())) {
                warnings.add(
                        "The trusted certificate " + each.subject() + " expired on " + Shown.day(each.validUntil()));
            } else if (now.plus(SOON).isAfter(each.validUntil())) {
                warnings.add(
                        "The trusted certificate " + each.subject() + " expires on " + Shown.day(each.validUntil()));
            }
        }
        return List.copyOf(warnings);
    }

    @Deactivate
    @Override
    public void close() {
        believed.close();
    }
}
