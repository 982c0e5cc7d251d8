package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.radio.Radio.Tone;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.api.simulator.SimulatedPhone.CallState;
import org.dectory.api.subscription.RefusedSubscription;
import org.dectory.itests.container.House;

/** A phone in somebody's hand. What it does takes effect at once; what it shows is waited for. */
final class Phone {

    private static final String LOGIN_PROMPT = "Please login";

    private final Site site;
    private final Ipei ipei;

    private Phone(Site site, Ipei ipei) {
        this.site = site;
        this.ipei = ipei;
    }

    /** A phone out of its box. */
    static Phone outOfTheBox(Site site, HandsetKind kind) {
        return new Phone(
                site,
                House.done(site.service(PhoneSimulator.class).addMany(1, kind)).get(0));
    }

    Ipei ipei() {
        return ipei;
    }

    SimulatedPhone look() {
        return simulator().find(ipei).orElseThrow();
    }

    private PhoneSimulator simulator() {
        return site.service(PhoneSimulator.class);
    }

    // What its person does

    /** Subscribes with the system's authentication code. */
    Phone subscribes() {
        SimulatedPhone end = triesToSubscribe();
        assertThat(end.subscribed()).as("subscribed: " + end).isTrue();
        return this;
    }

    SimulatedPhone triesToSubscribe() {
        return triesToSubscribe(Optional.empty());
    }

    SimulatedPhone triesToSubscribe(Optional<String> additionalId) {
        Secret code = new SubscriptionPage(site).authenticationCode();
        return triesToSubscribe(code, Optional.empty(), additionalId);
    }

    SimulatedPhone triesToSubscribe(Secret code, Optional<String> park, Optional<String> additionalId) {
        SimulatedPhone end = House.done(simulator().subscribe(ipei, code, park, additionalId));
        site.isQuiet();
        return end;
    }

    /** Types the additional ID of a user as well. */
    void subscribesFor(Person person) {
        SimulatedPhone end = triesToSubscribe(person.loginId());
        assertThat(end.subscribed()).as("subscribed: " + end).isTrue();
    }

    /** Tries to subscribe in vain, and the office reads why. */
    void cannotSubscribe(RefusedSubscription.Reason reason) {
        SimulatedPhone end = triesToSubscribe();
        assertThat(end.display()).as(end.toString()).contains("Subscription failed");
        assertThat(new Office(site).latestRefusal(this)).isEqualTo(reason);
    }

    /** It forgets its key, as after a factory reset: the appliance does not know. */
    void losesItsSubscription() {
        PhoneSimulator simulator = simulator();
        HandsetKind kind = look().kind();
        House.done(simulator.remove(ipei));
        House.done(simulator.add(ipei, kind));
        site.isQuiet();
    }

    void dials(String digits) {
        isInReach();
        simulator().dial(ipei, digits, true);
    }

    /** After a restart phones take turns to register: some moments pass until it is this one's. */
    void isInReach() {
        for (int turn = 0; turn < 50 && !look().attached(); turn++) {
            site.time().passes(Duration.ofMillis(100));
            site.isQuiet();
        }
        assertThat(look().attached()).as("in reach: " + look()).isTrue();
    }

    void dialsDigitByDigit(String digits) {
        simulator().dial(ipei, digits, false);
    }

    void types(String digits) {
        List<PhoneSimulator.Key> keys = new ArrayList<>();
        digits.chars().forEach(digit -> keys.add(new PhoneSimulator.Key(String.valueOf((char) digit))));
        keys.add(PhoneSimulator.Key.OK);
        simulator().press(ipei, keys);
    }

    /** Chooses an item of the Administration menu. */
    void chooses(MenuItem item, String digits) {
        isInReach();
        simulator().menu(ipei, item, digits);
    }

    void isPutIntoTheCharger(boolean silentCharging) {
        simulator().silentCharging(ipei, silentCharging);
        simulator().charger(ipei, true);
        site.isQuiet();
    }

    void isTakenOutOfTheCharger() {
        simulator().charger(ipei, false);
        site.isQuiet();
    }

