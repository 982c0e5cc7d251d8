package org.dectory.fac.internal;

import java.time.Clock;
import java.util.Optional;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.TriggerHandler;
import org.dectory.api.radio.CallHandler.CallSetup;
import org.dectory.api.radio.CallRouter;
import org.dectory.api.radio.Radio;
import org.dectory.api.replaceable.LateService;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.time.Scheduler;
import org.dectory.fac.internal.FacPlan.Meaning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads each call that a phone sets up to what was dialled. Runs in the mailbox of the phone. */
final class Switchboard {

    private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

    private final CodeBook book;
    private final FacActions actions;
    private final Store store;
    private final Radio radio;
    private final Scheduler scheduler;
    private final Clock clock;
    private final WrongCodes wrongCodes;
    private final LateService<TriggerHandler> triggers = new LateService<>();
    private final LateService<CallRouter> router = new LateService<>();

    Switchboard(CodeBook book, FacActions actions, Store store, Radio radio, Scheduler scheduler, Clock clock) {
        this.book = book;
        this.actions = actions;
        this.store = store;
        this.radio = radio;
        this.scheduler = scheduler;
        this.clock = clock;
        this.wrongCodes = new WrongCodes(clock);
    }

    /** Who takes alarm triggers, if anybody. */
    LateService<TriggerHandler> triggers() {
        return triggers;
    }

    /** Who takes what is no feature access code, if anybody. */
    LateService<CallRouter> router() {
        return router;
    }

    /** A phone has dialled. By one snapshot of the settings, so that a change in between never counts by half. */
    void setUp(CallSetup setup) {
        FacSettings settings = book.settings();
        FacCall call = new FacCall(setup, radio, scheduler, clock, settings.linger());
        Meaning meaning = settings.plan().meaning(setup.digits());
        if (!(meaning instanceof Meaning.NoFac)) {
            // Also if it leads nowhere: a code that was mistyped or dialled digit by digit tells the right one.
            radio.suppressRedial(setup.phone());
        }
        Optional<Caller> caller = findSubscribed(setup);
        if (caller.isEmpty()) {
            call.busy();
        } else if (meaning instanceof Meaning.NoFac) {
            if (!isRouted(setup)) {
                call.busy();
            }
        } else if (!setup.enBloc()) {
            call.busy();
        } else {
            dialled(setup, settings, meaning, call, caller.orElseThrow());
        }
    }

    private boolean isRouted(CallSetup setup) {
        try {
            return router.find().map(found -> found.route(setup)).orElse(false);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Phone {}: the call router is broken", setup.phone(), e);
            return false;
        }
    }

    /** Somebody dialled the FAC number and something after it, en bloc. */
    private void dialled(CallSetup setup, FacSettings settings, Meaning meaning, FacCall call, Caller caller) {
        if (meaning instanceof Meaning.Trigger trigger) {
            // Never held up by wrong codes before it: an alarm is an alarm.
            Optional<TriggerHandler> handler = findTriggerHandler();
            FacAction raise = dialled -> handler.orElseThrow().triggered(trigger.name(), dialled);
            handler.ifPresentOrElse(
                    present -> call.perform(trigger.name(), raise, caller.dialled(setup, trigger.rest())),
                    call::unknown);
        } else if (wrongCodes.isPaused(setup.phone(), settings.patience())) {
            call.refuse(WrongCodes.NOTICE);
        } else if (meaning instanceof Meaning.Action action) {
            actions.find(action.name())
                    .ifPresentOrElse(
                            offer -> call.perform(action.name(), offer.action(), caller.dialled(setup, action.rest())),
                            call::unknown);
        } else {
            wrongCodes.count(setup.phone(), settings.patience());
            call.unknown();
        }
    }

    private Optional<TriggerHandler> findTriggerHandler() {
        try {
            return triggers.find();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The alarm triggers are broken", e);
            return Optional.empty();
        }
    }

    private Optional<Caller> findSubscribed(CallSetup setup) {
        try {
            return store.read(view -> view.findDevice(setup.phone())
                    .filter(device -> device.subscription() == Device.SubscriptionState.SUBSCRIBED)
                    .map(device -> new Caller(device, view.findRelation(device.id()))));
        } catch (StoreException e) {
            LOG.error("A call of {} was turned away: {}", setup.phone(), e.getMessage());
            return Optional.empty();
        }
    }

    /** The device that dials, and its tie to a user. */
    private record Caller(Device device, Optional<Relation> relation) {

        Dialled dialled(CallSetup setup, String rest) {
            return new Dialled(device, relation, setup.kind(), rest);
        }
    }
}
