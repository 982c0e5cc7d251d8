package org.dectory.webconsole.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import org.dectory.api.account.AccountService.Account;
import org.jspecify.annotations.Nullable;

/**
 * Knows who changed something last. Whoever stops the accounts here, or the store that they are in, must be able to start them again:
 * nobody else can, and nothing but a restart of the appliance would help.
 *
 * <p>The credentials are kept as a hash with a salt that is never the same. After a few wrong ones nobody is known any more. Thread-safe.
 */
final class LastVisitor {

    private static final int MOST_WRONG = 5;

    private final byte[] salt = new byte[32];
    private @Nullable Account account;
    private byte[] hash = {};
    private int wrong;

    LastVisitor() {
        new SecureRandom().nextBytes(salt);
    }

    /** Remembers somebody whom the accounts have let in to change something, in place of who came before. */
    synchronized void remember(Account known, String credentials) {
        account = known;
        hash = hash(credentials);
        wrong = 0;
    }

    /** The account of the last visitor, if these are the credentials; to be asked only while there are no accounts. */
    synchronized Optional<Account> recognise(String credentials) {
        Account known = account;
        if (known == null) {
            return Optional.empty();
        }
        if (MessageDigest.isEqual(hash, hash(credentials))) {
            wrong = 0;
            return Optional.of(known);
        }
        wrong++;
        if (wrong == MOST_WRONG) {
            account = null;
        }
        return Optional.empty();
    }

    private byte[] hash(String credentials) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(credentials.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
