package org.dectory.testkit.fetch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.dectory.api.identity.Secret;
import org.dectory.api.trust.SshKey;
import org.dectory.api.trust.TlsTrust;
import org.dectory.api.trust.Trust;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.HostKeys;
import org.jspecify.annotations.Nullable;

/**
 * Trust as a test wants it, without a store: nobody is believed at first. The authorities of Java are never trusted, whatever a
 * policy says, so that a test does not depend on them. Thread-safe.
 */
public final class FakeTrust implements Trust {

    private static final String PEM_BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String PEM_END = "\n-----END PRIVATE KEY-----\n";

    private final AtomicLong revision = new AtomicLong();
    private final Map<String, Set<ByteBuffer>> hosts = new ConcurrentHashMap<>();
    private volatile TrustPolicy policy = TrustPolicy.STRICT;
    private volatile @Nullable KeyStore trusted;
    private @Nullable KeyPair ssh;

    /**
     * Sets the system's policy.
     *
     * @param next what counts from now on
     * @return this
     */
    public FakeTrust policy(TrustPolicy next) {
        policy = next;
        revision.incrementAndGet();
        return this;
    }

    /**
     * Trusts certificates, in place of those before.
     *
     * @param certificates the certificates, such as {@link TlsIdentity#trusted()}
     * @return this
     */
    public FakeTrust certificates(KeyStore certificates) {
        trusted = certificates;
        revision.incrementAndGet();
        return this;
    }

    /**
     * Trusts no certificate any more.
     *
     * @return this
     */
    public FakeTrust noCertificates() {
        trusted = null;
        revision.incrementAndGet();
        return this;
    }

    /**
     * Knows a key of an SSH host.
     *
     * @param host its name or address
     * @param port its port
     * @param key its public key as it crosses the wire
     * @return this
     */
    public FakeTrust host(String host, int port, byte[] key) {
        remember(host, port, key);
        revision.incrementAndGet();
        return this;
    }

    /**
     * Knows no host any more.
     *
     * @return this
     */
    public FakeTrust noHosts() {
        hosts.clear();
        revision.incrementAndGet();
        return this;
    }

    private void remember(String host, int port, byte[] key) {
        hosts.computeIfAbsent(place(host, port), unused -> Collections.synchronizedSet(new LinkedHashSet<>()))
                .add(ByteBuffer.wrap(key.clone()));
    }

    @Override
    public TrustPolicy policy() {
        return policy;
    }

    @Override
    public TlsTrust tls(TrustPolicy wanted) {
        return new TlsTrust() {

            @Override
            public SSLContext newContext() {
                try {
                    SSLContext context = SSLContext.getInstance("TLS");
                    context.init(null, new TrustManager[] {new FakeTrustManager(() -> trusted, wanted)}, null);
                    return context;
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("every Java platform has TLS", e);
                }
            }

            @Override
            public SSLParameters parameters() {
                SSLParameters parameters = new SSLParameters();
                parameters.setProtocols(Arrays.stream(TrustPolicy.TlsVersion.values())
                        .filter(version -> version.compareTo(wanted.leastTls()) >= 0)
                        .map(TrustPolicy.TlsVersion::protocol)
                        .toArray(String[]::new));
                parameters.setEndpointIdentificationAlgorithm(
                        wanted.certificates() && wanted.hostNames() ? "HTTPS" : "");
                return parameters;
            }
        };
    }

    @Override
    public long revision() {
        return revision.get();
    }

    @Override
    public HostVerdict judgeHost(String host, int port, byte[] key, TrustPolicy wanted) {
        Set<ByteBuffer> known = hosts.getOrDefault(place(host, port), Set.of());
        if (wanted.hostKeys() == HostKeys.ANY || known.contains(ByteBuffer.wrap(key))) {
            return HostVerdict.BELIEVED;
        }
        if (!known.isEmpty()) {
            return HostVerdict.CHANGED;
        }
        if (wanted.hostKeys() == HostKeys.FIRST_USE) {
            remember(host, port, key);
            return HostVerdict.FIRST_SEEN;
        }
        return HostVerdict.UNKNOWN;
    }

    @Override
    public List<String> knownKeyTypes(String host, int port) {
        Set<ByteBuffer> known = hosts.getOrDefault(place(host, port), Set.of());
        synchronized (known) {
            return known.stream().map(FakeTrust::keyType).distinct().toList();
        }
    }

    private static String keyType(ByteBuffer key) {
        ByteBuffer reading = key.duplicate();
        byte[] type = new byte[reading.getInt()];
        reading.get(type);
        return new String(type, StandardCharsets.US_ASCII);
    }

    private static String place(String host, int port) {
        return host + ":" + port;
    }

    @Override
    public synchronized SshKey sshKey() {
        try {
            if (ssh == null) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                ssh = generator.generateKeyPair();
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has these curves", e);
        }
        String pem = PEM_BEGIN
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(ssh.getPrivate().getEncoded())
                + PEM_END;
        return new SshKey(line((ECPublicKey) ssh.getPublic()), Secret.of(pem));
    }

    /** RFC 5656, clause 3.1. */
    private static String line(ECPublicKey key) {
        byte[] spki = key.getEncoded();
        byte[] point = Arrays.copyOfRange(spki, spki.length - 65, spki.length);
        byte[] type = "ecdsa-sha2-nistp256".getBytes(StandardCharsets.US_ASCII);
        byte[] curve = "nistp256".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer blob = ByteBuffer.allocate(3 * Integer.BYTES + type.length + curve.length + point.length);
        for (byte[] part : List.of(type, curve, point)) {
            blob.putInt(part.length).put(part);
        }
        return "ecdsa-sha2-nistp256 " + Base64.getEncoder().encodeToString(blob.array()) + " dectory";
    }
}
