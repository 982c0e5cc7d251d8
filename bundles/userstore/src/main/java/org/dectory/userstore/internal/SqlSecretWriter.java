package org.dectory.userstore.internal;

import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.SecretWriter;
import org.dectory.api.store.Change;
import org.jspecify.annotations.Nullable;

/** Writes secrets, sealed, within a transaction. */
final class SqlSecretWriter implements SecretWriter {

    private static final int MAX_LENGTH = 8192;

    private final SqlTransaction transaction;
    private final ChangeLog log;
    private final SecretCipher cipher;

    /** What was copied last: of many users that are made each gets the same. */
    private @Nullable Copied copied;

    private record Copied(SecretOwner owner, SecretKind kind, Optional<byte[]> sealed) {}

    SqlSecretWriter(SqlTransaction transaction, ChangeLog log, SecretCipher cipher) {
        this.transaction = transaction;
        this.log = log;
        this.cipher = cipher;
    }

    @Override
    public void put(SecretOwner owner, SecretKind kind, Secret secret) {
        if (secret.isEmpty() || secret.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "secret: " + secret.length() + " octets (expected: 1 to " + MAX_LENGTH + ")");
        }
        requireThere(owner);
        forgetCopied(owner);
        transaction
                .session()
                .run(
                        "INSERT INTO secret (owner_type, owner, kind, sealed) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (owner_type, owner, kind) DO UPDATE SET sealed = excluded.sealed",
                        owner.type().name(),
                        owner.id(),
                        kind.name(),
                        cipher.seal(owner, kind, secret));
        log(owner, kind);
    }

    @Override
    public void copy(SecretOwner owner, SecretKind kind, SecretOwner newOwner, SecretKind newKind) {
        sealed(owner, kind).ifPresent(octets -> {
            try (Secret secret = cipher.open(owner, kind, octets)) {
                put(newOwner, newKind, secret);
            }
        });
    }

    private Optional<byte[]> sealed(SecretOwner owner, SecretKind kind) {
        transaction.requireInside();
        Copied known = copied;
        if (known == null || !known.owner().equals(owner) || known.kind() != kind) {
            known = new Copied(
                    owner,
                    kind,
                    transaction
                            .session()
                            .first(
                                    "SELECT sealed FROM secret WHERE owner_type = ? AND owner = ? AND kind = ?",
                                    row -> row.getBytes(1),
                                    owner.type().name(),
                                    owner.id(),
                                    kind.name()));
            copied = known;
        }
        return known.sealed();
    }

    private void forgetCopied(SecretOwner owner) {
        if (copied != null && copied.owner().equals(owner)) {
            copied = null;
        }
    }

    private void requireThere(SecretOwner owner) {
        boolean there = switch (owner.type()) {
            case DEVICE -> transaction.findDevice(new DeviceId(owner.id())).isPresent();
            case USER -> transaction.has(new UserId(owner.id()));
            case SYSTEM, SIMULATOR, VALUE_KEY -> true;
        };
        if (!there) {
            throw Refusals.gone(
                    owner.type() == SecretOwner.Type.DEVICE ? "device " + owner.id() : "user " + owner.id());
        }
    }

    @Override
    public void erase(SecretOwner owner, SecretKind kind) {
        if (forget(owner, kind)) {
            log(owner, kind);
        }
    }

    /** Erases one with what it belongs to, whose end says it all; returns whether there was one. */
    boolean forget(SecretOwner owner, SecretKind kind) {
        forgetCopied(owner);
        int erased = transaction
                .session()
                .run(
                        "DELETE FROM secret WHERE owner_type = ? AND owner = ? AND kind = ?",
                        owner.type().name(),
                        owner.id(),
                        kind.name());
        return erased > 0;
    }

    /** Erases them with their owner, whose removal says it all. */
    void eraseAll(SecretOwner owner) {
        forgetCopied(owner);
        transaction
                .session()
                .run(
                        "DELETE FROM secret WHERE owner_type = ? AND owner = ?",
                        owner.type().name(),
                        owner.id());
    }

    private void log(SecretOwner owner, SecretKind kind) {
        switch (owner.type()) {
            case DEVICE -> log.device(Change.Kind.SECRET_CHANGED, new DeviceId(owner.id()), kind.name());
            case USER -> log.user(Change.Kind.SECRET_CHANGED, new UserId(owner.id()), kind.name());
            case SYSTEM, SIMULATOR, VALUE_KEY -> log.system(Change.Kind.SECRET_CHANGED, kind.name());
        }
    }
}
