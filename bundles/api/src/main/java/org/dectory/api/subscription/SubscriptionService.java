package org.dectory.api.subscription;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dectory.api.store.Actor;
import org.osgi.annotation.versioning.ProviderType;

/** Opens and closes subscription. Mode and end outlive a restart. Thread-safe. */
@ProviderType
public interface SubscriptionService {

    /**
     * How subscription stands now.
     *
     * @return the mode, its end, and what goes with it
     */
    SubscriptionStatus status();

    /**
     * Starts standard mode; if it is on, its clock starts anew.
     *
     * @param actor who starts it
     * @return completes, when it is durable, with the new status
     */
    CompletionStage<SubscriptionStatus> startStandard(Actor actor);

    /**
     * Stops every mode at once.
     *
     * @param actor who stops it
     * @return completes, when it is durable, with the new status
     */
    CompletionStage<SubscriptionStatus> stop(Actor actor);

    /**
     * Switches auto-create on subscription.
     *
     * @param on whether a phone with an unknown IPEI may subscribe with the system's authentication code
     * @param actor who switches it
     * @return completes, when it is durable, with the new status
     */
    CompletionStage<SubscriptionStatus> autoCreate(boolean on, Actor actor);

    /**
     * The latest failed attempts.
     *
     * @return at most 100, the latest first
     */
    List<RefusedSubscription> refusals();
}
