package org.dectory.testkit.fetch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server's certificate that it signed itself, with its key, as servers and clients read them.
 *
 * @param certificate a file in PEM
 * @param key a file in PEM, not encrypted
 * @param trusted for clients that trust just this one
 */
public record TlsIdentity(Path certificate, Path key, KeyStore trusted) {

    private static final String PASSWORD = "changeit";

    /**
     * Makes one with the tool of the Java that runs.
     *
     * @param scratch a folder of its own
     * @param name whom it names, such as {@code dns:localhost,ip:127.0.0.1}
     * @return the certificate and its key
     * @throws IOException if the tool fails
     * @throws GeneralSecurityException if what it made cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public static TlsIdentity make(Path scratch, String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        return make(scratch, name, 0, 30);
    }

    /**
     * Makes one that is valid at some time with the tool of the Java that runs.
     *
     * @param scratch a folder of its own
     * @param name whom it names, such as {@code dns:localhost,ip:127.0.0.1}
     * @param from since when it is valid, in days from today
     * @param days how many days it is valid
     * @return the certificate and its key
     * @throws IOException if the tool fails
     * @throws GeneralSecurityException if what it made cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public static TlsIdentity make(Path scratch, String name, int from, int days)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = Files.createDirectories(scratch).resolve("identity.p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=test",
                        "-startdate",
                        "%+dd".formatted(from),
                        "-validity",
                        Integer.toString(days),
                        "-ext",
                        "SAN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("keytool.log").toFile())
                .start();
        if (tool.waitFor() != 0) {
            throw new IOException("keytool failed: " + Files.readString(scratch.resolve("keytool.log")));
        }
        KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Key key = made.getKey("server", PASSWORD.toCharArray());
        Certificate certificate = made.getCertificate("server");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate);
        Path keyFile = write(scratch.resolve("key.pem"), "PRIVATE KEY", key.getEncoded());
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        return new TlsIdentity(
                write(scratch.resolve("cert.pem"), "CERTIFICATE", certificate.getEncoded()), keyFile, trusted);
    }

    /**
     * For a server in this process.
     *
     * @return a context that shows the certificate
     * @throws IOException if a file cannot be read
     * @throws GeneralSecurityException if what it holds cannot
     */
    public SSLContext context() throws IOException, GeneralSecurityException {
        String body = Files.readString(key).replaceAll("-----.*-----|\\s", "");
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                "server",
                KeyFactory.getInstance("RSA")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body))),
                PASSWORD.toCharArray(),
                new Certificate[] {trusted.getCertificate("server")});
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static Path write(Path file, String what, byte[] octets) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(octets);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
