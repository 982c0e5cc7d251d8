package org.dectory.provisioning.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;

/**
 * The password for a server: which account on which server and port it belongs to, so that no other ever sees it, and nobody on the
 * way there if it was entered for an encrypted one.
 */
final class SourcePassword {

    /** Follows the account of a password that was entered for an encrypted way; no server's name has a blank. */
    private static final String ENCRYPTED = " encrypted";

    /** Follows the server, before the port, if it is not that of the protocol. */
    private static final String PORT = " port ";

    private final SecretKind kind;

    /** Where it is kept whose the password is. */
    private final String state;

    private final Remembered<Kept> kept;

    /**
     * Both as they were at one moment.
     *
     * @param owner whose the password is; empty if there is none
     * @param password the password
     */
    private record Kept(String owner, Optional<Secret> password) {

        boolean belongsTo(Source source) {
            String account = account(source);
            return owner.equals(account) || (isEncrypted(source) && owner.equals(account + ENCRYPTED));
        }
    }

    private SourcePassword(Store store, Secrets secrets, SecretKind kind, String state) {
        this.kind = kind;
        this.state = state;
        this.kept = new Remembered<>(() -> read(
                () -> store.read(view -> view.findState(state)).orElse(""),
                () -> secrets.find(SecretOwner.SYSTEM, kind)));
    }

    /** Both change together but are read one after the other: the password of the next server must not go to the one before. */
    private static Kept read(Supplier<String> owner, Supplier<Optional<Secret>> password) {
        while (true) {
            Kept read = new Kept(owner.get(), password.get());
            if (read.owner().equals(owner.get())) {
                return read;
            }
            read.password().ifPresent(Secret::close);
        }
    }

    static SourcePassword ofSpecific(Store store, Secrets secrets) {
        return new SourcePassword(store, secrets, SecretKind.PROVISIONING_PASSWORD, "provisioning.password-for");
    }

    static SourcePassword ofCentral(Store store, Secrets secrets) {
        return new SourcePassword(store, secrets, SecretKind.CENTRAL_PASSWORD, "provisioning.central-password-for");
    }

    /** The password, if there is one for just this account; whoever receives it closes it. */
    Optional<Secret> find(Source source) {
        Kept now = kept.value();
        return source.userName().isEmpty() || !now.belongsTo(source)
                ? Optional.empty()
                : now.password().map(SourcePassword::copy);
    }

    private static Secret copy(Secret kept) {
        byte[] octets = kept.bytes();
        try {
            return Secret.ofBytes(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    boolean belongsTo(Source source) {
        return kept.value().belongsTo(source);
    }

    void put(StoreTransaction tx, Source source, Secret password) {
        tx.secrets().put(SecretOwner.SYSTEM, kind, password);
        tx.putState(state, account(source) + (isEncrypted(source) ? ENCRYPTED : ""));
    }

    void erase(StoreTransaction tx) {
        tx.secrets().erase(SecretOwner.SYSTEM, kind);
        tx.removeState(state);
    }

    /** What {@link #put} or {@link #erase} did is on the disk. */
    void changed() {
        kept.forget();
    }

    private static boolean isEncrypted(Source source) {
        return !Warnings.IN_CLEAR.contains(source.protocol());
    }

    private static String account(Source source) {
        return source.userName() + "@" + source.server() + (source.port() == 0 ? "" : PORT + source.port());
    }
}
