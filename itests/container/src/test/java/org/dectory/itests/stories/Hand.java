package org.dectory.itests.stories;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio.Tone;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.api.simulator.SimulatedPhone.CallState;
import org.dectory.itests.container.House;

/** A phone in a crowd: one person at a time has it in hand, and anything may happen to it meanwhile. */
final class Hand {

    /** What a person learns of what was tried. */
    enum Outcome {
        /** The phone said that it was done. */
        DONE,
        /** The phone said that it was refused. */
        REFUSED,
        /** The call ended, or the phone lost its subscription: it may have been done or not. */
        UNKNOWN
    }

    /** Held by the one who has the phone in hand. */
    final ReentrantLock held = new ReentrantLock();

    /** Held by the one who makes or deletes its device, or subscribes it. */
    final ReentrantLock record = new ReentrantLock();

    /** Logins that the phone confirmed. */
    final AtomicInteger confirmedLogins = new AtomicInteger();

    /** Logins that may have happened unseen. */
    final AtomicInteger possibleLogins = new AtomicInteger();

    private final House house;
    private final Ipei ipei;

    Hand(House house, Ipei ipei) {
        this.house = house;
        this.ipei = ipei;
    }

    Ipei ipei() {
        return ipei;
    }

    SimulatedPhone look() {
        return simulator().find(ipei).orElseThrow();
    }

    private PhoneSimulator simulator() {
        return house.service(PhoneSimulator.class);
    }

    Outcome subscribe(Secret code, Optional<String> additionalId) {
        try {
            SimulatedPhone end = House.done(simulator().subscribe(ipei, code, Optional.empty(), additionalId));
            return end.subscribed() ? Outcome.DONE : Outcome.REFUSED;
        } catch (IllegalStateException | NoSuchElementException cannot) {
            return Outcome.REFUSED;
        }
    }

    /** Dials a code, types a PIN if the phone asks for one, and hangs up when it knows how it ended. */
    Outcome dial(String digits, String pin, String success) {
        try {
            simulator().dial(ipei, digits, true);
        } catch (IllegalStateException cannot) {
            return Outcome.REFUSED;
        }
        try {
            return end(pin, success);
        } finally {
            hangUp();
        }
    }

    /** Switches it off or on, puts it into its charger or takes it out, or talks to somebody outside. */
    void fiddle(Random random) {
        boolean on = random.nextBoolean();
        try {
            switch (random.nextInt(3)) {
                case 0 -> simulator().power(ipei, on);
                case 1 -> simulator().talk(ipei, on);
                default -> simulator().charger(ipei, on);
            }
        } catch (IllegalStateException cannot) {
            // As it was.
        }
    }

    /** It is on and in no call. */
    void rests() {
        simulator().power(ipei, true);
        try {
            simulator().talk(ipei, false);
        } catch (IllegalStateException cannot) {
            // It was in no call.
        }
    }

    private Outcome end(String pin, String success) {
        SimulatedPhone seen = look(phone -> !phone.prompt().isEmpty() || isOver(phone, success));
        if (!seen.prompt().isEmpty()) {
            try {
                type(pin);
            } catch (IllegalStateException goneMeanwhile) {
                return Outcome.UNKNOWN;
            }
            seen = look(phone -> phone.prompt().isEmpty() && isOver(phone, success));
        }
        if (shows(seen, success)) {
            return Outcome.DONE;
        }
        return isRefused(seen) ? Outcome.REFUSED : Outcome.UNKNOWN;
    }

    private static boolean isOver(SimulatedPhone phone, String success) {
        return phone.call() == CallState.ON_HOOK || isRefused(phone) || shows(phone, success);
    }

    private static boolean isRefused(SimulatedPhone phone) {
        return phone.tones().contains(Tone.NEGATIVE_ACKNOWLEDGEMENT)
                || phone.tones().contains(Tone.BUSY);
    }

    private static boolean shows(SimulatedPhone phone, String text) {
        return phone.call() == CallState.IN_CALL && phone.display().contains(text);
    }

    private void type(String digits) {
        List<PhoneSimulator.Key> keys = new ArrayList<>();
        digits.chars().forEach(digit -> keys.add(new PhoneSimulator.Key(String.valueOf((char) digit))));
        keys.add(PhoneSimulator.Key.OK);
        simulator().press(ipei, keys);
    }

    private void hangUp() {
        try {
            simulator().hook(ipei, false);
        } catch (IllegalStateException off) {
            // There is no call then either.
        }
    }

    private SimulatedPhone look(Predicate<SimulatedPhone> condition) {
        try {
            return await("an end")
                    .atMost(House.PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(this::look, condition);
        } catch (ConditionTimeoutException stuck) {
            throw new AssertionError("stuck: " + look(), stuck);
        }
    }
}
