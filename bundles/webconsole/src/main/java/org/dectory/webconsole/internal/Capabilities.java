package org.dectory.webconsole.internal;

import java.util.Map;
import java.util.Optional;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.fac.FacService;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.health.HealthService;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.replaceable.PresentServices;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.trust.TrustAdministration;
import org.dectory.api.valuekeys.ValueKeys;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The parts of the appliance that happen to be there. They come and go while a page is looked at. */
@Component(
        service = Capabilities.class,
        configurationPid = "org.dectory.webconsole.capabilities",
        reference = {
            @Reference(
                    name = "datasets",
                    service = DataSetService.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "fac",
                    service = FacService.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "fieldupdate",
                    service = FieldUpdateService.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "health",
                    service = HealthService.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "provisioning",
                    service = ProvisioningService.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "sharing",
                    service = SharingService.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "snapshots",
                    service = ConfigurationSnapshots.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "subscription",
                    service = SubscriptionService.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "trust",
                    service = TrustAdministration.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "valuekeys",
                    service = ValueKeys.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove")
        })
public final class Capabilities {

    private final PresentServices services = new PresentServices(Map.ofEntries(
            Map.entry("datasets", DataSetService.class),
            Map.entry("fac", FacService.class),
            Map.entry("fieldupdate", FieldUpdateService.class),
            Map.entry("health", HealthService.class),
            Map.entry("provisioning", ProvisioningService.class),
            Map.entry("imports", ProvisioningAdministration.class),
            Map.entry("sharing", SharingService.class),
            Map.entry("snapshots", ConfigurationSnapshots.class),
            Map.entry("subscription", SubscriptionService.class),
            Map.entry("trust", TrustAdministration.class),
            Map.entry("valuekeys", ValueKeys.class)));

    @Activate
    public Capabilities() {}

    /** Takes a service in place of the one there was. */
    void add(Object service) {
        services.bind(service);
    }

    /** Forgets a service; a successor that came first stays. */
    void remove(Object service) {
        services.unbind(service);
    }

    <T> Optional<T> find(Class<T> type) {
        return services.find(type);
    }
}