    void isSwitched(boolean on) {
        simulator().power(ipei, on);
        site.isQuiet();
    }

    void talks(boolean talking) {
        simulator().talk(ipei, talking);
        site.isQuiet();
    }

    /** Somebody leaves something behind on the phone. */
    void receives(PhoneSimulator.Trace trace, String text) {
        simulator().leave(ipei, trace, text);
        site.isQuiet();
    }

    /** Its person changes a setting. */
    void sets(String key, String value) {
        simulator().set(ipei, key, value);
        site.isQuiet();
    }

    void isLabelled(String name, String number) {
        simulator().label(ipei, name, number);
        site.isQuiet();
    }

    void sos() {
        isInReach();
        simulator().sos(ipei);
        site.isQuiet();
    }

    void manDown() {
        isInReach();
        simulator().manDown(ipei);
        site.isQuiet();
    }

    void cancels() {
        simulator().press(ipei, List.of(PhoneSimulator.Key.CANCEL));
    }

    void goesOffHook() {
        simulator().hook(ipei, true);
    }

    void hangsUp() {
        simulator().hook(ipei, false);
        becomes("on hook", phone -> phone.call() == CallState.ON_HOOK);
        site.isQuiet();
    }

    // What is seen and heard

    /** Shows name and number; a phone that cannot be told them shows nothing of it, so there the appliance is asked. */
    void showsPerson(Person person) {
        if (look().kind() == HandsetKind.PHONE_600_700) {
            shows(person.name(), person.number());
        }
        new Office(site).says(this, person);
    }

    void shows(String name, String number) {
        becomes(
                "showing " + name + ", " + number,
                phone -> phone.name().equals(name) && phone.number().equals(number));
    }

    /** Nobody is logged in: a 600/700 shows the login prompt. */
    void showsNobody() {
        if (look().kind() == HandsetKind.PHONE_600_700) {
            becomes(
                    "showing the login prompt",
                    phone -> phone.number().isEmpty()
                            && phone.name().isEmpty()
                            && phone.display().contains(LOGIN_PROMPT));
        }
        new Office(site).saysNobodyAt(this);
    }

    void displays(String text) {
        becomes(
                "displaying '" + text + "'",
                phone -> String.join("\n", phone.display()).contains(text));
    }

    void displaysInCall(String text) {
        becomes(
                "displaying '" + text + "'",
                phone -> String.join("\n", phone.display()).contains(text) || isRefused(phone, text));
        displays(text);
    }

    private static boolean isRefused(SimulatedPhone phone, String text) {
        return !String.join("\n", phone.display()).contains(text)
                && (phone.tones().contains(Tone.NEGATIVE_ACKNOWLEDGEMENT)
                        || phone.tones().contains(Tone.BUSY));
    }

    void asksFor(String prompt) {
        becomes("asking for " + prompt, phone -> phone.prompt().contains(prompt));
    }

    void asksForPin() {
        SimulatedPhone seen =
                becomes("asking for a PIN", phone -> !phone.prompt().isEmpty() || isRefused(phone, "\0"));
        assertThat(seen.prompt()).as("prompt of " + seen).isNotEmpty();
    }

    /** Acknowledged, then refused: the reason is on the display. Its person hangs up. */
    void refuses(String reason) {
        becomes(
                "refusing",
                phone -> phone.tones().equals(List.of(Tone.POSITIVE_ACKNOWLEDGEMENT, Tone.NEGATIVE_ACKNOWLEDGEMENT)));
        displays(reason);
        hangsUp();
    }

    /** Refused at once. Its person hangs up. */
    void refusesAtOnce() {
        hears(Tone.NEGATIVE_ACKNOWLEDGEMENT);
        hangsUp();
    }

    void hears(Tone... tones) {
        becomes("hearing " + List.of(tones), phone -> phone.tones().equals(List.of(tones)));
    }

    SimulatedPhone becomes(String what, Predicate<SimulatedPhone> condition) {
        try {
            return await(what)
                    .atMost(House.PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> {
                                site.time().runDue();
                                return look();
                            },
                            condition);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("not " + what + ", but: " + look(), late);
        }
    }
}
