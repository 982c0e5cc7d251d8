package org.dectory.radio.simulator.internal;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Simulated phones as their people see them: does with a phone what a person would do. */
@Component(service = PhoneSimulator.class, configurationPid = "org.dectory.radio.simulator.hand")
public final class PhonesInHand implements PhoneSimulator {

    private static final int MAX_RPN = 4095;

    private static final Pattern DIALLED = Pattern.compile("[0-9*#]{1," + Dialling.MAX_DIGITS + "}");
    private static final Pattern CODE = Pattern.compile("[0-9]{1,8}");

    private final Fleet fleet;

    /** Hands out the phones of a fleet. */
    @Activate
    public PhonesInHand(@Reference Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public CompletionStage<SimulatedPhone> add(Ipei ipei, HandsetKind kind) {
        requireKnown(kind);
        return fleet.roster().add(ipei, kind).thenApply(VirtualPhone::look);
    }

    @Override
    public CompletionStage<List<Ipei>> addMany(int count, HandsetKind kind) {
        requireKnown(kind);
        if (count < 1 || count > MAX_PHONES) {
            throw new IllegalArgumentException("count: " + count + " (expected: 1 to " + MAX_PHONES + ")");
        }
        return fleet.roster().addMany(count, kind);
    }

    private static void requireKnown(HandsetKind kind) {
        if (kind == HandsetKind.UNKNOWN) {
            throw new IllegalArgumentException("kind: unknown (expected: GAP, 142d or 600-700)");
        }
    }

    @Override
    public CompletionStage<Boolean> remove(Ipei ipei) {
        return fleet.roster().remove(ipei);
    }

    @Override
    public Optional<SimulatedPhone> find(Ipei ipei) {
        return fleet.roster().find(ipei).map(VirtualPhone::look);
    }

    @Override
    public List<SimulatedPhone> phones() {
        return fleet.roster().phones().stream()
                .map(VirtualPhone::look)
                .sorted(Comparator.comparing(SimulatedPhone::ipei))
                .toList();
    }

    @Override
    public CompletionStage<SimulatedPhone> subscribe(
            Ipei ipei, Secret authenticationCode, Optional<String> park, Optional<String> additionalId) {
        VirtualPhone phone = fleet.roster().phone(ipei);
        Secret typed = typed(authenticationCode);
        synchronized (phone) {
            phone.startAction();
            phone.require(phone.call() == null, "is in a call");
            phone.require(phone.subscribing() == null, "is subscribing already");
            phone.require(
                    additionalId.isEmpty() || phone.kind() != HandsetKind.GAP, "cannot enter an additional ID (GAP)");
            return Subscribing.begin(phone, typed, park, additionalId);
        }
    }

    /** A copy, since the caller may close the original when this returns. */
    private static Secret typed(Secret authenticationCode) {
        char[] digits = authenticationCode.chars();
        try {
            if (!CODE.matcher(CharBuffer.wrap(digits)).matches()) {
                throw new IllegalArgumentException("authentication code: hidden (expected: 1 to 8 digits)");
            }
            return Secret.of(digits);
        } finally {
            Arrays.fill(digits, '\0');
        }
    }

    @Override
    public void dial(Ipei ipei, String digits, boolean enBloc) {
        if (!DIALLED.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "digits: " + digits.length() + " characters (expected: 1 to 256 of 0-9, * and #)");
        }
        change(ipei, phone -> Keypad.dial(phone, digits, enBloc));
    }

    @Override
    public void press(Ipei ipei, List<Key> keys) {
        change(ipei, phone -> Keypad.press(phone, keys));
    }

    @Override
    public void menu(Ipei ipei, PhoneHandler.MenuItem item, String digits) {
        if (digits.length() > Dialling.MAX_DIGITS) {
            throw new IllegalArgumentException("digits: " + digits.length() + " characters (expected: at most 256)");
        }
        change(ipei, phone -> Keypad.menu(phone, item, digits));
    }

    @Override
    public void hook(Ipei ipei, boolean offHook) {
        change(ipei, phone -> Keypad.hook(phone, offHook));
    }

    @Override
    public void charger(Ipei ipei, boolean inCharger) {
        change(ipei, phone -> Charger.change(phone, inCharger));
    }

    @Override
    public void silentCharging(Ipei ipei, boolean silentCharging) {
        change(ipei, phone -> OwnSettings.silentCharging(phone, silentCharging));
    }

    @Override
    public void set(Ipei ipei, String key, String value) {
        OwnSettings.requireValid(key, value);
        change(ipei, phone -> OwnSettings.set(phone, key, value));
    }

    @Override
    public void label(Ipei ipei, String name, String number) {
        OwnSettings.requireLabel(name, number);
        change(ipei, phone -> OwnSettings.label(phone, name, number));
    }

    @Override
    public void lock(Ipei ipei, boolean locked) {
        change(ipei, phone -> OwnSettings.lock(phone, locked));
    }

    @Override
    public void talk(Ipei ipei, boolean talking) {
        change(ipei, phone -> Outside.talk(phone, talking));
    }

    @Override
    public void leave(Ipei ipei, Trace trace, String text) {
        Outside.requireText(text);
        change(ipei, phone -> Outside.leave(phone, trace, text));
    }

    @Override
    public void move(Ipei ipei, int rpn) {
        if (rpn < 0 || rpn > MAX_RPN) {
            throw new IllegalArgumentException("rpn: " + rpn + " (expected: 0 to " + MAX_RPN + ")");
        }
        change(ipei, phone -> {
            if (phone.memory.rpn != rpn) {
                phone.memory.rpn = rpn;
                phone.hasChanged();
                Locating.begin(phone);
            }
        });
    }

    @Override
    public void power(Ipei ipei, boolean on) {
        change(ipei, phone -> {
            if (phone.memory.on == on) {
                return;
            }
            phone.memory.on = on;
            phone.notice("");
            phone.hasChanged();
            if (on) {
                Locating.begin(phone);
            } else {
                phone.detach();
            }
        });
    }

    private void change(Ipei ipei, Consumer<VirtualPhone> change) {
        VirtualPhone phone = fleet.roster().phone(ipei);
        synchronized (phone) {
            change.accept(phone);
        }
    }

    @Override
    public void sos(Ipei ipei) {
        emergency(ipei, "has no SOS key", phone -> {
            int rpn = phone.memory.rpn;
            phone.post(() -> phone.world.owners().sos(ipei, rpn));
        });
    }

    @Override
    public void manDown(Ipei ipei) {
        emergency(ipei, "has no such sensor", phone -> {
            int rpn = phone.memory.rpn;
            phone.post(() -> phone.world.owners().manDown(ipei, rpn));
        });
    }

    private void emergency(Ipei ipei, String missing, Consumer<VirtualPhone> event) {
        VirtualPhone phone = fleet.roster().phone(ipei);
        synchronized (phone) {
            phone.require(phone.memory.on, "is switched off");
            phone.require(phone.kind().isSystemHandset(), missing);
            phone.requireInReach();
            event.accept(phone);
        }
    }

    @Override
    public Watching watch(Consumer<Ipei> listener) {
        return fleet.world().watchers().add(listener);
    }
}
