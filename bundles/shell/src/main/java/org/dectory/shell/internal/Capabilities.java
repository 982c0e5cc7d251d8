package org.dectory.shell.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.fac.FacService;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.subscription.SubscriptionService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The parts of the appliance that happen to be there. */
@Component(service = Capabilities.class, configurationPid = "org.dectory.shell.capabilities")
public final class Capabilities {

    private static final Map<Class<?>, String> NAMES = Map.of(
            DataSetService.class, "datasets",
            FacService.class, "fac",
            ProvisioningService.class, "provisioning",
            SharingService.class, "sharing",
            SubscriptionService.class, "subscription");

    private final Map<Class<?>, Object> present = new ConcurrentHashMap<>();

    @Activate
    public Capabilities() {}

    /**
     * The service of a part that is there.
     *
     * @throws CommandFailedException naming the part if it is not
     */
    <T> T require(Class<T> type) throws CommandFailedException {
        return Optional.ofNullable(present.get(type))
                .map(type::cast)
                .orElseThrow(() -> new CommandFailedException("The part '" + NAMES.get(type) + "' is not there now."));
    }

    /** The names of the parts that are not there. */
    List<String> missing() {
        return NAMES.entrySet().stream()
                .filter(part -> !present.containsKey(part.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
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
    void addSharing(SharingService service) {
        add(SharingService.class, service);
    }

    void removeSharing(SharingService service) {
        remove(SharingService.class, service);
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
