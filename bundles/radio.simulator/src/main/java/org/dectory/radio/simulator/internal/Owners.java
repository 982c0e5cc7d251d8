package org.dectory.radio.simulator.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.AccessRightsHandler;
import org.dectory.api.radio.AccessRightsHandler.AccessRights;
import org.dectory.api.radio.AccessRightsHandler.AccessRightsRequest;
import org.dectory.api.radio.AccessRightsHandler.LocationRegistration;
import org.dectory.api.radio.AccessRightsHandler.RejectReason;
import org.dectory.api.radio.CallHandler;
import org.dectory.api.radio.EmergencyHandler;
import org.dectory.api.radio.PhoneHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each event to its owner, and refuses for an owner who is not there or who fails. To be called in the phone's
 * mailbox only.
 */
final class Owners {

    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);

    final Owner<AccessRightsHandler> accessRights = new Owner<>("owner of access rights");
    final Owner<CallHandler> calls = new Owner<>("owner of calls");
    final Owner<PhoneHandler> phones = new Owner<>("owner of hook, keys and charger");
    final Owner<EmergencyHandler> emergencies = new Owner<>("owner of emergencies");

    CompletionStage<AccessRights> requested(AccessRightsRequest request) {
        AccessRights rejected = new AccessRights.Rejected(RejectReason.OVERLOAD);
        return ask(request.phone(), rejected, handler -> handler.requested(request));
    }

    CompletionStage<Boolean> located(LocationRegistration registration) {
        return ask(registration.phone(), false, handler -> handler.located(registration));
    }

    private <T> CompletionStage<T> ask(
            Ipei phone, T refusal, Function<AccessRightsHandler, CompletionStage<T>> question) {
        Optional<AccessRightsHandler> handler = accessRights.find();
        if (handler.isEmpty()) {
            return CompletableFuture.completedFuture(refusal);
        }
        try {
            return question.apply(handler.orElseThrow()).exceptionally(failure -> {
                LOG.error("Phone {}: the owner of access rights failed", phone, failure);
                return refusal;
            });
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Phone {}: the owner of access rights failed", phone, e);
            return CompletableFuture.completedFuture(refusal);
        }
    }

    /** Tells the owner of calls; false if nobody took the call. */
    boolean setUp(CallHandler.CallSetup setup) {
        return tell(setup.phone(), calls, handler -> handler.setUp(setup));
    }

    boolean attached(Ipei phone, HandsetKind kind) {
        return tell(phone, phones, handler -> handler.attached(phone, kind));
    }

    void hook(Ipei phone, boolean offHook) {
        tell(phone, phones, handler -> handler.hook(phone, offHook));
    }

    void menu(Ipei phone, PhoneHandler.MenuItem item, String digits) {
        tell(phone, phones, handler -> handler.menu(phone, item, digits));
    }

    boolean charger(Ipei phone, boolean inCharger, boolean silentCharging) {
        return tell(phone, phones, handler -> handler.charger(phone, inCharger, silentCharging));
    }

    void changed(Ipei phone, Map<String, String> settings) {
        tell(phone, phones, handler -> handler.changed(phone, settings));
    }

    void sos(Ipei phone, int rpn) {
        tell(phone, emergencies, handler -> handler.sos(phone, rpn));
    }

    void manDown(Ipei phone, int rpn) {
        tell(phone, emergencies, handler -> handler.manDown(phone, rpn));
    }

    private static <T> boolean tell(Ipei phone, Owner<T> owner, Consumer<T> event) {
        Optional<T> handler = owner.find();
        if (handler.isEmpty()) {
            LOG.debug("Phone {}: an event was dropped", phone);
            return false;
        }
        try {
            event.accept(handler.orElseThrow());
            return true;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Phone {}: the owner of an event failed", phone, e);
            return false;
        }
    }
}
