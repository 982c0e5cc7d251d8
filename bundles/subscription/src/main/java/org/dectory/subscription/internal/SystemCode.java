package org.dectory.subscription.internal;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.AuthenticationCode;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system's authentication code. There is no default: a new appliance makes a random one. Thread-safe. */
final class SystemCode {

    private static final Logger LOG = LoggerFactory.getLogger(SystemCode.class);

    private final Store store;
    private final Secrets secrets;

    SystemCode(Store store, Secrets secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    Optional<Secret> find() {
        return secrets.find(SecretOwner.SYSTEM, SecretKind.AUTHENTICATION_CODE);
    }

    /** Keeps another code; completes when it is durable. */
    CompletionStage<Boolean> replace(Secret code, Actor actor) {
        if (!AuthenticationCode.isValid(code)) {
            throw new IllegalArgumentException("authentication code: hidden (expected: 1 to 8 decimal digits)");
        }
        return store.write(actor, transaction -> {
            transaction.secrets().put(SecretOwner.SYSTEM, SecretKind.AUTHENTICATION_CODE, code);
            return true;
        });
    }

    /** Makes a random code of 8 digits if there is none. */
    void ensure() {
        if (find().isPresent()) {
            return;
        }
        String digits = String.format(Locale.ROOT, "%08d", new SecureRandom().nextInt(100_000_000));
        replace(AuthenticationCode.of(digits), Actor.system("subscription")).whenComplete((done, failure) -> {
            if (failure == null) {
                LOG.info("A random authentication code of the system was made");
            } else {
                LOG.error("No authentication code of the system could be stored: {}", failure.getMessage());
            }
        });
    }
}
