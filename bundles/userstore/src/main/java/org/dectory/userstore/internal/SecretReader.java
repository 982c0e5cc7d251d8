package org.dectory.userstore.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;

/** Reads secrets and opens them. */
final class SecretReader implements Secrets {

    private final ReadSessions sessions;
    private final SecretCipher cipher;

    SecretReader(ReadSessions sessions, SecretCipher cipher) {
        this.sessions = sessions;
        this.cipher = cipher;
    }

    @Override
    public Optional<Secret> find(SecretOwner owner, SecretKind kind) {
        return sessions.one(session -> session.first(
                        "SELECT sealed FROM secret WHERE owner_type = ? AND owner = ? AND kind = ?",
                        row -> row.getBytes(1),
                        owner.type().name(),
                        owner.id(),
                        kind.name()))
                .map(octets -> cipher.open(owner, kind, octets));
    }

    @Override
    public Map<SecretKind, Secret> findAll(SecretOwner owner) {
        List<Map.Entry<String, byte[]>> rows = sessions.one(session -> session.all(
                "SELECT kind, sealed FROM secret WHERE owner_type = ? AND owner = ?",
                row -> Map.entry(row.getString(1), row.getBytes(2)),
                owner.type().name(),
                owner.id()));
        Map<SecretKind, Secret> found = new EnumMap<>(SecretKind.class);
        for (Map.Entry<String, byte[]> row : rows) {
            find(row.getKey()).ifPresent(kind -> found.put(kind, cipher.open(owner, kind, row.getValue())));
        }
        return found;
    }

    /** A kind that a later firmware wrote is none of ours. */
    static Optional<SecretKind> find(String name) {
        for (SecretKind kind : SecretKind.values()) {
            if (kind.name().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
