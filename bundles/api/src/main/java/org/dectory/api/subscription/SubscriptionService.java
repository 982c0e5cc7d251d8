package org.dectory.api.subscription;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
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
     * Starts standard mode; if it is on, its clock starts anew. It ends by itself after the standard period or, if
     * {@linkplain #restrictDuration restricted}, after the restricted one; while no phone ever subscribed, it does not end by
     * itself. It takes the place of every other mode.
     *
     * @param actor who starts it
     * @return completes, when it is durable, with the new status
     */
    CompletionStage<SubscriptionStatus> startStandard(Actor actor);

    /**
     * Starts standard mode without end, for sites that want it so: it stays on until somebody stops it or starts standard
     * mode in its place. It outlives wildcard mode, restarts and the first success.
     *
     * @param actor who starts it
     * @return completes, when it is durable, with the new status
     */
    CompletionStage<SubscriptionStatus> startAlwaysOpen(Actor actor);

    /**
     * Starts wildcard mode; if it is on, its clock starts anew, as it does with each success of the mode. What follows it by
     * itself is standard mode: without end if that is what was on, or if no phone ever subscribed; else for the period that the
     * configuration gives it.
     *
     * @param period how long it lasts, 1 to 60 whole minutes; empty for the period of the configuration
     * @param actor who starts it
     * @return completes, when it is durable, with the new status
     * @throws IllegalArgumentException if the period is none of these
     */
    CompletionStage<SubscriptionStatus> startWildcard(Optional<Duration> period, Actor actor);

    /**
     * Restricts the duration of standard mode to some minutes. A period that has begun keeps its end.
     *
     * @param on whether it is restricted
     * @param actor who switches it
     * @return completes, when it is durable, with the new status
     */
    CompletionStage<SubscriptionStatus> restrictDuration(boolean on, Actor actor);

    /**
     * Stops every mode at once, the one that would follow included. A phone that was not given its key yet is refused.
     *
     * @param actor who stops it
     * @return completes, when it is durable, with the new status
     */
    CompletionStage<SubscriptionStatus> stop(Actor actor);

    /**
     * Switches auto-create on subscription. It works while standard mode is on and only then.
     *
     * @param on whether a phone with an unknown IPEI may subscribe with the system's authentication code
     * @param actor who switches it
     * @return completes, when it is durable, with the new status
     */
    CompletionStage<SubscriptionStatus> autoCreate(boolean on, Actor actor);

    /**
     * The system's authentication code, which subscribes a phone whose device has none of its own. A random one is made at
     * the first start.
     *
     * <p>It is for administrators with full access only.
     *
     * @return the code; empty while there is none, as in the first moments of a new appliance
     */
    Optional<Secret> authenticationCode();

    /**
     * Changes the system's authentication code. Phones that are subscribed stay so.
     *
     * @param code the new code, see {@link org.dectory.api.identity.AuthenticationCode}
     * @param actor who changes it, an administrator with full access
     * @return completes, when it is durable, with the status
     * @throws IllegalArgumentException if it is not 1 to 8 decimal digits
     */
    CompletionStage<SubscriptionStatus> authenticationCode(Secret code, Actor actor);

    /**
     * The latest failed attempts, each phone once for each reason. They outlive a restart, but for those of the last seconds
     * before a power cut.
     *
     * @return at most 100, the latest first
     */
    List<RefusedSubscription> refusals();
}
