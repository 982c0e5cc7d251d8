package org.dectory.subscription.internal;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacActionProperties;
import org.dectory.api.store.Actor;
import org.dectory.api.subscription.SubscriptionService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Stops every mode of subscription from a phone. */
@Component(
        name = "org.dectory.subscription.deactivate",
        service = FacAction.class,
        configurationPolicy = ConfigurationPolicy.IGNORE)
@FacActionProperties(action = "DeactivateSubscription", title = "Deactivate subscription")
public final class DeactivateSubscription implements FacAction {

    private final SubscriptionService subscription;

    @Activate
    public DeactivateSubscription(@Reference SubscriptionService subscription) {
        this.subscription = subscription;
    }

    @Override
    public Optional<String> refuse(Dialled dialled) {
        return dialled.rest().isEmpty() ? Optional.empty() : Optional.of("Too many digits");
    }

    @Override
    public CompletionStage<Result> perform(Dialled dialled) {
        return subscription
                .stop(Actor.phone(dialled.device().ipei()))
                .thenApply(status -> new Result.Done("Subscription off"));
    }
}
