package org.dectory.itests.product;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Phone;

/** People who log in and out as fast as they can, each at a phone, until they are told to stop. Their PIN is 31. */
final class People implements AutoCloseable {

    private final ExecutorService hands = Executors.newCachedThreadPool();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger logins = new AtomicInteger();
    private final List<Future<?>> all = new ArrayList<>();

    People(Appliance appliance, List<String> numbers) {
        String code = appliance.openSubscription();
        List<Phone> phones = numbers.stream()
                .map(number -> appliance.subscribedPhone("600-700", code))
                .toList();
        for (int i = 0; i < phones.size(); i++) {
            Phone phone = phones.get(i);
            String number = numbers.get(i);
            all.add(hands.submit(() -> use(phone, number)));
        }
        awaitMore(numbers.size());
    }

    private void use(Phone phone, String number) {
        while (!stop.get()) {
            phone.login(number, "31");
            phone.logout();
            logins.incrementAndGet();
        }
    }

    /** Waits until so many more have logged in and out. */
    void awaitMore(int count) {
        int enough = logins.get() + count;
        await().atMost(Duration.ofMinutes(1))
                .until(() -> logins.get() >= enough || all.stream().anyMatch(Future::isDone));
    }

    /** Ends it; fails if any login or logout failed. */
    @Override
    public void close() {
        stop.set(true);
        hands.shutdown();
        try {
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
