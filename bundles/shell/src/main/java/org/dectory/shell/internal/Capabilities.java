package org.dectory.shell.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.fac.FacService;
import org.dectory.api.fieldupdate.FieldUpdateService;
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

/** The parts of the appliance that happen to be there. */
@Component(
        service = Capabilities.class,
        configurationPid = "org.dectory.shell.capabilities",
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

    private static final Set<String> BESIDE = Set.of("imports", "snapshots");

    private final PresentServices services = new PresentServices(Map.of(
            "datasets", DataSetService.class,
            "fac", FacService.class,
            "fieldupdate", FieldUpdateService.class,
            "provisioning", ProvisioningService.class,
            "imports", ProvisioningAdministration.class,
            "sharing", SharingService.class,
            "snapshots", ConfigurationSnapshots.class,
            "subscription", SubscriptionService.class,
            "trust", TrustAdministration.class,
            "valuekeys", ValueKeys.class));

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

    /**
     * The service of a part that is there.
     *
     * @throws CommandFailedException naming the part if it is not
     */
    <T> T require(Class<T> type) throws CommandFailedException {
        return services.find(type)
                .orElseThrow(
                        () -> new CommandFailedException("The part '" + services.name(type) + "' is not there now."));
    }

    <T> Optional<T> find(Class<T> type) {
        return services.find(type);
    }

    /** The names of the parts that are not there, without sides of the platform, and of provisioning, which is named itself. */
    List<String> missing() {
        return services.missing().stream()
                .filter(name -> !BESIDE.contains(name))
                .toList();
    }
}
