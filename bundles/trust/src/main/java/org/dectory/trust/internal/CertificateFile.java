package org.dectory.trust.internal;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates as people have them: one in DER, or any number in PEM (RFC 7468) with whatever text between them. */
final class CertificateFile {

    static final int MOST_OCTETS = 65_536;

    /** In Base64, as it is stored, it is a third longer. */
    private static final int MOST_OF_ONE = 49_000;

    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\\s]*+)-----END (?:X509 |TRUSTED )?CERTIFICATE-----");

    private CertificateFile() {}

    /**
     * Reads a file.
     *
     * @return one certificate or more, each once
     * @throws IllegalArgumentException if there is none, or one that cannot be read
     */
    static List<X509Certificate> read(byte[] file) {
        if (file.length > MOST_OCTETS) {
            throw new IllegalArgumentException("The file is too large (expected: at most " + MOST_OCTETS + " octets)");
        }
        String text = new String(file, StandardCharsets.ISO_8859_1);
        if (text.contains("PRIVATE KEY-----")) {
            throw new IllegalArgumentException(
                    "There is a private key in the file (expected: certificates alone; the key stays with the server)");
        }
        if (!text.contains("-----BEGIN")) {
            return List.of(one(file, 1));
        }
        List<X509Certificate> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            int number = found.size() + 1;
            found.add(one(decoded(blocks.group(1), number), number));
        }
        int begun = text.split("-----BEGIN [A-Z0-9 ]*CERTIFICATE-----", -1).length - 1;
        if (found.isEmpty() || found.size() < begun) {
            throw unreadable(found.size() + 1);
        }
        return found.stream().distinct().toList();
    }

    private static byte[] decoded(String base64, int number) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw unreadable(number);
        }
    }

    /** Reads one certificate in DER. */
    static X509Certificate one(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static X509Certificate one(byte[] der, int number) {
        try {
            X509Certificate certificate = one(der);
            if (encoded(certificate).length > MOST_OF_ONE) {
                throw new IllegalArgumentException("Certificate " + number
                        + " of the file is too large (expected: at most " + MOST_OF_ONE + " octets)");
            }
            return certificate;
        } catch (CertificateException e) {
            throw unreadable(number);
        }
    }

    private static IllegalArgumentException unreadable(int number) {
        return new IllegalArgumentException(
                "Certificate " + number + " of the file cannot be read (expected: X.509 in PEM or DER)");
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }

    /** Its SHA-256 fingerprint in hexadecimal digits. */
    static String id(X509Certificate certificate) {
        return HexFormat.of().formatHex(Sha256.of(encoded(certificate)));
    }
}
