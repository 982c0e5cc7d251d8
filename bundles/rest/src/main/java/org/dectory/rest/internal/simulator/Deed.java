package org.dectory.rest.internal.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.PhoneSimulator.Trace;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Shape;

/**
 * Something a person does with a phone, and which is done at once.
 *
 * @param name how the address calls it
 * @param shape what must be said with it
 * @param action does it
 */
record Deed(String name, Shape shape, Action action) {

    /** All there are. */
    static final List<Deed> ALL = List.of(
            new Deed("dial", Shape.empty().text("digits").flag("enBloc"), Deed::dial),
            new Deed("keys", Shape.empty().texts("keys"), Deed::press),
            new Deed(
                    "hook",
                    Shape.empty().flag("offHook"),
                    (phones, ipei, fields) -> phones.hook(ipei, fields.flag("offHook"))),
            new Deed("charger", Shape.empty().flag("inCharger").flag("silentCharging"), Deed::charger),
            new Deed(
                    "move",
                    Shape.empty().number("rpn"),
                    (phones, ipei, fields) -> phones.move(ipei, fields.number("rpn"))),
            new Deed(
                    "power", Shape.empty().flag("on"), (phones, ipei, fields) -> phones.power(ipei, fields.flag("on"))),
            new Deed("sos", Shape.empty(), (phones, ipei, fields) -> phones.sos(ipei)),
            new Deed("man-down", Shape.empty(), (phones, ipei, fields) -> phones.manDown(ipei)),
            new Deed(
                    "talk",
                    Shape.empty().flag("talking"),
                    (phones, ipei, fields) -> phones.talk(ipei, fields.flag("talking"))),
            new Deed("leave", Shape.empty().text("trace").text("text"), Deed::leave),
            new Deed(
                    "set",
                    Shape.empty().text("key").text("value"),
                    (phones, ipei, fields) -> phones.set(ipei, fields.text("key"), fields.text("value"))),
            new Deed(
                    "label",
                    Shape.empty().text("name").text("number"),
                    (phones, ipei, fields) -> phones.label(ipei, fields.text("name"), fields.text("number"))),
            new Deed(
                    "lock",
                    Shape.empty().flag("locked"),
                    (phones, ipei, fields) -> phones.lock(ipei, fields.flag("locked"))),
            new Deed("menu", Shape.empty().text("item").text("digits"), Deed::menu));

    private static final int MAX_KEYS = 256;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Does it. */
    @FunctionalInterface
    interface Action {

        void perform(PhoneSimulator phones, Ipei ipei, Fields fields);
    }

    private static void dial(PhoneSimulator phones, Ipei ipei, Fields fields) {
        phones.dial(ipei, fields.text("digits"), fields.findFlag("enBloc").orElse(true));
    }

    private static void charger(PhoneSimulator phones, Ipei ipei, Fields fields) {
        fields.findFlag("silentCharging").ifPresent(on -> phones.silentCharging(ipei, on));
        if (fields.findFlag("silentCharging").isEmpty()
                || fields.findFlag("inCharger").isPresent()) {
            phones.charger(ipei, fields.flag("inCharger"));
        }
    }

    private static void menu(PhoneSimulator phones, Ipei ipei, Fields fields) {
        MenuItem item = fields.constant("item", MenuItem.class);
        phones.menu(ipei, item, fields.findText("digits").orElse(""));
    }

    private static void leave(PhoneSimulator phones, Ipei ipei, Fields fields) {
        phones.leave(ipei, fields.constant("trace", Trace.class), fields.text("text"));
    }

    private static void press(PhoneSimulator phones, Ipei ipei, Fields fields) {
        phones.press(ipei, keys(fields.texts("keys")));
    }

    /** Each word is a named key, or a row of keys of one character. They may be a PIN: no answer repeats them. */
    static List<PhoneSimulator.Key> keys(List<String> texts) {
        List<PhoneSimulator.Key> keys = new ArrayList<>();
        for (String text : texts) {
            for (String word : BLANKS.splitAsStream(text.strip()).toList()) {
                if (word.equals("OK") || word.equals("CANCEL")) {
                    keys.add(new PhoneSimulator.Key(word));
                } else {
                    word.chars().forEach(character -> keys.add(key((char) character)));
                }
            }
        }
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw Problem.invalid("keys", "keys: " + keys.size() + " (expected: 1 to " + MAX_KEYS + ")");
        }
        return keys;
    }

    private static PhoneSimulator.Key key(char character) {
        try {
            return new PhoneSimulator.Key(String.valueOf(character));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("keys", "keys (expected: 0-9, *, #, OK and CANCEL)");
        }
    }
}
