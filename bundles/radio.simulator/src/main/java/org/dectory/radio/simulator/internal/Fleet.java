package org.dectory.radio.simulator.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
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

/** All simulated phones: loads them at the start, lets them register again, and takes in new ones. Thread-safe. */
@Component(service = Fleet.class, immediate = true, configurationPid = Fleet.PID)
@Designate(ocd = RadioSimulatorConfig.class)
public final class Fleet implements AutoCloseable {

    static final String PID = "org.dectory.radio.simulator";

    /** Manufacturer's code of phones that are made by number: none that the simulated world knows otherwise. */
    private static final int EMC = 100;

    private static final int MAX_PSN = 0xFFFFF;

    /** How often phones that are out of reach try again. */
    private static final Duration RETRY = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    private final Park park;
    private final int maxPhones;
    private final Surroundings world;
    private final LocationQueue locations;
    private final ConcurrentMap<Ipei, VirtualPhone> phones = new ConcurrentHashMap<>();
    private final Set<Ipei> reserved = new HashSet<>();
    private int lastNumber;
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
        if (phones.isEmpty()) {
            FirstPhone.of(List.of(config.phones())).forEach(first -> add(first.ipei(), first.kind()));
        }
    }

    Fleet(Store store, Secrets secrets, Scheduler scheduler, Clock clock, Park park, int maxPhones) {
        this.park = park;
        this.maxPhones = Math.min(maxPhones, PhoneSimulator.MAX_PHONES);
        MemoryKeeper keeper = new MemoryKeeper(store, secrets, scheduler, clock);
        Map<Ipei, PhoneMemory> memories = keeper.load();
        world = new Surroundings(
                new Mailboxes(), new Owners(), new Watchers(), keeper, scheduler, clock, new SecureRandom());
        locations = new LocationQueue(world);
        memories.forEach((ipei, memory) -> {
            phones.put(ipei, new VirtualPhone(ipei, memory, world));
            lastNumber = Math.max(lastNumber, memory.number);
        });
        nextTry = world.after(RETRY, this::tryAgain);
        LOG.info("{} simulated phones, PARK {}", phones.size(), park);
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
        for (VirtualPhone phone : phones.values()) {
            synchronized (phone) {
                if (phone.memory.on && phone.memory.subscribed && !phone.isAttached()) {
                    outside.add(phone);
                }
            }
        }
        locations.add(outside);
    }

    /** Phones that attached while nobody was there to be told. */
    void announceAgain() {
        for (VirtualPhone phone : phones.values()) {
            synchronized (phone) {
                if (phone.isToBeAnnounced()) {
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

    Optional<VirtualPhone> find(Ipei ipei) {
        return Optional.ofNullable(phones.get(ipei));
    }

    VirtualPhone phone(Ipei ipei) {
        return find(ipei).orElseThrow(() -> new NoSuchElementException(ipei + ": there is no such phone"));
    }

    Collection<VirtualPhone> phones() {
        return phones.values();
    }

    /** Takes in a new phone; completes when its memory is durable. */
    CompletionStage<VirtualPhone> add(Ipei ipei, HandsetKind kind) {
        List<VirtualPhone> made;
        synchronized (reserved) {
            if (phones.containsKey(ipei) || reserved.contains(ipei)) {
                return CompletableFuture.failedFuture(new IllegalStateException(ipei + ": is there already"));
            }
            if (isFull(1)) {
                return CompletableFuture.failedFuture(full());
            }
            made = List.of(make(ipei, kind));
        }
        return keep(made).thenApply(kept -> made.get(0));
    }

    /** Takes in many new phones with free identities; completes when their memories are durable. */
    CompletionStage<List<Ipei>> addMany(int count, HandsetKind kind) {
        List<VirtualPhone> made = new ArrayList<>(count);
        synchronized (reserved) {
            if (isFull(count)) {
                return CompletableFuture.failedFuture(full());
            }
            for (int psn = 1; made.size() < count && psn <= MAX_PSN; psn++) {
                Ipei ipei = new Ipei(EMC, psn);
                if (!phones.containsKey(ipei) && !reserved.contains(ipei)) {
                    made.add(make(ipei, kind));
                }
            }
        }
        return keep(made)
                .thenApply(kept -> made.stream().map(VirtualPhone::ipei).toList());
    }

    private boolean isFull(int more) {
        return phones.size() + reserved.size() + more > maxPhones;
    }

    private IllegalStateException full() {
        return new IllegalStateException("There are too many simulated phones (at most " + maxPhones + ")");
    }

    private VirtualPhone make(Ipei ipei, HandsetKind kind) {
        reserved.add(ipei);
        lastNumber++;
        return new VirtualPhone(ipei, new PhoneMemory(lastNumber, kind), world);
    }

    private CompletionStage<Void> keep(List<VirtualPhone> made) {
        return world.keeper().add(made).whenComplete((written, failure) -> {
            synchronized (reserved) {
                for (VirtualPhone phone : made) {
                    reserved.remove(phone.ipei());
                    if (failure == null) {
                        phones.put(phone.ipei(), phone);
                    }
                }
            }
            if (failure == null) {
                made.forEach(Fleet::showNew);
            }
        });
    }

    private static void showNew(VirtualPhone phone) {
        synchronized (phone) {
            phone.showsChange();
        }
    }

    /** Takes a phone away; completes when its memory is erased, with whether there was one. */
    CompletionStage<Boolean> remove(Ipei ipei) {
        VirtualPhone phone = phones.remove(ipei);
        if (phone == null) {
            return CompletableFuture.completedFuture(false);
        }
        synchronized (phone) {
            phone.remove();
        }
        return world.keeper().remove(ipei, phone.memory.number).thenApply(erased -> true);
    }

    /** Writes what is not yet written; whoever waits for a phone learns that nothing comes. */
    @Deactivate
    @Override
    public void close() {
        stopTrying();
        locations.close();
        for (VirtualPhone phone : phones.values()) {
            synchronized (phone) {
                phone.abandonAll();
            }
        }
        world.keeper().close();
        world.mailboxes().close();
    }
}
