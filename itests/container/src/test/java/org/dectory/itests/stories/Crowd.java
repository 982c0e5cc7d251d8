package org.dectory.itests.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.sharing.LoginLock;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.User;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.itests.container.House;

/**
 * Many people and administrators who do anything at any time, and remember what they were told. Whoever makes or deletes
 * somebody, or has a phone in hand, is alone at it; all else overlaps as it likes.
 */
final class Crowd {

    /** Somebody whom administrators make and delete, or a file does. */
    private static final class Slot {

        final ReentrantLock lock = new ReentrantLock();
        final Person person;
        final boolean external;

        /** What was told last; empty if that is open. */
        volatile Optional<Boolean> exists = Optional.of(false);

        Slot(Person person, boolean external) {
            this.person = person;
            this.external = external;
        }
    }

    private final House house;
    private final Path files;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Hand> phones = new ArrayList<>();

    private final Map<String, AtomicInteger> deeds = new ConcurrentHashMap<>();

    Crowd(House house, Path files, int people, int phones) {
        this.house = house;
        this.files = files;
        for (int i = 0; i < people; i++) {
            String number = Integer.toString(2000 + i);
            slots.add(new Slot(Person.called("User " + number, number, "1" + i).withLoginId("7" + number), i % 5 == 4));
        }
        for (HandsetKind kind : List.of(HandsetKind.PHONE_600_700, HandsetKind.GAP)) {
            int count = kind == HandsetKind.GAP ? phones / 6 : phones - phones / 6;
            for (Ipei ipei : House.done(house.service(PhoneSimulator.class).addMany(count, kind))) {
                this.phones.add(new Hand(house, ipei));
            }
        }
    }

    List<Hand> phones() {
        return phones;
    }

    /** How often each deed was done, for people who wonder what the test did. */
    Map<String, AtomicInteger> deeds() {
        return deeds;
    }

    /** Whether somebody must be there, or must not; empty if that is open. */
    Map<String, Boolean> existing() {
        Map<String, Boolean> known = new ConcurrentHashMap<>();
        slots.forEach(slot -> slot.exists.ifPresent(there -> known.put(slot.person.number(), there)));
        return known;
    }

    /** Does one thing, whatever comes to mind. */
    void act(Random random) {
        Slot slot = slots.get(random.nextInt(slots.size()));
        int dice = random.nextInt(100);
        Hand phone = choose(random, dice < 52);
        try {
            if (dice < 30) {
                logIn(phone, slot.person, slot.person.pin());
            } else if (dice < 34) {
                logIn(phone, slot.person, "99999");
            } else if (dice < 52) {
                logOut(phone);
            } else if (dice < 66) {
                subscribe(phone, slot, random.nextInt(8) == 0);
            } else if (dice < 69) {
                deleteDevice(phone);
            } else if (dice < 83) {
                makeUser(slot);
            } else if (dice < 86) {
                deleteUser(slot);
            } else if (dice < 89) {
                rename(slot, random);
            } else if (dice < 91) {
                makePair(slot, phone);
            } else if (dice < 94) {
                changeRelation(phone, random);
            } else if (dice < 95) {
                asAdministrator("login type", () -> {
                    LoginType type = random.nextInt(4) == 0 ? LoginType.LOGIN_ID : LoginType.NUMBER;
                    House.done(house.service(SharingService.class).loginType(type, House.actor()));
                });
            } else if (dice < 97) {
                asAdministrator(
                        "logout by administrator",
                        () -> findDevice(phone)
                                .ifPresent(device -> House.done(
                                        house.service(SharingService.class).logout(device, House.actor()))));
            } else if (dice < 98) {
                if (phone.held.tryLock()) {
                    try {
                        phone.fiddle(random);
                    } finally {
                        phone.held.unlock();
                    }
                }
            } else if (dice < 99) {
                asAdministrator("wildcard or standard", () -> {
                    SubscriptionService subscription = house.service(SubscriptionService.class);
                    House.done(
                            random.nextBoolean()
                                    ? subscription.startWildcard(Optional.empty(), House.actor())
                                    : subscription.startStandard(House.actor()));
                });
            } else {
                asAdministrator("unlock", this::unlockAll);
            }
        } catch (RefusedException told) {
            count("refusals");
        }
    }

    /** Somebody who wants to log in or out looks for a phone that is subscribed, but not for long. */
    private Hand choose(Random random, boolean attached) {
        Hand phone = phones.get(random.nextInt(phones.size()));
        for (int more = 0; more < 3 && phone.look().attached() != attached; more++) {
            phone = phones.get(random.nextInt(phones.size()));
        }
        return phone;
    }

    private void count(String deed) {
        deeds.computeIfAbsent(deed, name -> new AtomicInteger()).incrementAndGet();
    }

    private Optional<DeviceId> findDevice(Hand phone) {
        return house.service(Store.class)
                .read(view -> view.findDevice(phone.ipei()).map(device -> device.id()));
    }

    private Optional<User> findUser(Person person) {
        return house.service(Store.class).read(view -> view.findUser(new UserNumber(person.number())));
    }

    // People at phones

    private void logIn(Hand phone, Person person, String pin) {
        if (!phone.held.tryLock()) {
            return;
        }
        try {
            boolean byNumber = house.service(SharingService.class).loginType() == LoginType.NUMBER;
            String login = byNumber ? person.number() : person.loginId().orElseThrow();
            Hand.Outcome outcome = phone.dial("*11" + login, pin, "Logged in");
            boolean right = pin.equals(person.pin());
            count("login " + (right ? "" : "with wrong PIN ") + outcome);
            if (outcome == Hand.Outcome.DONE) {
                phone.confirmedLogins.incrementAndGet();
                if (!right) {
                    throw new AssertionError(person + " logged in by a wrong PIN at " + phone.look());
                }
            } else if (outcome == Hand.Outcome.UNKNOWN && right) {
                phone.possibleLogins.incrementAndGet();
            }
        } finally {
            phone.held.unlock();
        }
    }

