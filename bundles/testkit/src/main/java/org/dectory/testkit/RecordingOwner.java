package org.dectory.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.AccessRightsHandler;
import org.dectory.api.radio.CallHandler;
import org.dectory.api.radio.EmergencyHandler;
import org.dectory.api.radio.PhoneHandler;

/**
 * Owns every event of a radio and writes it down, such as {@code hook true} or {@code setUp 4711 enBloc}. Accepts each
 * location and rejects each request for access rights. Thread-safe.
 */
public final class RecordingOwner implements AccessRightsHandler, CallHandler, PhoneHandler, EmergencyHandler {

    /**
     * An event.
     *
     * @param phone whose it is
     * @param text what it is
     */
    public record Event(Ipei phone, String text) {}

    private final List<Event> events = new ArrayList<>();
    private final List<CallSetup> setups = new ArrayList<>();

    /** Has seen nothing yet. */
    public RecordingOwner() {}

    /**
     * What a phone did.
     *
     * @param phone the phone
     * @return its events, in the order in which they came
     */
    public synchronized List<String> events(Ipei phone) {
        return events.stream()
                .filter(event -> event.phone().equals(phone))
                .map(Event::text)
                .toList();
    }

    /**
     * The calls that phones set up.
     *
     * @return the calls, in order
     */
    public synchronized List<CallSetup> setups() {
        return List.copyOf(setups);
    }

    /** Forgets what phones did so far. */
    public synchronized void forget() {
        events.clear();
        setups.clear();
    }

    private synchronized void add(Ipei phone, String text) {
        events.add(new Event(phone, text));
    }

    @Override
    public CompletionStage<AccessRights> requested(AccessRightsRequest request) {
        add(request.phone(), "requested");
        return CompletableFuture.completedFuture(new AccessRights.Rejected(RejectReason.IPEI_NOT_ACCEPTED));
    }

    @Override
    public CompletionStage<Boolean> located(LocationRegistration registration) {
        add(registration.phone(), "located " + registration.rpn());
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public synchronized void setUp(CallSetup setup) {
        setups.add(setup);
        add(setup.phone(), "setUp " + setup.digits() + (setup.enBloc() ? " enBloc" : ""));
    }

    @Override
    public void attached(Ipei phone, HandsetKind kind) {
        add(phone, "attached");
    }

    @Override
    public void hook(Ipei phone, boolean offHook) {
        add(phone, "hook " + offHook);
    }

    @Override
    public void menu(Ipei phone, MenuItem item, String digits) {
        add(phone, "menu " + item + " " + digits);
    }

    @Override
    public void charger(Ipei phone, boolean inCharger, boolean silentCharging) {
        add(phone, "charger " + inCharger + " " + silentCharging);
    }

    @Override
    public void changed(Ipei phone, Map<String, String> settings) {
        settings.forEach((key, value) -> add(phone, "changed " + key + "=" + value));
    }

    @Override
    public void sos(Ipei phone, int rpn) {
        add(phone, "sos " + rpn);
    }

    @Override
    public void manDown(Ipei phone, int rpn) {
        add(phone, "manDown " + rpn);
    }
}
