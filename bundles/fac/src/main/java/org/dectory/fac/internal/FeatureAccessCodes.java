package org.dectory.fac.internal;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.FacService;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.radio.CallHandler;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.time.Scheduler;
import org.dectory.fac.internal.FacPlan.Meaning;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where phones dial feature access codes and administrators choose them. Thread-safe. */
@Component(
        service = {FacService.class, CallHandler.class},
        configurationPid = AdminConfiguration.PID)
@Designate(ocd = FeatureAccessCodes.Config.class)
public final class FeatureAccessCodes implements FacService, CallHandler {

    @ObjectClassDefinition(name = "Feature access codes", description = "What can be dialled to make the system act")
    @interface Config {

        @AttributeDefinition(
                name = "Number",
                description = "What every code begins with: 1 to 16 of 0-9 * #; empty to switch all codes off")
        String number() default "*1";

        @AttributeDefinition(
                name = "Codes",
                description = "Action=code, one for each action; an empty code switches the action off")
        String[] codes() default {
            "UserLogin=1",
            "UserLogout=2",
            "ActivateSubscription=34567",
            "ActivateWildcard=34568",
            "DeactivateSubscription=9"
        };

        @AttributeDefinition(
                name = "Keep the call up",
                description = "Seconds for which the display can be read and the tone be heard at the end",
                min = "0",
                max = "60")
        int linger_seconds() default 3;
    }

    private static final Logger LOG = LoggerFactory.getLogger(FeatureAccessCodes.class);

    private final FacConfiguration configuration;
    private final Store store;
    private final Radio radio;
    private final Scheduler scheduler;
    private final Clock clock;
    private final FacActions actions = new FacActions();

    /** Own changes whose notice has not come yet, the oldest first. Guarded by this. */
    private final Deque<FacPlan> announced = new ArrayDeque<>();

    private volatile FacSettings settings;

    @Activate
    public FeatureAccessCodes(
            @Reference ConfigurationAdmin admin,
            @Reference Store store,
            @Reference Radio radio,
            @Reference Scheduler scheduler,
            @Reference Clock clock,
            Config config) {
        this(
                new AdminConfiguration(admin),
                store,
                radio,
                scheduler,
                clock,
                settings(config).orElse(FacSettings.OFF));
    }

    FeatureAccessCodes(
            FacConfiguration configuration,
            Store store,
            Radio radio,
            Scheduler scheduler,
            Clock clock,
            FacSettings settings) {
        this.configuration = configuration;
        this.store = store;
        this.radio = radio;
        this.scheduler = scheduler;
        this.clock = clock;
        this.settings = settings;
        warnOfUser(settings.plan().number());
    }

    /** Users that came while the codes were the same must not switch them off at the next start. */
    private void warnOfUser(String number) {
        try {
            requireNoUser(number);
        } catch (FacRejectedException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    private static Optional<FacSettings> settings(Config config) {
        try {
            return Optional.of(FacSettings.of(config.number(), config.codes(), config.linger_seconds()));
        } catch (FacRejectedException e) {
            LOG.warn("The configuration is refused as a whole: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "bindAction")
    void bindAction(FacAction action, Map<String, ?> properties) {
        actions.bind(action, properties);
    }

    void unbindAction(FacAction action, Map<String, ?> properties) {
        actions.unbind(properties);
    }

    @Modified
    void modified(Config config) {
        settings(config).ifPresent(this::changedFromOutside);
    }

    /** Takes changed settings over, or leaves the last good ones where they are. */
    synchronized void changedFromOutside(FacSettings changed) {
        boolean own = announced.contains(changed.plan());
        while (own && !announced.isEmpty()) {
            if (announced.removeFirst().equals(changed.plan())) {
                break;
            }
        }
        if (own && !announced.isEmpty()) {
            // A later change of our own counts already, and its notice is yet to come.
            return;
        }
        try {
            requireNoUser(changed.plan().number());
            settings = changed;
        } catch (FacRejectedException e) {
            LOG.warn("The configuration is refused as a whole: {}", e.getMessage());
        }
    }

    private void requireNoUser(String number) throws FacRejectedException {
        if (!number.isEmpty()
                && store.read(view -> view.findUser(new UserNumber(number))).isPresent()) {
            throw new FacRejectedException("number", "The FAC number " + number + " is the number of a user.");
        }
    }

    @Override
    public String number() {
        return settings.plan().number();
    }

    @Override
    public List<FacEntry> entries() {
        SortedMap<String, String> codes = settings.plan().codes();
        SortedSet<String> names = new TreeSet<>(codes.keySet());
        names.addAll(actions.names());
        return names.stream()
                .map(name -> entry(name, codes.getOrDefault(name, "")))
                .toList();
    }

    private FacEntry entry(String name, String code) {
        return actions.find(name)
                .map(offer -> new FacEntry(name, offer.title(), code, offer.rest(), offer.critical(), true))
                .orElseGet(() -> new FacEntry(name, name, code, "", false, false));
    }

    @Override
    public synchronized void configure(String number, Map<String, String> codes, Actor actor)
            throws FacRejectedException {
        FacPlan changed = settings.plan().changed(number, codes);
        requireNoUser(number);
        configuration.write(changed.number(), changed.codes());
        announced.add(changed);
        settings = settings.with(changed);
        LOG.info("The feature access codes are changed by {}", actor.name());
        audit(actor);
    }

    /** Tells the change feed who changed something, but not to what. */
    private void audit(Actor actor) {
        store.write(actor, transaction -> {
                    transaction.putState("fac.changed", transaction.now().toString());
                    return true;
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "The change feed lacks that {} changed the codes: {}",
                                actor.name(),
                                failure.getMessage());
                    }
                });
    }

    @Override
    public void setUp(CallSetup setup) {
        FacCall call = new FacCall(setup, radio, scheduler, clock, settings.linger());
        Meaning meaning = settings.plan().meaning(setup.digits());
        if (!(meaning instanceof Meaning.NoFac)) {
            // Also if it leads nowhere: a code that was mistyped or dialled digit by digit tells the right one.
            radio.suppressRedial(setup.phone());
        }
        if (meaning instanceof Meaning.NoFac || !setup.enBloc()) {
            call.busy();
            return;
        }
        Optional<Caller> caller = findSubscribed(setup);
        if (caller.isEmpty()) {
            call.busy();
            return;
        }
        Optional<FacActions.Offer> offer =
                meaning instanceof Meaning.Action action ? actions.find(action.name()) : Optional.empty();
        if (meaning instanceof Meaning.Action action && offer.isPresent()) {
            Caller dialling = caller.orElseThrow();
            Dialled dialled = new Dialled(dialling.device(), dialling.relation(), setup.kind(), action.rest());
            call.perform(action.name(), offer.orElseThrow().action(), dialled);
        } else {
            call.unknown();
        }
    }

    private Optional<Caller> findSubscribed(CallSetup setup) {
        try {
            return store.read(view -> view.findDevice(setup.phone())
                    .filter(device -> device.subscription() == Device.SubscriptionState.SUBSCRIBED)
                    .map(device -> new Caller(device, view.findRelation(device.id()))));
        } catch (StoreException e) {
            LOG.error("A call of {} was turned away: {}", setup.phone(), e.getMessage());
            return Optional.empty();
        }
    }

    /** The device that dials, and its tie to a user. */
    private record Caller(Device device, Optional<Relation> relation) {}
}
