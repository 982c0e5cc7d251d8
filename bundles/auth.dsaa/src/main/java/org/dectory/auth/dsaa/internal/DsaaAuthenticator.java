package org.dectory.auth.dsaa.internal;

import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Step;
import org.dectory.dsaa.CipherSuite;
import org.dectory.dsaa.system.ChallengeResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Judges phones and people by DSAA. */
@Component(service = Authenticator.class, configurationPid = "org.dectory.auth.dsaa")
@AuthenticationAlgorithm(AuthenticationAlgorithm.DSAA)
public final class DsaaAuthenticator implements Authenticator {

    private final ChallengeResponse procedure = new ChallengeResponse(CipherSuite.DSAA);

    /** Is ready at once. */
    @Activate
    public DsaaAuthenticator() {}

    @Override
    public Step begin(Attempt attempt) {
        return procedure.begin(attempt);
    }

    @Override
    public CompletionStage<Step> proceed(Attempt attempt, Step.Question asked, Answer answer) {
        return procedure.proceed(attempt, asked, answer);
    }
}
