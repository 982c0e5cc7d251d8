package org.dectory.accounts.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dectory.api.identity.Secret;

/**
 * The one place where passwords are checked.
 *
 * <p>Hashing is dear on purpose, so one hash at most is computed at once, the other cores stay free, and few requests
 * wait. A password that
 * was right is known again for a while without hashing: what is kept for that is an HMAC under a key that lies in the
 * memory of this process only. Thread-safe.
 */
final class PasswordGate {

    private static final Duration KNOWN_FOR = Duration.ofMinutes(5);
    private static final int MAX_KNOWN = 64;
    private static final int HASHES_AT_ONCE = 1;
    private static final int MAX_WAITING = 8;
    private static final int WAIT_SECONDS = 5;

    private final Clock clock;
    private final Failures failures;
    private final Semaphore hashes = new Semaphore(HASHES_AT_ONCE, true);
    private final SecretKeySpec memoryKey = randomKey();

    /** Until when a password counts as known, by its HMAC with the hash it belongs to. */
    private final Map<String, Instant> known = new LinkedHashMap<>();

    PasswordGate(Clock clock) {
        this.clock = clock;
        this.failures = new Failures(clock);
    }

    private static SecretKeySpec randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * Checks a password that came from outside.
     *
     * @param hash what it must match
     * @param password the password
     * @param origin where it came from
     * @return whether it is right; false too if the origin is shut out or too many checks are in progress
     */
    boolean passes(PasswordHash hash, Secret password, String origin) {
        if (failures.isLocked(origin)) {
            return false;
        }
        String mark = mark(hash, password);
        if (isKnown(mark)) {
            return true;
        }
        boolean right = enter() && leaveAfter(hash, password, origin);
        if (right) {
            remember(mark);
        }
        return right;
    }

    /** How long an origin is shut out yet. */
    Duration shutOut(String origin) {
        return failures.left(origin);
    }

    /** Hashes a new password when its turn comes. */
    PasswordHash hash(Secret password, int iterations) {
        hashes.acquireUninterruptibly();
        try {
            return PasswordHash.of(password, iterations);
        } finally {
            hashes.release();
        }
    }

    /** Forgets all passwords that it knows. */
    void forget() {
        synchronized (known) {
            known.clear();
        }
    }

    /**
     * Checks a password when its turn has come, and counts it before the next one's turn: of many that an origin sends at
     * once, those that waited are not looked at once it is shut out.
     */
    private boolean leaveAfter(PasswordHash hash, Secret password, String origin) {
        try {
            if (failures.isLocked(origin)) {
                return false;
            }
            boolean right = hash.matches(password);
            if (right) {
                failures.succeeded(origin);
            } else {
                failures.failed(origin);
            }
            return right;
        } finally {
            hashes.release();
        }
    }

    private boolean enter() {
        try {
            return hashes.getQueueLength() < MAX_WAITING && hashes.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isKnown(String mark) {
        synchronized (known) {
            Instant until = known.get(mark);
            Instant now = clock.instant();
            return until != null && now.isBefore(until) && !now.isBefore(until.minus(KNOWN_FOR));
        }
    }

    private void remember(String mark) {
        synchronized (known) {
            known.remove(mark);
            known.put(mark, clock.instant().plus(KNOWN_FOR));
            if (known.size() > MAX_KNOWN) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }

    /** A changed password has another hash, so nothing that is known of the old one fits any more. */
    private String mark(PasswordHash hash, Secret password) {
        byte[] octets = password.bytes();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(memoryKey);
            mac.update(hash.stored().getBytes(StandardCharsets.US_ASCII));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