    private void logOut(Hand phone) {
        if (!phone.held.tryLock()) {
            return;
        }
        try {
            count("logout " + phone.dial("*12", "0", "Logged out"));
        } finally {
            phone.held.unlock();
        }
    }

    private void subscribe(Hand phone, Slot slot, boolean byAdditionalId) {
        if (!phone.held.tryLock()) {
            return;
        }
        try {
            if (!phone.record.tryLock()) {
                return;
            }
            try {
                Secret code = house.service(SubscriptionService.class)
                        .authenticationCode()
                        .orElseThrow();
                Optional<String> id = byAdditionalId ? slot.person.loginId() : Optional.empty();
                if (!phone.look().attached()) {
                    count("subscription " + phone.subscribe(code, id));
                }
            } finally {
                phone.record.unlock();
            }
        } finally {
            phone.held.unlock();
        }
    }

    // Administrators

    private void asAdministrator(String deed, Runnable work) {
        try {
            work.run();
            count(deed);
        } catch (RuntimeException | AssertionError failure) {
            throw tolerate(deed, failure);
        }
    }

    /** What the rules refuse, or somebody else changed first, is no failure. */
    private RefusedException tolerate(String deed, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataSetException || cause instanceof StoreException) {
                count(deed + " refused");
                return new RefusedException();
            }
        }
        throw new AssertionError(deed, failure);
    }

    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void deleteDevice(Hand phone) {
        if (phone.record.tryLock()) {
            try {
                asAdministrator(
                        "device deleted",
                        () -> findDevice(phone)
                                .ifPresent(device -> House.done(
                                        house.service(DataSetService.class).removeDevice(device, House.actor()))));
            } finally {
                phone.record.unlock();
            }
        }
    }

    private void makeUser(Slot slot) {
        alone(slot, true, () -> {
            if (slot.external) {
                write(slot, "UD_Name=" + slot.person.name() + "\nUD_Pin=" + slot.person.pin() + "\n");
                House.done(house.service(ProvisioningService.class).importUser(slot.person.number()));
            } else {
                House.done(house.service(DataSetService.class).addUser(draft(slot.person), House.actor()));
            }
        });
    }

    private void deleteUser(Slot slot) {
        alone(slot, false, () -> {
            if (slot.external) {
                remove(slot);
                House.done(house.service(ProvisioningService.class).importUser(slot.person.number()));
            }
            Optional<User> user = findUser(slot.person);
            if (user.isPresent()) {
                House.done(house.service(DataSetService.class)
                        .removeUser(user.orElseThrow().id(), House.actor()));
            }
        });
    }

    /** Makes or deletes somebody; whether an external user is there is up to the files. */
    private void alone(Slot slot, boolean there, Runnable work) {
        if (slot.lock.tryLock()) {
            try {
                boolean already = slot.exists.equals(Optional.of(there)) && !slot.external;
                if (!already) {
                    slot.exists = Optional.empty();
                    asAdministrator(there ? "user made" : "user deleted", work);
                    slot.exists = Optional.of(there).filter(told -> !slot.external);
                }
            } finally {
                slot.lock.unlock();
            }
        }
    }

    private static UserDraft draft(Person person) {
        return new UserDraft(
                new UserNumber(person.number()),
                person.loginId().map(LoginId::new),
                person.name(),
                Optional.of(Secret.of(person.pin())),
                Map.of());
    }

    private void rename(Slot slot, Random random) {
        asAdministrator(
                "user renamed",
                () -> findUser(slot.person).ifPresent(user -> {
                    Person renamed = new Person(
                            "Name " + random.nextInt(1000),
                            slot.person.number(),
                            slot.person.loginId(),
                            slot.person.pin());
                    House.done(house.service(DataSetService.class)
                            .changeUser(user.id(), user.revision(), draft(renamed), House.actor()));
                }));
    }

    private void makePair(Slot slot, Hand phone) {
        if (!slot.external && phone.record.tryLock()) {
            try {
                DeviceDraft device = new DeviceDraft(phone.ipei(), HandsetKind.UNKNOWN, Optional.empty(), false);
                alone(
                        slot,
                        true,
                        () -> House.done(house.service(DataSetService.class)
                                .addPair(device, draft(slot.person), House.actor())));
            } finally {
                phone.record.unlock();
            }
        }
    }

    private void changeRelation(Hand phone, Random random) {
        Relation.Kind kind = random.nextInt(4) == 0 ? Relation.Kind.FIXED : Relation.Kind.DYNAMIC;
        asAdministrator(
                "relation made " + kind,
                () -> findDevice(phone)
                        .ifPresent(device -> House.done(
                                house.service(DataSetService.class).changeRelation(device, kind, House.actor()))));
    }

    /** Clears all locks that wrong PINs made. */
    void unlockAll() {
        SharingService sharing = house.service(SharingService.class);
        for (LoginLock lock : sharing.locks()) {
            House.done(sharing.unlock(lock.device(), lock.user(), House.actor()));
        }
    }

    private void write(Slot slot, String text) {
        try {
            Files.writeString(files.resolve(slot.person.number() + ".cfg"), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void remove(Slot slot) {
        try {
            Files.deleteIfExists(files.resolve(slot.person.number() + ".cfg"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
