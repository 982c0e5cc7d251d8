package org.dectory.api.fac;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes the alarm triggers that people dial. Register it as a service; of several the one of the highest ranking is told.
 * While there is none, a trigger that is dialled gets the negative acknowledgement.
 *
 * <p>It is called in the mailbox of the phone that dialled and must not block. Thread-safe.
 */
@ConsumerType
public interface TriggerHandler {

    /**
     * Somebody dialled a trigger. It has been acknowledged.
     *
     * @param trigger the trigger's name, as it is configured
     * @param dialled who dialled, and the digits after the code
     * @return completes when the alarm is raised or could not be; an exceptional end is shown as a failure of the system
     */
    CompletionStage<FacAction.Result> triggered(String trigger, Dialled dialled);
}
