package org.dectory.auth.dsaa2.internal;

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
import org.osgi.service.metatype.annotations.Designate;

/** Judges phones and people by DSAA2. */
@Component(service = Authenticator.class, configurationPid = "org.dectory.auth.dsaa2")
@AuthenticationAlgorithm(AuthenticationAlgorithm.DSAA2)
@Designate(ocd = Dsaa2Settings.class)
public final class Dsaa2Authenticator implements Authenticator {

    private final ChallengeResponse procedure;

    /** Takes the settings. */
    @Activate
    public Dsaa2Authenticator(Dsaa2Settings settings) {
        this(Dsaa2Settings.Suite.of(settings));
    }

    Dsaa2Authenticator(CipherSuite suite) {
        procedure = new ChallengeResponse(suite);
    }

    @Override
    public Step begin(Attempt attempt) {
        return procedure.begin(attempt);
    }

    @Override
    public CompletionStage<Step> proceed(Attempt attempt, Step.Question asked, Answer answer) {
        return procedure.proceed(attempt, asked, answer);
    }
}
