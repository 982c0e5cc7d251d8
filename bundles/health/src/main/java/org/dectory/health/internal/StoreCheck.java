package org.dectory.health.internal;

import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.dectory.api.health.HealthService;
import org.dectory.api.store.Store;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Whether what is changed is kept. A store that is not there at all is told by the check of its capability. */
@Component(
        service = HealthCheck.class,
        configurationPid = "org.dectory.health.writing",
        property = {HealthCheck.NAME + "=" + StoreCheck.NAME, HealthCheck.TAGS + "=" + HealthService.UPDATE})
public final class StoreCheck implements HealthCheck {

    static final String NAME = "store-writing";

    private final Optional<Store> store;

    /** Takes the store, if there is one: this check must not be what is missing when it is not. */
    @Activate
    public StoreCheck(
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    Store store) {
        this.store = Optional.ofNullable(store);
    }

    @Override
    public Result execute() {
        List<String> causes = store.flatMap(Store::problem).stream()
                .map(problem -> "nothing can be changed: " + problem)
                .toList();
        return Verdicts.of(Result.Status.CRITICAL, causes, "changes are kept");
    }
}
