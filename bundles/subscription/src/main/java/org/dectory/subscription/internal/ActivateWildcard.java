package org.dectory.subscription.internal;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacActionProperties;
import org.dectory.api.store.Actor;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Starts or extends wildcard mode from a phone, for the period of the configuration. */
@Component(
        name = "org.dectory.subscription.wildcard",
        service = FacAction.class,
        configurationPolicy = ConfigurationPolicy.IGNORE)
@FacActionProperties(action = "ActivateWildcard", title = "Activate wildcard subscription", critical = true)
public final class ActivateWildcard implements FacAction {

    private final SubscriptionService subscription;

    @Activate
    public ActivateWildcard(@Reference SubscriptionService subscription) {
        this.subscription = subscription;
    }

    @Override
    public Optional<String> refuse(Dialled dialled) {
        return dialled.rest().isEmpty() ? Optional.empty() : Optional.of("Too many digits");
    }

    @Override
    public CompletionStage<Result> perform(Dialled dialled) {
        return subscription
                .startWildcard(Optional.empty(), Actor.phone(dialled.device().ipei()))
                .thenApply(status -> status.mode() == Mode.OFF
                        ? new Result.Failed("Set the system's clock")
                        : new Result.Done("Wildcard on"));
    }
}
