package org.dectory.fac.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacAction.Result;
import org.dectory.api.radio.CallHandler.CallSetup;
import org.dectory.api.radio.Radio;
import org.dectory.api.radio.Radio.Tone;
import org.dectory.api.time.Scheduler;
import org.dectory.api.time.Scheduler.Appointment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call, from what it means to its end. All of it runs in the mailbox of its phone. */
final class FacCall {

    /** What a phone shows when an action is broken. */
    static final String SYSTEM_ERROR = "System error";

    /** An action that has not ended by then never will: a person has 100 s for the PIN (MM_auth.2), a server some more. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(FacCall.class);

    private final CallSetup setup;
    private final Radio radio;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Duration linger;

    private Optional<Appointment> patience = Optional.empty();
    private boolean ended;

    FacCall(CallSetup setup, Radio radio, Scheduler scheduler, Clock clock, Duration linger) {
        this.setup = setup;
        this.radio = radio;
        this.scheduler = scheduler;
        this.clock = clock;
        this.linger = linger;
    }

    /** What was dialled is no feature access code. */
    void busy() {
        end("", Optional.of(Tone.BUSY));
    }

    /** The FAC number was right, and what follows is not. */
    void unknown() {
        end("", Optional.of(Tone.NEGATIVE_ACKNOWLEDGEMENT));
    }

    /** The phone has dialled too many wrong codes. */
    void refuse(String display) {
        end(display, Optional.of(Tone.NEGATIVE_ACKNOWLEDGEMENT));
    }

    /** A code was recognised: it is acknowledged, then its action does its work. */
    void perform(String name, FacAction action, Dialled dialled) {
        Executor mailbox = radio.mailbox(setup.phone());
        try {
            Optional<String> refusal = action.refuse(dialled);
            if (refusal.isPresent()) {
                LOG.debug("Phone {} was refused {}: {}", setup.phone(), name, refusal.orElseThrow());
                end(refusal.orElseThrow(), Optional.of(Tone.NEGATIVE_ACKNOWLEDGEMENT));
                return;
            }
            radio.play(setup.phone(), setup.call(), Tone.POSITIVE_ACKNOWLEDGEMENT);
            patience = Optional.of(
                    scheduler.at(clock.instant().plus(PATIENCE), () -> mailbox.execute(() -> overdue(name))));
            action.perform(dialled).whenCompleteAsync((result, failure) -> completed(name, result, failure), mailbox);
        } catch (RuntimeException | LinkageError e) {
            // An action that misses its classes, or returns null, is as broken as one that throws.
            broken(name, e);
            return;
        }
    }

    private void completed(String name, @Nullable Result result, @Nullable Throwable failure) {
        try {
            if (result instanceof Result.Done done) {
                LOG.debug("Phone {}: {} done", setup.phone(), name);
                end(done.display(), Optional.empty());
            } else if (result instanceof Result.Failed failed) {
                LOG.info("Phone {}: {} failed", setup.phone(), name);
                LOG.debug("Phone {} is shown: {}", setup.phone(), failed.display());
                end(failed.display(), Optional.of(Tone.NEGATIVE_ACKNOWLEDGEMENT));
            } else {
                broken(name, failure == null ? new IllegalStateException("no result") : failure);
            }
        } catch (RuntimeException e) {
            // A result without text is as broken as none.
            broken(name, e);
        }
    }

    private void broken(String name, Throwable failure) {
        LOG.error("The action {} is broken", name, failure);
        end(SYSTEM_ERROR, Optional.of(Tone.NEGATIVE_ACKNOWLEDGEMENT));
    }

    private void overdue(String name) {
        if (!ended) {
            LOG.error("The action {} did not end within {}", name, PATIENCE);
            end(SYSTEM_ERROR, Optional.of(Tone.NEGATIVE_ACKNOWLEDGEMENT));
        }
    }

    /** Says how it went, once, and keeps the call up for a moment so that the person can see and hear it. */
    private void end(String display, Optional<Tone> tone) {
        if (ended) {
            return;
        }
        boolean shown = !display.isEmpty();
        ended = true;
        patience.ifPresent(Appointment::cancel);
        if (shown) {
            radio.display(setup.phone(), display);
        }
        tone.ifPresent(played -> radio.play(setup.phone(), setup.call(), played));
        if (linger.isZero()) {
            radio.release(setup.phone(), setup.call());
        } else {
            scheduler.at(clock.instant().plus(linger), () -> radio.release(setup.phone(), setup.call()));
        }
    }
}
