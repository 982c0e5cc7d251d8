package org.dectory.itests.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio.Tone;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.api.simulator.SimulatedPhone.CallState;
import org.dectory.api.store.Store;
import org.dectory.api.subscription.SubscriptionService;

/** A simulated phone in the hand of a person, who looks at it whenever something changes there. */
final class Handset {

    private final House house;
    private final Ipei ipei;

    Handset(House house, Ipei ipei) {
        this.house = house;
        this.ipei = ipei;
    }

    Ipei ipei() {
        return ipei;
    }

    SimulatedPhone look() {
        return simulator().find(ipei).orElseThrow();
    }

    /** The algorithm that the system keeps with the phone's key. */
    String algorithm() {
        return house.service(Store.class)
                .read(view -> view.findDevice(ipei))
                .orElseThrow()
                .algorithm();
    }

    /** Subscribes with the system's code. */
    void subscribe() {
        Secret code =
                house.service(SubscriptionService.class).authenticationCode().orElseThrow();
        SimulatedPhone end = House.done(simulator().subscribe(ipei, code, Optional.empty(), Optional.empty()));
        if (!end.subscribed() || !end.attached()) {
            throw new AssertionError("not subscribed: " + end);
        }
    }

    /** Goes off and on again, and registers its location. */
    void restart() {
        simulator().power(ipei, false);
        simulator().power(ipei, true);
        await("attached", SimulatedPhone::attached);
    }

    /** Is carried to another base station, where it registers its location. */
    void move() {
        simulator().move(ipei, look().rpn() + 1);
    }

    /** Logs a user in with the codes of the factory, or fails with what the phone shows. */
    void login(String number, String pin) {
        dial("*11" + number);
        await("asked for the PIN of " + number, phone -> !phone.prompt().isEmpty());
        type(pin);
        await("logged in as " + number, phone -> phone.number().equals(number));
        awaitEnd();
    }

    /** Logs out, or fails with what the phone shows. */
    void logout() {
        dial("*12");
        await("logged out", phone -> phone.number().isEmpty());
        awaitEnd();
    }

    void dial(String digits) {
        simulator().dial(ipei, digits, true);
    }

    void type(String digits) {
        List<PhoneSimulator.Key> keys = new ArrayList<>();
        digits.chars().forEach(digit -> keys.add(new PhoneSimulator.Key(String.valueOf((char) digit))));
        keys.add(PhoneSimulator.Key.OK);
        simulator().press(ipei, keys);
    }

    void hangUp() {
        simulator().hook(ipei, false);
        awaitEnd();
    }

    /** Waits until the system has ended the call: then the action is done, too. */
    private void awaitEnd() {
        await("on hook", phone -> phone.call() == CallState.ON_HOOK);
    }

    /** Waits until the phone has heard these tones in its call. */
    void awaitTones(Tone... tones) {
        watch("heard " + List.of(tones), phone -> phone.tones().equals(List.of(tones)));
    }

    /** Waits until it is as it should be; a call that is refused meanwhile will never come to that. */
    SimulatedPhone await(String what, Predicate<SimulatedPhone> condition) {
        SimulatedPhone seen = watch(what, phone -> condition.test(phone) || isRefused(phone));
        if (!condition.test(seen)) {
            throw new AssertionError("not " + what + ", but: " + seen);
        }
        return seen;
    }

    private static boolean isRefused(SimulatedPhone phone) {
        return phone.call() == CallState.IN_CALL
                && (phone.tones().contains(Tone.NEGATIVE_ACKNOWLEDGEMENT)
                        || phone.tones().contains(Tone.BUSY));
    }

    private SimulatedPhone watch(String what, Predicate<SimulatedPhone> condition) {
        PhoneSimulator simulator = simulator();
        Semaphore changes = new Semaphore(0);
        long deadline = System.nanoTime() + House.PATIENCE.toNanos();
        PhoneSimulator.Watching watching = simulator.watch(changed -> {
            if (changed.equals(ipei)) {
                changes.release();
            }
        });
        try {
            while (true) {
                changes.drainPermits();
                SimulatedPhone now = simulator.find(ipei).orElseThrow();
                if (condition.test(now)) {
                    return now;
                }
                if (!changes.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new AssertionError("not " + what + " in time, but: " + now);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            watching.close();
        }
    }

    private PhoneSimulator simulator() {
        return house.service(PhoneSimulator.class);
    }
}
