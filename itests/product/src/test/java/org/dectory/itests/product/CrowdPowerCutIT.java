package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Phone;
import org.dectory.itests.appliance.Rest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Administrators and people do anything at once, and the power is cut in the middle: what was acknowledged stays. */
class CrowdPowerCutIT {

    private static final boolean THOROUGH = Boolean.getBoolean("dectory.thorough");
    private static final int ROUNDS = THOROUGH ? 15 : 2;
    private static final int DEEDS = 120;
    private static final int CROWD = 8;

    private final Path data = Appliance.scratch("crowd").resolve("data");
    private final List<Slot> slots = new ArrayList<>();
    private final List<Phone> phones = new ArrayList<>();

    /** A number that somebody has or not; empty while that is open. */
    private static final class Slot {

        final String number;
        final ReentrantLock lock = new ReentrantLock();
        Optional<Boolean> exists = Optional.of(false);

        Slot(String number) {
            this.number = number;
        }
    }

    @Test
    @Tag("DAT-03")
    @Tag("DBS-02")
    void losesNobodyWhoWasAcknowledgedAndTiesNobodyTwice() throws Exception {
        long seed = Long.getLong("dectory.seed", 20261122L);
        System.out.println("CrowdPowerCutIT: seed " + seed);
        Random random = new Random(seed);
        Appliance appliance = Appliance.start(data);
        String code = appliance.openSubscription();
        for (int i = 0; i < 12; i++) {
            slots.add(new Slot(Integer.toString(2000 + i)));
            phones.add(appliance.subscribedPhone(i % 4 == 3 ? "GAP" : "600-700", code));
        }

        for (int round = 0; round < ROUNDS; round++) {
            cutPowerDuringUse(appliance, random);
            appliance = Appliance.start(data);
            check(appliance, "seed " + seed + ", round " + round);
        }
        appliance.close();
    }

    private void cutPowerDuringUse(Appliance appliance, Random random) {
        ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
        AtomicInteger acknowledged = new AtomicInteger();
        ConcurrentLinkedQueue<AssertionError> refused = new ConcurrentLinkedQueue<>();
        int enough = DEEDS + random.nextInt(DEEDS);
        for (int i = 0; i < CROWD; i++) {
            Random own = new Random(random.nextLong());
            crowd.execute(() -> {
                try {
                    while (!Thread.currentThread().isInterrupted()) {
                        act(appliance, own);
                        acknowledged.incrementAndGet();
                    }
                } catch (AssertionError unexpected) {
                    refused.add(unexpected);
                } catch (RuntimeException powerIsOff) {
                    // What was not acknowledged is open.
                }
            });
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.get() >= enough || !refused.isEmpty());
        boolean alive = refused.isEmpty();
        appliance.kill();
        crowd.shutdownNow();
        await().atMost(Duration.ofMinutes(1)).until(crowd::isTerminated);
        assertThat(alive).as("refused before the power cut: %s", refused).isTrue();
    }

    private void act(Appliance appliance, Random random) {
        Rest rest = appliance.rest();
        int dice = random.nextInt(10);
        if (dice < 5) {
            change(rest, slots.get(random.nextInt(slots.size())));
        } else {
            Phone phone = phones.get(random.nextInt(phones.size()));
            String number = slots.get(random.nextInt(slots.size())).number;
            // One person at a time has it in hand.
            synchronized (phone) {
                use(phone.at(appliance), dice < 8 ? "*11" + number : "*12");
            }
        }
    }

    /** Makes the user of a number, or deletes that user, with or without a phone. */
    private static void change(Rest rest, Slot slot) {
        if (!slot.lock.tryLock()) {
            return;
        }
        try {
            boolean make = !slot.exists.orElse(false);
            slot.exists = Optional.empty();
            if (make) {
                rest.post("/api/v1/users", Map.of("number", slot.number, "name", "User " + slot.number, "pin", "77"))
                        .expect(201);
            } else {
                Object uid = rest.get("/api/v1/users?search=" + slot.number)
                        .items()
                        .get(0)
                        .get("uid");
                rest.delete("/api/v1/users/" + uid).expect(204);
            }
            slot.exists = Optional.of(make);
        } finally {
            slot.lock.unlock();
        }
    }

    /** Dials, types the PIN if it is asked for, and hangs up whatever came of it. */
    private static void use(Phone phone, String digits) {
        if (phone.deed("dial", Map.of("digits", digits)).status() == 200) {
            phone.awaitPhone(
                    "an answer",
                    look -> !"".equals(look.get("prompt")) || !List.of().equals(look.get("tones")));
            if (!"".equals(phone.look().get("prompt"))) {
                phone.deed("keys", Map.of("keys", "77 OK"));
            }
            phone.deed("hook", Map.of("offHook", false));
        }
    }

    private void check(Appliance appliance, String when) {
        Map<String, String> phoneOfUser = new HashMap<>();
        Map<String, String> userOfPhone = new HashMap<>();
        List<Map<String, Object>> users =
                appliance.rest().get("/api/v1/users?limit=1000").items();
        users.forEach(user -> field(user, "device", "ipei")
                .ifPresent(ipei -> phoneOfUser.put(String.valueOf(user.get("number")), ipei)));
        appliance
                .rest()
                .get("/api/v1/devices?limit=1000")
                .items()
                .forEach(device -> field(device, "user", "number")
                        .ifPresent(number -> userOfPhone.put(String.valueOf(device.get("ipei")), number)));
        Map<String, String> turned = new HashMap<>();
        userOfPhone.forEach((ipei, number) -> turned.put(number, ipei));

        assertThat(phoneOfUser).as(when).isEqualTo(turned).hasSameSizeAs(userOfPhone);
        List<String> numbers =
                users.stream().map(user -> String.valueOf(user.get("number"))).toList();
        assertThat(numbers).as(when).doesNotHaveDuplicates();
        for (Slot slot : slots) {
            boolean there = numbers.contains(slot.number);
            assertThat(slot.exists.orElse(there))
                    .as("%s: whether %s is there", when, slot.number)
                    .isEqualTo(there);
            slot.exists = Optional.of(there);
        }
        for (Phone phone : phones) {
            String number = userOfPhone.getOrDefault(phone.ipei(), "");
            phone.at(appliance)
                    .awaitPhone(
                            when + ": shows '" + number + "'",
                            look -> Boolean.TRUE.equals(look.get("attached"))
                                    && ("GAP".equals(look.get("kind")) || number.equals(look.get("number"))));
        }
    }

    private static Optional<String> field(Map<String, Object> item, String object, String name) {
        return item.get(object) instanceof Map<?, ?> inner
                ? Optional.of(String.valueOf(inner.get(name)))
                : Optional.empty();
    }
}
