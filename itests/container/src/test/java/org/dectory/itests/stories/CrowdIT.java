package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.User;
import org.dectory.itests.container.House;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A crowd does thousands of things at once; whenever it rests, everything fits together, and nothing was forgotten. */
public class CrowdIT extends Story {

    private static final boolean THOROUGH = Boolean.getBoolean("dectory.thorough");
    private static final int BATCHES = THOROUGH ? 60 : 6;
    private static final int DEEDS = THOROUGH ? 1000 : 500;
    private static final int PEOPLE = 8;

    private final FeedModel model = new FeedModel();

    @Test
    @Tag("DAT-02")
    @Tag("DAT-03")
    @Tag("DAT-05")
    @Tag("LOG-02")
    @Tag("LOG-04")
    @Tag("DBS-02")
    void whateverHappensAtOnceFitsTogetherInTheEnd() throws Exception {
        long seed = Long.getLong("dectory.seed", 20261122L);
        System.out.println("CrowdIT: seed " + seed + ", " + BATCHES + " batches of " + DEEDS);
        Random random = new Random(seed);
        Crowd crowd = crowd();

        for (int batch = 0; batch < BATCHES; batch++) {
            setPolicy(random);
            letAct(crowd, random);
            crowd.phones().forEach(Hand::rests);
            String when = "seed " + seed + ", batch " + batch;
            check(crowd, when);
            if (batch % 2 == 1) {
                appliance.restarts();
                check(crowd, when + ", after a restart");
            }
        }
        System.out.println("CrowdIT: " + crowd.deeds());
    }

    private Crowd crowd() throws IOException {
        Path files = Files.createTempDirectory(
                Path.of(Objects.requireNonNull(System.getProperty("java.io.tmpdir"))), "crowd");
        House.done(appliance
                .service(ProvisioningService.class)
                .configure(
                        Optional.of(new ProvisioningService.Source("file", "", 0, files.toString(), "")),
                        Optional.empty(),
                        House.actor()));
        office.subscription().starts();
        office.subscription().autoCreate(true);
        return new Crowd(appliance.house(), files, 20, 24);
    }

    private void setPolicy(Random random) {
        office.setsSharing("takeover.user", List.of("move", "reject", "wait").get(random.nextInt(3)));
        office.setsSharing("takeover.phone", random.nextBoolean());
    }

    /** Everybody acts until enough was done; meanwhile time passes, some minutes for each second. */
    private void letAct(Crowd crowd, Random random) throws InterruptedException {
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        AtomicInteger left = new AtomicInteger(DEEDS);
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < PEOPLE; i++) {
            Random own = new Random(random.nextLong());
            people.execute(() -> {
                try {
                    while (left.getAndDecrement() > 0 && failures.isEmpty()) {
                        crowd.act(own);
                    }
                } catch (RuntimeException | Error failure) {
                    failures.add(failure);
                }
            });
        }
        people.shutdown();
        while (!people.awaitTermination(5, TimeUnit.MILLISECONDS)) {
            time.advances(Duration.ofMillis(50));
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("somebody failed", failures.peek());
        }
    }

    private void check(Crowd crowd, String when) {
        try {
            appliance.isQuiet();
            Store store = appliance.service(Store.class);
            model.follow(appliance.service(ChangeFeed.class));
            model.isWhatIsStored(store);
            crowd.existing()
                    .forEach((number, there) -> assertThat(model.hasUser(number))
                            .as("whether %s is there", number)
                            .isEqualTo(there));
            for (Hand phone : crowd.phones()) {
                assertThat(model.logins(phone.ipei()))
                        .as("logins at %s", phone.ipei())
                        .isBetween(
                                phone.confirmedLogins.get(), phone.confirmedLogins.get() + phone.possibleLogins.get());
                showsWhatIsStored(phone, store);
            }
        } catch (AssertionError failure) {
            throw new AssertionError(when, failure);
        }
    }

    private void showsWhatIsStored(Hand phone, Store store) {
        record Stored(Optional<Device> device, Optional<User> user) {}
        Stored stored = store.read(view -> {
            Optional<Device> device = view.findDevice(phone.ipei());
            Optional<Relation> relation = device.flatMap(found -> view.findRelation(found.id()));
            return new Stored(device, relation.flatMap(tie -> view.findUser(tie.user())));
        });
        boolean subscribed = stored.device()
                .filter(device -> device.subscription() == Device.SubscriptionState.SUBSCRIBED)
                .isPresent();
        String number = stored.user().map(User::number).map(UserNumber::value).orElse("");
        String name = stored.user().map(User::name).orElse("");
        await(phone.ipei() + " as stored: " + stored)
                .atMost(House.PATIENCE)
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> {
                    time.advances(Duration.ofMillis(100));
                    SimulatedPhone look = phone.look();
                    // A phone that was off when its device was deleted does not know, but is out of reach for good.
                    assertThat(look.attached()).as(look.toString()).isEqualTo(subscribed);
                    if (subscribed && look.kind() == HandsetKind.PHONE_600_700) {
                        assertThat(look.number()).as(look.toString()).isEqualTo(number);
                        assertThat(look.name()).as(look.toString()).isEqualTo(name);
                    }
                });
    }
}
