package org.dectory.auth.dsaa2.internal;

import java.util.Optional;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.CipherSuite;
import org.dectory.dsaa.system.KeyAllocation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Gives a phone its key by DSAA2. */
@Component(service = KeyAllocator.class, configurationPid = "org.dectory.auth.dsaa2")
@AuthenticationAlgorithm(AuthenticationAlgorithm.DSAA2)
public final class Dsaa2KeyAllocator implements KeyAllocator {

    private final KeyAllocation procedure;

    /** Takes the settings. */
    @Activate
    public Dsaa2KeyAllocator(Dsaa2Settings settings) {
        this(Dsaa2Settings.Suite.of(settings));
    }

    Dsaa2KeyAllocator(CipherSuite suite) {
        procedure = new KeyAllocation(suite);
    }

    @Override
    public Step.Challenge begin() {
        return procedure.begin();
    }

    @Override
    public Optional<Allocation> complete(Secret authenticationCode, Step.Challenge sent, Reply reply) {
        return procedure.complete(authenticationCode, sent, reply);
    }
}
