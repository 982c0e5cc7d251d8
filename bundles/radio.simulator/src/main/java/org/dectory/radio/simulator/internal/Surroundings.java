package org.dectory.radio.simulator.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.dectory.api.auth.Octets;
import org.dectory.api.identity.Ipei;
import org.dectory.api.time.Scheduler;
import org.dectory.dsaa.CipherSuite;

/**
 * What all phones share.
 *
 * @param mailboxes where events and commands run
 * @param owners who gets the events
 * @param watchers who watches phones
 * @param keeper where memories are kept
 * @param scheduler when something is to happen
 * @param clock what time it is
 * @param random for the phones' own challenges
 */
record Surroundings(
        Mailboxes mailboxes,
        Owners owners,
        Watchers watchers,
        MemoryKeeper keeper,
        Scheduler scheduler,
        Clock clock,
        SecureRandom random) {

    void post(Ipei phone, Runnable task) {
        mailboxes.execute(phone, task);
    }

    /** A random number of a phone's own: RAND_P. */
    Octets randP() {
        byte[] drawn = new byte[CipherSuite.RAND_LENGTH];
        random.nextBytes(drawn);
        return Octets.of(drawn);
    }

    Scheduler.Appointment after(Duration delay, Runnable task) {
        return scheduler.at(clock.instant().plus(delay), task);
    }
}
