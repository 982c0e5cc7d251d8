package org.dectory.radio.simulator.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Park;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler;
import org.dectory.api.radio.CallHandler;
import org.dectory.api.radio.EmergencyHandler;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.radio.Radio;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.dectory.testkit.ManualScheduler;
import org.dectory.testkit.RadioBench;

/** The simulator with a store in memory and a clock that tests drive. */
final class SimulatorBench implements RadioBench {

    final ManualClock clock;
    final ManualScheduler scheduler;
    final InMemoryStore store;
    final Fleet fleet;
    final PhoneSimulator hand;
    final LittleSystem system;

    private final Radio radio;
    private Optional<AccessRightsHandler> accessRights = Optional.empty();

    SimulatorBench() {
        this(new ManualClock());
    }

    private SimulatorBench(ManualClock clock) {
        this(clock, new InMemoryStore(clock));
    }

    private SimulatorBench(ManualClock clock, InMemoryStore store) {
        this.clock = clock;
        this.store = store;
        scheduler = new ManualScheduler(clock);
        fleet = new Fleet(store, store, scheduler, clock, Park.ofMachine("1F10009034"), 1000);
        radio = new SimulatedAir(fleet);
        hand = new PhonesInHand(fleet);
        system = new LittleSystem(radio);
    }

    /** The same phones after a restart of the appliance; the system keeps its keys. */
    SimulatorBench restart() {
        fleet.close();
        SimulatorBench next = new SimulatorBench(clock, store);
        next.system.keys.putAll(system.keys);
        return next;
    }

    @Override
    public Radio radio() {
        return radio;
    }

    @Override
    public void accessRights(Optional<AccessRightsHandler> owner) {
        accessRights = owner;
        bind(fleet.world().owners().accessRights, owner);
        owner.ifPresent(there -> fleet.registerAgain());
    }

    @Override
    public void calls(Optional<CallHandler> owner) {
        bind(fleet.world().owners().calls, owner);
    }

    @Override
    public void phones(Optional<PhoneHandler> owner) {
        bind(fleet.world().owners().phones, owner);
        owner.ifPresent(there -> fleet.announceAgain());
    }

    @Override
    public void emergencies(Optional<EmergencyHandler> owner) {
        bind(fleet.world().owners().emergencies, owner);
    }

    private static <T> void bind(Owner<T> owner, Optional<T> service) {
        owner.unbind(0);
        service.ifPresent(there -> owner.bind(0, () -> there));
    }

    Ipei add(HandsetKind kind) {
        return result(hand.addMany(1, kind)).get(0);
    }

    SimulatedPhone subscribe(Ipei phone, String code) {
        return result(hand.subscribe(phone, Secret.of(code), Optional.empty(), Optional.empty()));
    }

    @Override
    public Ipei attachedPhone(HandsetKind kind) {
        Optional<AccessRightsHandler> before = accessRights;
        accessRights(Optional.of(system));
        Ipei phone = add(kind);
        subscribe(phone, LittleSystem.CODE);
        accessRights(before);
        return phone;
    }

    SimulatedPhone look(Ipei phone) {
        return hand.find(phone).orElseThrow();
    }

    @Override
    public Step.Challenge challenge(Step.KeyType key) {
        return system.challenge(key);
    }

    @Override
    public Secret cipherKey(Ipei phone) {
        Step.Challenge sent = system.challenge(Step.KeyType.UAK);
        result(radio.ask(phone, sent, Duration.ofSeconds(10)));
        return system.cipherKey(phone, sent);
    }

    @Override
    public void dial(Ipei phone, String digits, boolean enBloc) {
        hand.dial(phone, digits, enBloc);
    }

    @Override
    public void hook(Ipei phone, boolean offHook) {
        hand.hook(phone, offHook);
    }

    @Override
    public void type(Ipei phone, String digits) {
        List<PhoneSimulator.Key> keys = new ArrayList<>();
        digits.chars().forEach(digit -> keys.add(new PhoneSimulator.Key(Character.toString(digit))));
        keys.add(PhoneSimulator.Key.OK);
        hand.press(phone, keys);
    }

    @Override
    public void cancel(Ipei phone) {
        hand.press(phone, List.of(PhoneSimulator.Key.CANCEL));
    }

    @Override
    public void power(Ipei phone, boolean on) {
        hand.power(phone, on);
    }

    @Override
    public void talk(Ipei phone, boolean talking) {
        hand.talk(phone, talking);
    }

    @Override
    public void menu(Ipei phone, PhoneHandler.MenuItem item, String digits) {
        hand.menu(phone, item, digits);
    }

    @Override
    public void set(Ipei phone, String key, String value) {
        hand.set(phone, key, value);
    }

    @Override
    public void charger(Ipei phone, boolean inCharger) {
        hand.silentCharging(phone, true);
        hand.charger(phone, inCharger);
    }

    @Override
    public void sos(Ipei phone) {
        hand.sos(phone);
    }

    @Override
    public void manDown(Ipei phone) {
        hand.manDown(phone);
    }

    @Override
    public void move(Ipei phone, int rpn) {
        hand.move(phone, rpn);
    }

    @Override
    public void letTimePass(Duration time) {
        scheduler.advance(time);
    }

    @Override
    public String prompt(Ipei phone) {
        return look(phone).prompt();
    }

    @Override
    public List<String> display(Ipei phone) {
        return look(phone).display();
    }

    @Override
    public List<Radio.Tone> tones(Ipei phone) {
        return look(phone).tones();
    }

    @Override
    public boolean isOffHook(Ipei phone) {
        return look(phone).call() != SimulatedPhone.CallState.ON_HOOK;
    }

    @Override
    public boolean isAttached(Ipei phone) {
        return look(phone).attached();
    }

    @Override
    public boolean isEncrypted(Ipei phone) {
        return look(phone).encrypted();
    }

    /** Waits for what is in the mailbox of a phone. */
    void settle(Ipei phone) {
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        radio.mailbox(phone).execute(() -> reached.complete(true));
        result(reached);
    }

    static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("No result within 10 seconds", e);
        }
    }

    @Override
    public void close() {
        fleet.close();
        store.close();
    }
}
