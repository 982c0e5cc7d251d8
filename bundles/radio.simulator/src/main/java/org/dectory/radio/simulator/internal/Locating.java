package org.dectory.radio.simulator.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.radio.AccessRightsHandler.LocationRegistration;
import org.dectory.api.time.Scheduler;

/**
 * A phone registers its location: EN 300 175-5, clause 13.4.1. A later registration takes the place of one that is under
 * way.
 */
final class Locating {

    /** Timer MM_locate.1 of the phone. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final VirtualPhone phone;
    private final CompletableFuture<Boolean> accepted = new CompletableFuture<>();
    private final Scheduler.Appointment limit;

    private Locating(VirtualPhone phone) {
        this.phone = phone;
        limit = phone.world.after(LIMIT, () -> phone.post(() -> answered(false)));
    }

    /** Begins; completes with whether the system accepted, with false at once if the phone cannot even ask. */
    static CompletionStage<Boolean> begin(VirtualPhone phone) {
        synchronized (phone) {
            if (!phone.memory.on || !phone.memory.subscribed || phone.isRemoved()) {
                return CompletableFuture.completedFuture(false);
            }
            Locating earlier = phone.locating();
            if (earlier != null) {
                earlier.abandon();
            }
            Locating begun = new Locating(phone);
            phone.locating(begun);
            LocationRegistration registration = new LocationRegistration(
                    phone.ipei(), phone.kind(), phone.memory.rpn, PhoneCipher.algorithms(phone.kind()));
            phone.post(() -> begun.ask(registration));
            return begun.accepted;
        }
    }

    private void ask(LocationRegistration registration) {
        phone.world
                .owners()
                .located(registration)
                .whenComplete((answer, failure) -> phone.post(() -> answered(Boolean.TRUE.equals(answer))));
    }

    /** Runs in the mailbox. */
    private void answered(boolean answer) {
        synchronized (phone) {
            if (phone.locating() != this) {
                return;
            }
            phone.locating(null);
            limit.cancel();
            if (answer) {
                phone.link.attach();
                phone.showsChange();
            } else {
                phone.loseContact();
            }
        }
        announce(phone);
        accepted.complete(answer);
    }

    /** Tells the owner of phones, in the mailbox, that a phone is there, unless it knows. */
    static void announce(VirtualPhone phone) {
        synchronized (phone) {
            if (!phone.link.isToBeAnnounced()) {
                return;
            }
            phone.link.announced(true);
        }
        if (!phone.world.owners().attached(phone.ipei(), phone.kind())) {
            synchronized (phone) {
                phone.link.announced(false);
            }
            return;
        }
        Charger.tellAgain(phone);
    }

    /** Gives up, with the phone's lock held. */
    void abandon() {
        if (phone.locating() == this) {
            phone.locating(null);
        }
        limit.cancel();
        phone.post(() -> accepted.complete(false));
    }
}
