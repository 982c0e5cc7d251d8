package org.dectory.rest.internal.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.account.AccountService;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.fac.FacService;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.health.HealthService;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.radio.Radio;
import org.dectory.api.replaceable.PresentServices;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.store.Store;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.trust.Trust;
import org.dectory.api.trust.TrustAdministration;
import org.dectory.api.valuekeys.ValueKeys;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.MetaTypeService;

/**
 * The parts of the appliance that happen to be there. They come and go while requests are under way; a request that needs
 * an absent one is told which.
 */
@Component(
        service = Capabilities.class,
        configurationPid = "org.dectory.rest.capabilities",
        reference = {
            @Reference(
                    name = "accounts",
                    service = AccountService.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "authentication",
                    service = Authenticator.class,
                    // The file server alone proves no phone.
                    target = "(!(" + AuthenticationAlgorithm.NAME + "=" + AuthenticationAlgorithm.SERVER + "))",
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "configuration",
                    service = ConfigurationAdmin.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
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
                    name = "metatype",
                    service = MetaTypeService.class,
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
                    name = "radio",
                    service = Radio.class,
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
                    name = "simulator",
                    service = PhoneSimulator.class,
                    cardinality = ReferenceCardinality.OPTIONAL,
                    policy = ReferencePolicy.DYNAMIC,
                    policyOption = ReferencePolicyOption.GREEDY,
                    bind = "add",
                    unbind = "remove"),
            @Reference(
                    name = "store",
                    service = Store.class,
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
                    name = "trust.policy",
                    service = Trust.class,
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

    /** What is no part of every product, or not one that people speak of. */
    private static final Set<String> BESIDE = Set.of(
            "configuration", "metatype", "provisioning.administration", "simulator", "snapshots", "trust.policy");

    private final PresentServices services = new PresentServices(Map.ofEntries(
            Map.entry("accounts", AccountService.class),
            Map.entry("authentication", Authenticator.class),
            Map.entry("configuration", ConfigurationAdmin.class),
            Map.entry("datasets", DataSetService.class),
            Map.entry("fac", FacService.class),
            Map.entry("fieldupdate", FieldUpdateService.class),
            Map.entry("health", HealthService.class),
            Map.entry("metatype", MetaTypeService.class),
            Map.entry("provisioning", ProvisioningService.class),
            Map.entry("provisioning.administration", ProvisioningAdministration.class),
            Map.entry("radio", Radio.class),
            Map.entry("sharing", SharingService.class),
            Map.entry("snapshots", ConfigurationSnapshots.class),
            Map.entry("simulator", PhoneSimulator.class),
            Map.entry("store", Store.class),
            Map.entry("subscription", SubscriptionService.class),
            Map.entry("trust", TrustAdministration.class),
            Map.entry("trust.policy", Trust.class),
            Map.entry("valuekeys", ValueKeys.class)));

    @Activate
    public Capabilities() {}

    /** Takes a service in place of the one there was. */
    public void add(Object service) {
        services.bind(service);
    }

    /** Forgets a service; a successor that came first stays. */
    public void remove(Object service) {
        services.unbind(service);
    }

    /**
     * The service of a part that is there.
     *
     * @throws ProblemException naming the part if it is not
     */
    public <T> T require(Class<T> type) {
        return find(type).orElseThrow(() -> {
            String name = services.name(type);
            return new Problem(
                            ProblemType.MISSING_CAPABILITY,
                            "The part '" + name + "' of the appliance is not there now. Try again later.",
                            "",
                            List.of(name),
                            "",
                            Map.of("Retry-After", "5"))
                    .exception();
        });
    }

    public <T> Optional<T> find(Class<T> type) {
        return services.find(type);
    }

    /** The names of all parts that every product has. */
    public List<String> names() {
        return needed(services.names());
    }

    /** The names of those that are not there. */
    public List<String> missing() {
        return needed(services.missing());
    }

    private static List<String> needed(List<String> names) {
        return names.stream().filter(name -> !BESIDE.contains(name)).toList();
    }
}
