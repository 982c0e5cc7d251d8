package org.dectory.radio.simulator.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;

/** Which phones there are: those from the disk, and those that come and go. Thread-safe. */
final class Roster {

    /** Manufacturer's code of phones that are made by number: none that the simulated world knows otherwise. */
    private static final int EMC = 100;

    private static final int MAX_PSN = 0xFFFFF;

    private final Surroundings world;
    private final int maxPhones;
    private final ConcurrentMap<Ipei, VirtualPhone> phones = new ConcurrentHashMap<>();

    /** Identities of phones whose memory is on its way to the disk; its lock guards the last number, too. */
    private final Set<Ipei> reserved = new HashSet<>();

    private int lastNumber;

    /** Loads the phones from the disk. */
    Roster(Surroundings world, int maxPhones) {
        this.world = world;
        this.maxPhones = maxPhones;
        world.keeper().load().forEach((ipei, memory) -> {
            phones.put(ipei, new VirtualPhone(ipei, memory, world));
            lastNumber = Math.max(lastNumber, memory.number);
        });
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
            if (!isFree(ipei)) {
                return CompletableFuture.failedFuture(new IllegalStateException(ipei + ": is there already"));
            }
            made = make(List.of(ipei), kind);
        }
        return keep(made).thenApply(kept -> kept.get(0));
    }

    /** Takes in many new phones with free identities; completes when their memories are durable. */
    CompletionStage<List<Ipei>> addMany(int count, HandsetKind kind) {
        List<VirtualPhone> made;
        synchronized (reserved) {
            made = make(freeIdentities(count), kind);
        }
        return keep(made)
                .thenApply(kept -> kept.stream().map(VirtualPhone::ipei).toList());
    }

    private boolean isFree(Ipei ipei) {
        return !phones.containsKey(ipei) && !reserved.contains(ipei);
    }

    private List<Ipei> freeIdentities(int count) {
        List<Ipei> free = new ArrayList<>(count);
        for (int psn = 1; free.size() < count && psn <= MAX_PSN; psn++) {
            Ipei ipei = new Ipei(EMC, psn);
            if (isFree(ipei)) {
                free.add(ipei);
            }
        }
        return free;
    }

    /** Makes phones and reserves their identities; makes none if there is no room for all. */
    private List<VirtualPhone> make(List<Ipei> identities, HandsetKind kind) {
        if (phones.size() + reserved.size() + identities.size() > maxPhones) {
            return List.of();
        }
        reserved.addAll(identities);
        return identities.stream()
                .map(ipei -> new VirtualPhone(ipei, new PhoneMemory(++lastNumber, kind), world))
                .toList();
    }

    private CompletionStage<List<VirtualPhone>> keep(List<VirtualPhone> made) {
        if (made.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("There are too many simulated phones (at most " + maxPhones + ")"));
        }
        return world.keeper()
                .add(made)
                .whenComplete((written, failure) -> take(made, failure == null))
                .thenApply(written -> made);
    }

    /** The identities are no longer reserved: their phones are there, or could not be written. */
    private void take(List<VirtualPhone> made, boolean durable) {
        synchronized (reserved) {
            for (VirtualPhone phone : made) {
                reserved.remove(phone.ipei());
                if (durable) {
                    phones.put(phone.ipei(), phone);
                }
            }
        }
        if (durable) {
            made.forEach(Roster::showNew);
        }
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
}
