package org.dectory.testkit.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Makes certificates as a test needs them (RFC 5280): of servers and of authorities, below others or signed by themselves, valid
 * when the test says. Keys are of the curve P-256. Thread-safe.
 */
public final class TestAuthority {

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final byte[] SIGNED_HOW = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Identity identity;

    private TestAuthority(Identity identity) {
        this.identity = identity;
    }

    /**
     * A certificate with its key.
     *
     * @param chain the certificate, then those of the authorities above it, but for the last
     * @param key the certificate's private key
     */
    public record Identity(List<X509Certificate> chain, PrivateKey key) {

        /**
         * The certificate itself.
         *
         * @return the first of the chain
         */
        public X509Certificate certificate() {
            return chain.get(0);
        }

        /**
         * For a server in this process.
         *
         * @return a context that shows the chain to clients
         */
        public SSLContext serverContext() {
            try {
                KeyStore store = empty();
                store.setKeyEntry("server", key, PASSWORD, chain.toArray(X509Certificate[]::new));
                KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
                managers.init(store, PASSWORD);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(managers.getKeyManagers(), null, null);
                return context;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException("every Java platform has TLS", e);
            }
        }

        /**
         * For clients that trust just this certificate.
         *
         * @return a store of it alone
         */
        public KeyStore trusted() {
            try {
                KeyStore store = empty();
                store.setCertificateEntry("trusted", certificate());
                return store;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException("every Java platform has this kind of store", e);
            }
        }

        /**
         * The chain in PEM, as servers read it.
         *
         * @return the text
         */
        public String certificatePem() {
            StringBuilder text = new StringBuilder();
            chain.forEach(each -> text.append(TestAuthority.pem(each)));
            return text.toString();
        }

        /**
         * The key in PEM, as servers read it.
         *
         * @return the text
         */
        public String keyPem() {
            return TestAuthority.pem("PRIVATE KEY", key.getEncoded());
        }

        private static KeyStore empty() throws GeneralSecurityException, IOException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        }
    }

    /**
     * An authority that signed its own certificate, valid for years.
     *
     * @param name its common name
     * @return the authority
     */
    public static TestAuthority root(String name) {
        return root(
                name, Instant.now().minus(Duration.ofDays(1000)), Instant.now().plus(Duration.ofDays(1000)));
    }

    /**
     * An authority that signed its own certificate.
     *
     * @param name its common name
     * @param from since when it is valid
     * @param until until when it is valid
     * @return the authority
     */
    public static TestAuthority root(String name, Instant from, Instant until) {
        return new TestAuthority(issue(name, true, from, until, List.of(), List.of()));
    }

    /**
     * An authority below this one.
     *
     * @param name its common name
     * @param from since when it is valid
     * @param until until when it is valid
     * @return the authority
     */
    public TestAuthority below(String name, Instant from, Instant until) {
        return new TestAuthority(issue(name, true, from, until, List.of(), List.of(identity)));
    }

    /**
     * A server that this authority vouches for.
     *
     * @param from since when it is valid
     * @param until until when it is valid
     * @param names whom it names, such as {@code dns:localhost} or {@code ip:127.0.0.1}
     * @return the server's certificate, with those of the authorities above it but for the root
     */
    public Identity server(Instant from, Instant until, String... names) {
        return issue("server", false, from, until, List.of(names), List.of(identity));
    }

    /**
     * A server that is valid now.
     *
     * @param names whom it names, such as {@code dns:localhost} or {@code ip:127.0.0.1}
     * @return the server's certificate, with those of the authorities above it but for the root
     */
    public Identity server(String... names) {
        return server(Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(90)), names);
    }

    /**
     * A server that vouches for itself.
     *
     * @param from since when it is valid
     * @param until until when it is valid
     * @param names whom it names, such as {@code dns:localhost} or {@code ip:127.0.0.1}
     * @return the server's certificate alone
     */
    public static Identity selfSigned(Instant from, Instant until, String... names) {
        return issue("self-signed", false, from, until, List.of(names), List.of());
    }

    /**
     * The authority's own certificate and key.
     *
     * @return both
     */
    public Identity identity() {
        return identity;
    }

    /**
     * A certificate in PEM.
     *
     * @param certificate the certificate
     * @return the text
     */
    public static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }

    private static String pem(String what, byte[] octets) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }

    private static Identity issue(
            String name, boolean authority, Instant from, Instant until, List<String> names, List<Identity> above) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] subject = name(name);
            byte[] issuer = above.isEmpty()
                    ? subject
                    : above.get(0).certificate().getSubjectX500Principal().getEncoded();
            byte[] content = Der.sequence(
                    Der.of(0xA0, Der.number(BigInteger.TWO)),
                    Der.number(BigInteger.valueOf(NUMBERS.incrementAndGet())),
                    SIGNED_HOW,
                    issuer,
                    Der.sequence(Der.time(from), Der.time(until)),
                    subject,
                    pair.getPublic().getEncoded(),
                    Der.of(0xA3, extensions(authority, names)));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(
                    above.isEmpty() ? pair.getPrivate() : above.get(0).key());
            signature.update(content);
            byte[] whole = Der.sequence(content, SIGNED_HOW, Der.bits(signature.sign()));
            return new Identity(chain(read(whole), above), pair.getPrivate());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has this curve", e);
        }
    }

    /** Clients know the root themselves. */
    private static List<X509Certificate> chain(X509Certificate own, List<Identity> above) {
        List<X509Certificate> chain = new ArrayList<>(List.of(own));
        above.stream()
                .flatMap(each -> each.chain().stream())
                .filter(each -> !each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
                .forEach(chain::add);
        return List.copyOf(chain);
    }

    private static X509Certificate read(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.of(Der.SET, Der.sequence(Der.identifier("2.5.4.3"), Der.text(commonName))));
    }

    private static byte[] extensions(boolean authority, List<String> names) throws IOException {
        List<byte[]> all = new ArrayList<>();
        if (authority) {
            all.add(Der.sequence(
                    Der.identifier("2.5.29.19"), Der.flag(true), Der.octets(Der.sequence(Der.flag(true)))));
        } else {
            byte[] forServers = Der.sequence(Der.identifier("1.3.6.1.5.5.7.3.1"));
            all.add(Der.sequence(Der.identifier("2.5.29.37"), Der.octets(forServers)));
        }
        if (!names.isEmpty()) {
            List<byte[]> alternatives = new ArrayList<>();
            for (String each : names) {
                String value = each.substring(each.indexOf(':') + 1);
                alternatives.add(
                        each.startsWith("ip:")
                                ? Der.of(0x87, InetAddress.getByName(value).getAddress())
                                : Der.of(0x82, value.getBytes(StandardCharsets.US_ASCII)));
            }
            byte[] list = Der.sequence(alternatives.toArray(byte[][]::new));
            all.add(Der.sequence(Der.identifier("2.5.29.17"), Der.octets(list)));
        }
        return Der.sequence(all.toArray(byte[][]::new));
    }
}
