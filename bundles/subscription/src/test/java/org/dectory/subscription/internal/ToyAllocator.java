package org.dectory.subscription.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;

/** Gives keys named {@code key-1}, {@code key-2} and so on. */
final class ToyAllocator implements KeyAllocator {

    final AtomicInteger given = new AtomicInteger();

    /** Runs when the phone has proved the code, before its key is stored. */
    volatile Runnable meanwhile = () -> {};

    @Override
    public Step.Challenge begin() {
        return new Step.Challenge(AuthenticationAlgorithm.DSAA, Step.KeyType.AC, Appliance.NOTHING, Appliance.NOTHING);
    }

    @Override
    public Optional<Allocation> complete(Secret authenticationCode, Step.Challenge sent, Reply reply) {
        if (!reply.res1().equals(Octets.of(authenticationCode.bytes()))) {
            return Optional.empty();
        }
        Secret key = Secret.of("key-" + given.incrementAndGet());
        meanwhile.run();
        return Optional.of(new Allocation(key, Appliance.octets("res2")));
    }
}
