package org.dectory.fetch.sftp.internal;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.dectory.api.trust.Trust;
import org.dectory.api.trust.Trust.HostVerdict;

/** Judges the key of one host for JSch. */
final class HostJudge implements HostKeyRepository {

    private static final HostKey[] NONE = {};

    private final Trust trust;
    private final Login login;
    private volatile Optional<String> objection = Optional.empty();

    HostJudge(Trust trust, Login login) {
        this.trust = trust;
        this.login = login;
    }

    /** Why the host is not believed, for people; empty if it is, or has not shown its key yet. */
    Optional<String> objection() {
        return objection;
    }

    /**
     * The order in which to ask for a host's keys: those first that are known.
     *
     * @param all what JSch asks for, with commas
     */
    String preferred(String all) {
        List<String> known =
                trust.knownKeyTypes(login.server().host(), login.server().port());
        List<String> first = new ArrayList<>();
        List<String> last = new ArrayList<>();
        for (String algorithm : all.split(",", -1)) {
            // The same keys, signing by other digests (RFC 8332).
            String type = algorithm.startsWith("rsa-sha2-") ? "ssh-rsa" : algorithm;
            // Nobody enters authorities of hosts.
            if (!algorithm.contains("-cert-")) {
                (known.contains(type) ? first : last).add(algorithm);
            }
        }
        first.addAll(last);
        return String.join(",", first);
    }

    @Override
    public int check(String host, byte[] key) {
        HostVerdict verdict =
                trust.judgeHost(login.server().host(), login.server().port(), key, login.policy());
        switch (verdict) {
            case BELIEVED, FIRST_SEEN -> {
                return OK;
            }
            case UNKNOWN -> {
                objection = Optional.of("The host's key is not known: " + described(key));
                return NOT_INCLUDED;
            }
            case CHANGED -> {
                objection = Optional.of("Another key of the host is known than " + described(key));
                return CHANGED;
            }
        }
        throw new IllegalStateException(verdict.name());
    }

    /** As people compare keys. */
    private static String described(byte[] key) {
        try {
            ByteBuffer reading = ByteBuffer.wrap(key);
            byte[] type = new byte[Math.min(reading.getInt(), 64)];
            reading.get(type);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return new String(type, StandardCharsets.US_ASCII) + " SHA256:"
                    + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            return "no key at all";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void add(HostKey key, UserInfo user) {
        // Trust remembers by itself.
    }

    @Override
    public void remove(String host, String type) {
        // Trust forgets by itself.
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        // Trust forgets by itself.
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "trust";
    }

    @Override
    public HostKey[] getHostKey() {
        return NONE;
    }

    @Override
    public HostKey[] getHostKey(String host, String type) {
        return NONE;
    }
}
