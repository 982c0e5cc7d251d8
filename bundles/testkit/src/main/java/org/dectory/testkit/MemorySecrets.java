package org.dectory.testkit;

import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.SecretWriter;
import org.dectory.api.store.Change;

/** Writes the secrets of the {@link InMemoryStore}. */
final class MemorySecrets implements SecretWriter {

    private final MemoryView view;
    private final MemoryLog log;

    MemorySecrets(MemoryView view, MemoryLog log) {
        this.view = view;
        this.log = log;
    }

    @Override
    public void put(SecretOwner owner, SecretKind kind, Secret secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("secret: empty (expected: not empty)");
        }
        switch (owner.type()) {
            case DEVICE ->
                MemoryChecks.requireThere(view.tables().devices, new DeviceId(owner.id()), "device " + owner.id());
            case USER -> MemoryChecks.requireThere(view.tables().users, new UserId(owner.id()), "user " + owner.id());
            case SYSTEM, SIMULATOR, VALUE_KEY -> {}
        }
        view.tables().secrets.put(new MemoryTables.SecretKey(owner, kind), Secret.ofBytes(secret.bytes()));
        log(owner, kind);
    }

    @Override
    public void copy(SecretOwner owner, SecretKind kind, SecretOwner newOwner, SecretKind newKind) {
        view.tables()
                .secrets
                .find(new MemoryTables.SecretKey(owner, kind))
                .ifPresent(secret -> put(newOwner, newKind, secret));
    }

    @Override
    public void erase(SecretOwner owner, SecretKind kind) {
        if (view.tables().secrets.contains(new MemoryTables.SecretKey(owner, kind))) {
            forget(owner, kind);
            log(owner, kind);
        }
    }

    /** Erases one with what it belongs to, whose end says it all. */
    void forget(SecretOwner owner, SecretKind kind) {
        view.tables().secrets.remove(new MemoryTables.SecretKey(owner, kind));
    }

    /** Erases them with their owner, whose removal says it all. */
    void eraseAll(SecretOwner owner) {
        for (SecretKind kind : SecretKind.values()) {
            view.tables().secrets.remove(new MemoryTables.SecretKey(owner, kind));
        }
    }

    private void log(SecretOwner owner, SecretKind kind) {
        switch (owner.type()) {
            case DEVICE -> log.device(Change.Kind.SECRET_CHANGED, new DeviceId(owner.id()), kind.name());
            case USER -> log.user(Change.Kind.SECRET_CHANGED, new UserId(owner.id()), kind.name());
            case SYSTEM, SIMULATOR, VALUE_KEY -> log.system(Change.Kind.SECRET_CHANGED, kind.name());
        }
    }
}
