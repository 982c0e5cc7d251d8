package org.dectory.sharing.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.Radio;
import org.dectory.api.time.Scheduler;
import org.dectory.api.time.Scheduler.Appointment;

/** Waits for the end of calls, never without end, and tells the person who waits. */
final class IdleWait {

    /** Whether a phone is in a call is known sooner; only who has to wait for longer is told. */
    private static final Duration UNNOTICED = Duration.ofMillis(300);

    private final Radio radio;
    private final Scheduler scheduler;
    private final Clock clock;

    IdleWait(Radio radio, Scheduler scheduler, Clock clock) {
        this.radio = radio;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Begins a wait, which may go from one phone to the next. */
    Patience begin(Duration limit) {
        return new Patience(clock.instant().plus(limit));
    }

    /** A wait up to an instant. */
    final class Patience {

        private final Instant end;

        private Patience(Instant end) {
            this.end = end;
        }

        /**
         * Waits until a phone is in no call, and says so to a person who waits for it. A person who waits in a call of the own
         * phone, as after a feature access code, gives up by hanging up.
         *
         * @param other the phone
         * @param here where the person waits
         * @return completes with whether it is in none, at the end of patience at the latest; in no particular thread
         */
        CompletionStage<Boolean> untilIdle(Ipei other, Ipei here) {
            CompletableFuture<Boolean> idle = idle(other);
            endWithCall(here, idle);
            Appointment notice = scheduler.at(
                    clock.instant().plus(UNNOTICED), () -> radio.mailbox(here).execute(() -> tell(idle, here)));
            return idle.whenComplete((isIdle, failure) -> notice.cancel());
        }

        /** Waits until a phone is in no call, and tells nobody. */
        CompletionStage<Boolean> untilIdle(Ipei phone) {
            return idle(phone);
        }

        /** Who came by the menu is in no call, and waits on. */
        private void endWithCall(Ipei here, CompletableFuture<Boolean> idle) {
            radio.untilIdle(here, Duration.ZERO)
                    .thenCompose(inNone -> inNone ? completedStage(false) : radio.untilIdle(here, left()))
                    .thenAccept(hungUp -> {
                        if (hungUp) {
                            idle.complete(false);
                        }
                    });
        }

        private Duration left() {
            Instant now = clock.instant();
            return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
        }

        private CompletableFuture<Boolean> idle(Ipei phone) {
            CompletableFuture<Boolean> idle = new CompletableFuture<>();
            // Not the radio's limit alone: what is held open here ends by itself, whatever the driver does.
            Appointment limit = scheduler.at(end, () -> idle.complete(false));
            CompletableFuture<Boolean> unused = idle.whenComplete((isIdle, failure) -> limit.cancel());
            radio.untilIdle(phone, left()).whenComplete((isIdle, failure) -> idle.complete(failure == null && isIdle));
            return idle;
        }

        private void tell(CompletableFuture<Boolean> idle, Ipei here) {
            if (!idle.isDone()) {
                radio.display(here, Notice.WAITING.text());
            }
        }
    }
}
