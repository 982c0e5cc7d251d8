package org.dectory.provisioning.internal;

import java.util.Optional;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;

/** The password for the server: which account on which server it belongs to, so that no other ever sees it. */
final class SourcePassword {

    private static final String FOR = "provisioning.password-for";

    private final Store store;
    private final Secrets secrets;

    SourcePassword(Store store, Secrets secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    /** The password, if there is one for just this account. */
    Optional<Secret> find(Source source) {
        if (source.userName().isEmpty() || !belongsTo(source)) {
            return Optional.empty();
        }
        return secrets.find(SecretOwner.SYSTEM, SecretKind.PROVISIONING_PASSWORD);
    }

    boolean belongsTo(Source source) {
        return store.read(view -> view.findState(FOR))
                .filter(account(source)::equals)
                .isPresent();
    }

    void put(StoreTransaction tx, Source source, Secret password) {
        tx.secrets().put(SecretOwner.SYSTEM, SecretKind.PROVISIONING_PASSWORD, password);
        tx.putState(FOR, account(source));
    }

    void erase(StoreTransaction tx) {
        tx.secrets().erase(SecretOwner.SYSTEM, SecretKind.PROVISIONING_PASSWORD);
        tx.removeState(FOR);
    }

    private static String account(Source source) {
        return source.userName() + "@" + source.server();
    }
}
