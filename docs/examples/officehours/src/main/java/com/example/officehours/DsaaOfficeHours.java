package com.example.officehours;

import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Step;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Lets people log in at certain hours only, and leaves it to the appliance's own authenticator to prove who they are. It is
 * asked first because of its ranking.
 */
@Component(
        configurationPid = Hours.PID,
        property = {"service.ranking:Integer=100", "office.hours=true"})
@AuthenticationAlgorithm(AuthenticationAlgorithm.DSAA)
public final class DsaaOfficeHours implements Authenticator {

    private final Door door;

    /** Dynamic: when it is updated, its successor is already there, and this one goes on. */
    @Reference(
            target = "(&(" + AuthenticationAlgorithm.NAME + "=" + AuthenticationAlgorithm.DSAA + ")(!(office.hours=true)))",
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Authenticator proof;

    @Activate
    public DsaaOfficeHours(Hours hours, @Reference Clock clock) {
        door = new Door(hours, clock);
    }

    @Override
    public Step begin(Attempt attempt) {
        return door.isClosedTo(attempt)
                ? new Step.Refused(Step.Reason.UNAVAILABLE)
                : proof.begin(attempt);
    }

    @Override
    public CompletionStage<Step> proceed(Attempt attempt, Step.Question asked, Answer answer) {
        // Who began in time may end.
        return proof.proceed(attempt, asked, answer);
    }
}
