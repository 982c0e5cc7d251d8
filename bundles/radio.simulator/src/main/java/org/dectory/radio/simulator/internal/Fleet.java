package org.dectory.radio.simulator.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dectory.api.identity.Park;
import org.dectory.api.radio.AccessRightsHandler;
import org.dectory.api.radio.CallHandler;
import org.dectory.api.radio.EmergencyHandler;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.secret.Secrets;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.store.Store;
import org.dectory.api.time.Scheduler;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All simulated phones at work: loads them at the start, tells their owners, and lets them register again. Thread-safe. */
@Component(service = Fleet.class, immediate = true, configurationPid = Fleet.PID)
@Designate(ocd = RadioSimulatorConfig.class)
public final class Fleet implements AutoCloseable {

    static final String PID = "org.dectory.radio.simulator";

    /** How often phones that are out of reach try again. */
    private static final Duration RETRY = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    private final Park park;
    private final Surroundings world;
    private final Roster roster;
    private final LocationQueue locations;
    private Scheduler.Appointment nextTry;
    private boolean closed;

    /** Loads the phones; they register their location as soon as somebody owns access rights. */
    @Activate
    public Fleet(
            @Reference Store store,
            @Reference Secrets secrets,
            @Reference Scheduler scheduler,
            @Reference Clock clock,
            RadioSimulatorConfig config) {
        this(store, secrets, scheduler, clock, Park.parse(config.park()), config.max_phones());
        if (roster.phones().isEmpty()) {
            FirstPhone.of(List.of(config.phones())).forEach(first -> roster.add(first.ipei(), first.kind()));
        }
    }

    Fleet(Store store, Secrets secrets, Scheduler scheduler, Clock clock, Park park, int maxPhones) {
        this.park = park;
        MemoryKeeper keeper = new MemoryKeeper(store, secrets, scheduler, clock);
        world = new Surroundings(
                new Mailboxes(), new Owners(), new Watchers(), keeper, scheduler, clock, new SecureRandom());
        locations = new LocationQueue(world);
        roster = new Roster(world, Math.min(maxPhones, PhoneSimulator.MAX_PHONES));
        nextTry = world.after(RETRY, this::tryAgain);
        LOG.info("{} simulated phones, PARK {}", roster.phones().size(), park);
    }

    /** A phone that was rejected searches on; a failure of the system must not keep it out for good. */
    private synchronized void tryAgain() {
        if (!closed) {
            registerAgain();
            nextTry = world.after(RETRY, this::tryAgain);
        }
    }

    private synchronized void stopTrying() {
        closed = true;
        nextTry.cancel();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAccessRights(ComponentServiceObjects<AccessRightsHandler> handler) {
        bind(world.owners().accessRights, handler);
        registerAgain();
    }

    void unbindAccessRights(ComponentServiceObjects<AccessRightsHandler> handler) {
        world.owners().accessRights.unbind(handler.getServiceReference());
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCalls(ComponentServiceObjects<CallHandler> handler) {
        bind(world.owners().calls, handler);
    }

    void unbindCalls(ComponentServiceObjects<CallHandler> handler) {
        world.owners().calls.unbind(handler.getServiceReference());
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPhones(ComponentServiceObjects<PhoneHandler> handler) {
        bind(world.owners().phones, handler);
        announceAgain();
    }

    void unbindPhones(ComponentServiceObjects<PhoneHandler> handler) {
        world.owners().phones.unbind(handler.getServiceReference());
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindEmergencies(ComponentServiceObjects<EmergencyHandler> handler) {
        bind(world.owners().emergencies, handler);
    }

    void unbindEmergencies(ComponentServiceObjects<EmergencyHandler> handler) {
        world.owners().emergencies.unbind(handler.getServiceReference());
    }

    private static <T> void bind(Owner<T> owner, ComponentServiceObjects<T> handler) {
        owner.bind(handler.getServiceReference(), handler::getService);
    }

    /** Phones that are on and not attached try (again) to register, in turn. */
    void registerAgain() {
        List<VirtualPhone> outside = new ArrayList<>();
        for (VirtualPhone phone : roster.phones()) {
            if (isOutside(phone)) {
                outside.add(phone);
            }
        }
        locations.add(outside);
    }

    /** A phone tries to register in its turn, if it is on and not attached. */
    void registerAgain(VirtualPhone phone) {
        if (isOutside(phone)) {
            locations.add(List.of(phone));
        }
    }

    private static boolean isOutside(VirtualPhone phone) {
        synchronized (phone) {
            return phone.memory.on && phone.memory.subscribed && !phone.link.isAttached();
        }
    }

    /** A new owner knows of no phone; those of which a former one was told may have missed something since. */
    void announceAgain() {
        for (VirtualPhone phone : roster.phones()) {
            synchronized (phone) {
                phone.link.announced(false);
                if (phone.link.isToBeAnnounced()) {
                    phone.post(() -> Locating.announce(phone));
                }
            }
        }
    }

    Park park() {
        return park;
    }

    Surroundings world() {
        return world;
    }

    Roster roster() {
        return roster;
    }

    /** Writes what is not yet written; whoever waits for a phone learns that nothing comes. */
    @Deactivate
    @Override
    public void close() {
        stopTrying();
        locations.close();
        for (VirtualPhone phone : roster.phones()) {
            synchronized (phone) {
                phone.abandonAll();
            }
        }
        world.keeper().close();
        world.mailboxes().close();
    }
}
