package org.dectory.messaging.internal;

import java.util.Optional;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.CallRouter;
import org.dectory.api.radio.EmergencyHandler;
import org.dectory.api.radio.Radio;
import org.dectory.api.replaceable.LateService;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls for help: finds whom a phone is to call in an emergency, shows it, has the call set up and keeps a record in the
 * change feed. A phone that is logged out calls, too; one that is not subscribed does not. Thread-safe.
 */
@Component(service = EmergencyHandler.class, configurationPid = "org.dectory.messaging")
public final class Emergencies implements EmergencyHandler {

    /** What the keys of records begin with; the alarm and the number of the device (ppn) follow. */
    static final String RECORD = "messaging.alarm.";

    private static final Logger LOG = LoggerFactory.getLogger(Emergencies.class);

    private final Store store;
    private final Radio radio;
    private final LateService<CallRouter> router = new LateService<>();

    @Activate
    public Emergencies(@Reference Store store, @Reference Radio radio) {
        this.store = store;
        this.radio = radio;
    }

    /** Bound as a way to get it: who routes calls may itself be waiting for the radio. */
    @Reference(
            service = CallRouter.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRouter(ComponentServiceObjects<CallRouter> service) {
        router.bind(service.getServiceReference(), service::getService);
    }

    void unbindRouter(ComponentServiceObjects<CallRouter> service) {
        router.unbind(service.getServiceReference());
    }

    /** Who sets up calls, if anybody. */
    LateService<CallRouter> router() {
        return router;
    }

    @Override
    public void sos(Ipei phone, int rpn) {
        raise(Alarm.SOS, phone, rpn);
    }

    @Override
    public void manDown(Ipei phone, int rpn) {
        raise(Alarm.MAN_DOWN, phone, rpn);
    }

    /** A subscribed device in an emergency, and whom it is to call. */
    private record Emergency(Device device, Optional<String> number) {}

    private void raise(Alarm alarm, Ipei phone, int rpn) {
        Optional<Emergency> found;
        try {
            found = store.read(view -> view.findDevice(phone)
                    .filter(device -> device.subscription() == Device.SubscriptionState.SUBSCRIBED)
                    .map(device -> new Emergency(device, alarm.findNumber(view, device))));
        } catch (StoreException e) {
            LOG.error("{} of phone {} at base station {}: nobody knows whom to call", alarm, phone, rpn, e);
            radio.display(phone, alarm.title() + ": System error");
            return;
        }
        if (found.isEmpty()) {
            LOG.debug("{} of phone {}, which is not subscribed, is ignored", alarm, phone);
            return;
        }
        Emergency emergency = found.orElseThrow();
        // Help first, the record after it: a full disk must not keep anybody from calling.
        record(alarm, phone, rpn, emergency, call(alarm, phone, rpn, emergency));
    }

    /** Whether somebody is being called. */
    private boolean call(Alarm alarm, Ipei phone, int rpn, Emergency emergency) {
        if (emergency.number().isEmpty()) {
            LOG.warn("{} of phone {} at base station {}: no number is set", alarm, phone, rpn);
            radio.display(phone, alarm.title() + ": no number");
            return false;
        }
        String number = emergency.number().orElseThrow();
        radio.display(phone, alarm.title() + ": " + number);
        boolean placed = isPlaced(phone, number);
        if (placed) {
            LOG.warn("{} of phone {} at base station {}: calls {}", alarm, phone, rpn, number);
        } else {
            LOG.error("{} of phone {} at base station {}: {} cannot be called", alarm, phone, rpn, number);
            radio.display(phone, alarm.title() + ": " + number + "\nNo connection");
        }
        return placed;
    }

    private boolean isPlaced(Ipei phone, String number) {
        try {
            return router.find().map(found -> found.place(phone, number)).orElse(false);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The call router is broken", e);
            return false;
        }
    }

    /** Puts the alarm into the change feed: the key names sort and device, the text says the rest. */
    private void record(Alarm alarm, Ipei phone, int rpn, Emergency emergency, boolean placed) {
        String key = RECORD + alarm.key() + "." + emergency.device().id().ppn();
        String rest = " rpn=" + rpn + " number=" + emergency.number().orElse("") + " called=" + placed;
        store.write(Actor.phone(phone), transaction -> {
                    transaction.putState(key, transaction.now() + rest);
                    return true;
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.error("The change feed lacks {} of phone {}: {}", alarm, phone, failure.getMessage());
                    }
                });
    }
}
