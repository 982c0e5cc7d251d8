package org.dectory.rest.internal.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dectory.api.account.AccountService;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.fac.FacService;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.radio.Radio;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.store.Store;
import org.dectory.api.subscription.SubscriptionService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The parts of the appliance that happen to be there. They come and go while requests are under way; a request that needs
 * an absent one is told which.
 */
@Component(service = Capabilities.class, configurationPid = "org.dectory.rest.capabilities")
public final class Capabilities {

    /** What the appliance is made of, by the names that answers use. The simulator is no part of every product. */
    private static final Map<Class<?>, String> NEEDED = new LinkedHashMap<>();

    static {
        NEEDED.put(AccountService.class, "accounts");
        NEEDED.put(Authenticator.class, "authentication");
        NEEDED.put(DataSetService.class, "datasets");
        NEEDED.put(FacService.class, "fac");
        NEEDED.put(ProvisioningService.class, "provisioning");
        NEEDED.put(Radio.class, "radio");
        NEEDED.put(SharingService.class, "sharing");
        NEEDED.put(Store.class, "store");
        NEEDED.put(SubscriptionService.class, "subscription");
    }

    private final Map<Class<?>, Object> present = new ConcurrentHashMap<>();

    @Activate
    public Capabilities() {}

    /**
     * The service of a part that is there.
     *
     * @throws ProblemException naming the part if it is not
     */
    public <T> T require(Class<T> type) {
        return find(type).orElseThrow(() -> {
            String name = NEEDED.getOrDefault(type, "simulator");
            return new Problem(
                            ProblemType.MISSING_CAPABILITY,
                            "The part '" + name + "' of the appliance is not there now. Try again later.",
                            "",
                            List.of(name),
                            Map.of("Retry-After", "5"))
                    .exception();
        });
    }

    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(present.get(type)).map(type::cast);
    }

    /** The names of all parts that every product has. */
    public static List<String> names() {
        return List.copyOf(NEEDED.values());
    }

    /** The names of those that are not there. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        NEEDED.forEach((type, name) -> {
            if (!present.containsKey(type)) {
                missing.add(name);
            }
        });
        return missing;
    }

    /** Takes a service in place of the one there was. */
    public <T> void add(Class<T> type, T service) {
        present.put(type, service);
    }

    /** Forgets a service; a successor that came first stays. */
    public <T> void remove(Class<T> type, T service) {
        present.remove(type, service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addAccounts(AccountService service) {
        add(AccountService.class, service);
    }

    void removeAccounts(AccountService service) {
        remove(AccountService.class, service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addAuthenticator(Authenticator service) {
        add(Authenticator.class, service);
    }

    void removeAuthenticator(Authenticator service) {
        remove(Authenticator.class, service);
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
    void addRadio(Radio service) {
        add(Radio.class, service);
    }

    void removeRadio(Radio service) {
        remove(Radio.class, service);
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
    void addSimulator(PhoneSimulator service) {
        add(PhoneSimulator.class, service);
    }

    void removeSimulator(PhoneSimulator service) {
        remove(PhoneSimulator.class, service);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addStore(Store service) {
        add(Store.class, service);
    }

    void removeStore(Store service) {
        remove(Store.class, service);
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
