package org.dectory.itests.appliance;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A simulated phone in the hand of a person. */
public final class Phone {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Rest rest;
    private final String ipei;

    Phone(Rest rest, String ipei) {
        this.rest = rest;
        this.ipei = ipei;
    }

    /** The same phone at an appliance that was restarted. */
    public Phone at(Appliance appliance) {
        return new Phone(appliance.rest(), ipei);
    }

    /** Its IPEI, 13 characters. */
    public String ipei() {
        return ipei;
    }

    /** Subscribes it and waits until it is attached. */
    public void subscribe(String authenticationCode) {
        rest.post(path("subscribe"), Map.of("authenticationCode", authenticationCode))
                .expect(200);
        await("attached").atMost(PATIENCE).until(() -> Boolean.TRUE.equals(look().get("attached")));
    }

    /** Tries to subscribe it. */
    public Rest.Answer trySubscribe(Map<String, Object> typed) {
        return rest.post(path("subscribe"), typed);
    }

    /** Dials en bloc. */
    public void dial(String digits) {
        rest.post(path("dial"), Map.of("digits", digits)).expect(200);
    }

    /** Does something else with it. */
    public Rest.Answer deed(String what, Map<String, Object> how) {
        return rest.post(path(what), how);
    }

    /** Types at the prompt and confirms. */
    public void type(String digits) {
        rest.post(path("keys"), Map.of("keys", digits + " OK")).expect(200);
    }

    /** Hangs up. */
    public void hangUp() {
        rest.post(path("hook"), Map.of("offHook", false)).expect(200);
    }

    /** Logs a user in with the FAC numbers of the factory, and waits until the phone shows the number. */
    public void login(String number, String pin) {
        dial("*11" + number);
        awaitPrompt();
        type(pin);
        awaitPhone("the number " + number, phone -> number.equals(phone.get("number")));
        hangUp();
    }

    /** Logs out with the FAC number of the factory, and waits for the login prompt. */
    public void logout() {
        dial("*12");
        awaitPhone("no number", phone -> "".equals(phone.get("number")));
        hangUp();
    }

    /** Waits until it asks for something. */
    public void awaitPrompt() {
        awaitPhone("a prompt", phone -> !"".equals(phone.get("prompt")));
    }

    /** Waits until its display has some text. */
    public void awaitDisplay(String text) {
        awaitPhone(
                "'" + text + "' on the display",
                phone -> String.valueOf(phone.get("display")).contains(text));
    }

    /** Waits until it has heard some tones. */
    public void awaitTones(String... tones) {
        awaitPhone("the tones " + List.of(tones), phone -> List.of(tones).equals(phone.get("tones")));
    }

    /** Waits until it is as it should be. */
    public void awaitPhone(String what, Predicate<Map<String, Object>> condition) {
        await(what + " at " + ipei).atMost(PATIENCE).until(() -> condition.test(look()));
    }

    /** Looks at it. */
    public Map<String, Object> look() {
        return rest.get("/simulator/v1/phones/" + ipei.replace("*", "%2A"))
                .expect(200)
                .object();
    }

    private String path(String deed) {
        return "/simulator/v1/phones/" + ipei.replace("*", "%2A") + "/" + deed;
    }
}
