package org.dectory.webconsole.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.fac.FacService;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.subscription.SubscriptionService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The parts of the appliance that happen to be there. They come and go while a page is looked at. */
@Component(service = Capabilities.class, configurationPid = "org.dectory.webconsole.capabilities")
public final class Capabilities {

    private final Map<Class<?>, Object> present = new ConcurrentHashMap<>();

    @Activate
    public Capabilities() {}

    <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(present.get(type)).map(type::cast);
    }

    <T> void add(Class<T> type, T service) {
        present.put(type, service);
    }

    /** Forgets a service; a successor that came first stays. */
    private <T> void remove(Class<T> type, T service) {
        present.remove(type, service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addDataSets(DataSetService service) {
        add(DataSetService.class, service);
    }

    void removeDataSets(DataSetService service) {
        remove(DataSetService.class, service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addFac(FacService service) {
        add(FacService.class, service);
    }

    void removeFac(FacService service) {
        remove(FacService.class, service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addProvisioning(ProvisioningService service) {
        add(ProvisioningService.class, service);
    }

    void removeProvisioning(ProvisioningService service) {
        remove(ProvisioningService.class, service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addSubscription(SubscriptionService service) {
        add(SubscriptionService.class, service);
    }

    void removeSubscription(SubscriptionService service) {
        remove(SubscriptionService.class, service);
    }
}
