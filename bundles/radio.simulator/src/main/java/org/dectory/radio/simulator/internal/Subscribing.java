package org.dectory.radio.simulator.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.auth.SystemProof;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler.AccessRights;
import org.dectory.api.radio.AccessRightsHandler.AccessRightsRequest;
import org.dectory.api.radio.AccessRightsHandler.RejectReason;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.api.time.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A phone asks for access rights, and is given its key on the way: EN 300 175-5, clauses 13.5.1 and 13.6.
 *
 * <p>The phone keeps its new key only if the system has proved by RES2 that it knows the authentication code, too; and the
 * key is on the disk before the phone registers its location with it.
 */
final class Subscribing {

    /** Timer MM_access.1 of the phone. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A key allocation in which the system has still to prove itself. */
    private record Allocation(PhoneCipher cipher, Step.Challenge challenge, Octets randP) {

        Optional<Secret> key(Secret code, SystemProof proof) {
            return cipher.allocatedKey(challenge, randP, code, proof);
        }
    }

    private final VirtualPhone phone;
    private final Secret code;
    private final CompletableFuture<SimulatedPhone> done = new CompletableFuture<>();
    private final Scheduler.Appointment limit;

    private @Nullable Allocation allocation;

    private Subscribing(VirtualPhone phone, Secret code) {
        this.phone = phone;
        this.code = code;
        limit = phone.world.after(LIMIT, () -> phone.post(() -> refused(RejectReason.TIMER_EXPIRY)));
    }

    /** Begins, with the phone's lock held; completes with what the phone shows at the end. */
    static CompletableFuture<SimulatedPhone> begin(
            VirtualPhone phone, Secret code, Optional<String> park, Optional<String> additionalId) {
        Subscribing begun = new Subscribing(phone, code);
        phone.subscribing(begun);
        AccessRightsRequest request = new AccessRightsRequest(
                phone.ipei(), phone.kind(), park, additionalId, PhoneCipher.algorithms(phone.kind()));
        phone.post(() -> phone.world
                .owners()
                .requested(request)
                .whenComplete((answer, failure) -> phone.post(() -> begun.answered(answer))));
        return begun.done;
    }

    /** Replies to a key allocation, in the mailbox. */
    Optional<KeyAllocator.Reply> reply(Step.Challenge challenge) {
        synchronized (phone) {
            Optional<PhoneCipher> cipher = PhoneCipher.find(phone.kind(), challenge);
            if (phone.subscribing() != this || cipher.isEmpty()) {
                return Optional.empty();
            }
            Octets randP = phone.world.randP();
            allocation = new Allocation(cipher.get(), challenge, randP);
            return Optional.of(new KeyAllocator.Reply(cipher.get().answerWithCode(challenge, randP, code), randP));
        }
    }

    private void answered(@Nullable AccessRights rights) {
        if (rights instanceof AccessRights.Granted granted) {
            granted(granted.proof());
        } else if (rights instanceof AccessRights.Rejected rejected) {
            refused(rejected.reason());
        } else {
            refused(RejectReason.OVERLOAD);
        }
    }

    private void granted(SystemProof proof) {
        Optional<Secret> key;
        synchronized (phone) {
            if (phone.subscribing() != this) {
                return;
            }
            Allocation proved = allocation;
            key = proved == null ? Optional.empty() : proved.key(code, proof);
            if (proved == null || key.isEmpty()) {
                refused(RejectReason.AUTHENTICATION_FAILED);
                return;
            }
            phone.endCall();
            phone.link.lose();
            phone.memory.forgetSystem();
            phone.memory.subscribed = true;
            phone.memory.algorithm = proved.cipher.algorithm();
            phone.key(key.get());
        }
        phone.world
                .keeper()
                .putKey(phone, phone.memory.number, key.get())
                .whenComplete((written, failure) -> phone.post(() -> kept(failure == null)));
    }

    private void kept(boolean durable) {
        if (!durable) {
            synchronized (phone) {
                phone.memory.forgetSystem();
                phone.key(null);
            }
            refused(RejectReason.OVERLOAD);
            return;
        }
        synchronized (phone) {
            if (!end()) {
                return;
            }
            phone.notice("");
        }
        Locating.begin(phone).whenComplete((accepted, failure) -> done.complete(phone.look()));
    }

    private void refused(RejectReason reason) {
        synchronized (phone) {
            if (!end()) {
                return;
            }
            phone.notice("Subscription failed\n" + text(reason));
        }
        done.complete(phone.look());
    }

    private static String text(RejectReason reason) {
        return switch (reason) {
            case IPEI_NOT_ACCEPTED -> "IPEI not accepted";
            case AUTHENTICATION_FAILED -> "Authentication failed";
            case OVERLOAD -> "Try again later";
            case TIMER_EXPIRY -> "Timed out";
        };
    }

    /** Gives up, with the phone's lock held. */
    void abandon() {
        if (end()) {
            phone.post(() -> done.complete(phone.look()));
        }
    }

    private boolean end() {
        boolean current = phone.subscribing() == this;
        if (current) {
            phone.subscribing(null);
            limit.cancel();
            code.close();
        }
        return current;
    }
}
