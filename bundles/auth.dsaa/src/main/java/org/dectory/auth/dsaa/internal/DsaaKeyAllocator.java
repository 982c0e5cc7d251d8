package org.dectory.auth.dsaa.internal;

import java.util.Optional;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.CipherSuite;
import org.dectory.dsaa.system.KeyAllocation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Gives a phone its key by DSAA. */
@Component(service = KeyAllocator.class, configurationPid = "org.dectory.auth.dsaa")
@AuthenticationAlgorithm(AuthenticationAlgorithm.DSAA)
public final class DsaaKeyAllocator implements KeyAllocator {

    private final KeyAllocation procedure = new KeyAllocation(CipherSuite.DSAA);

    /** Is ready at once. */
    @Activate
    public DsaaKeyAllocator() {}

    @Override
    public Step.Challenge begin() {
        return procedure.begin();
    }

    @Override
    public Optional<Allocation> complete(Secret authenticationCode, Step.Challenge sent, Reply reply) {
        return procedure.complete(authenticationCode, sent, reply);
    }
}
