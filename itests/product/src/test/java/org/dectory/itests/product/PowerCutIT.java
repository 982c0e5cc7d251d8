package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Phone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The appliance is killed while phones are in full use: what was acknowledged is there afterwards, nothing is half there. */
class PowerCutIT {

    private static final int PHONES = 50;
    private static final int ROUNDS = Boolean.getBoolean("dectory.thorough") ? 6 : 1;

    @Test
    @Tag("DBS-01")
    @Tag("DBS-02")
    @Tag("DAT-03")
    void losesNoAcknowledgedLoginAndNoLogout() throws Exception {
        Path data = Appliance.scratch("power-cut").resolve("data");
        Appliance appliance = Appliance.start(data);
        List<Person> people = people(appliance);
        Random random = new Random(42);

        for (int round = 0; round < ROUNDS; round++) {
            int enough = PHONES + random.nextInt(PHONES);
            cutPowerDuringUse(appliance, people, enough);
            appliance = Appliance.start(data);
            check(appliance, people);
        }
        appliance.close();
    }

    private static List<Person> people(Appliance appliance) {
        String code = appliance.openSubscription();
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < PHONES; i++) {
            String number = Integer.toString(2000 + i);
            appliance
                    .rest()
                    .post("/api/v1/users", Map.of("number", number, "name", "User " + number, "pin", "77"))
                    .expect(201);
            people.add(new Person(number, appliance.subscribedPhone("600-700", code)));
        }
        return people;
    }

    /** Everybody logs in and out at once until enough of it was acknowledged; then the process is killed. */
    private static void cutPowerDuringUse(Appliance appliance, List<Person> people, int enough)
            throws InterruptedException {
        ExecutorService hands = Executors.newFixedThreadPool(PHONES);
        AtomicInteger acknowledged = new AtomicInteger();
        people.forEach(person -> hands.execute(() -> person.use(appliance, acknowledged)));
        await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.get() >= enough);
        appliance.kill();
        hands.shutdownNow();
        await().atMost(Duration.ofMinutes(1)).until(hands::isTerminated);
    }

    private static void check(Appliance appliance, List<Person> people) {
        List<Map<String, Object>> users =
                appliance.rest().get("/api/v1/users?limit=1000").items();
        List<Map<String, Object>> devices =
                appliance.rest().get("/api/v1/devices?limit=1000").items();
        assertThat(users).hasSize(PHONES);
        assertThat(devices).hasSize(PHONES);
        for (Person person : people) {
            boolean loggedIn = users.stream()
                    .anyMatch(user -> person.number.equals(user.get("number"))
                            && String.valueOf(user.get("device")).contains(person.phone.ipei()));
            boolean linkedBack = devices.stream()
                    .anyMatch(device -> person.phone.ipei().equals(device.get("ipei"))
                            && String.valueOf(device.get("user")).contains("number=" + person.number));
            assertThat(loggedIn).as("both ends agree on %s", person.number).isEqualTo(linkedBack);
            if (person.certain) {
                assertThat(loggedIn).as("what %s was told", person.number).isEqualTo(person.loggedIn);
            }
            person.loggedIn = loggedIn;
            person.certain = true;
            String shown = loggedIn ? person.number : "";
            person.phone
                    .at(appliance)
                    .awaitPhone(
                            "shows '" + shown + "'",
                            look -> Boolean.TRUE.equals(look.get("attached")) && shown.equals(look.get("number")));
        }
    }

    /** A person with a phone, and what the phone told last. */
    private static final class Person {

        private final String number;
        private final Phone phone;
        private volatile boolean loggedIn;
        private volatile boolean certain = true;

        Person(String number, Phone phone) {
            this.number = number;
            this.phone = phone;
        }

        void use(Appliance appliance, AtomicInteger acknowledged) {
            Phone hand = phone.at(appliance);
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    certain = false;
                    if (loggedIn) {
                        hand.logout();
                    } else {
                        hand.login(number, "77");
                    }
                    loggedIn = !loggedIn;
                    certain = true;
                    acknowledged.incrementAndGet();
                }
            } catch (RuntimeException | AssertionError powerIsOff) {
                // Whether the last deed was done is open, and the check allows both.
                Thread.currentThread().interrupt();
            }
        }
    }
}
