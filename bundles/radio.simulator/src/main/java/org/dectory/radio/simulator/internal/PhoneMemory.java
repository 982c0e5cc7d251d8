package org.dectory.radio.simulator.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.identity.HandsetKind;

/**
 * What a phone remembers while it is off, but for its key. Guarded by its phone's lock.
 *
 * <p>It is kept as text, a line for each fact, {@code name=value}. A line that is missing means the fact that a new phone
 * has; a line that is not known is passed over, so that an older version reads what a newer one wrote.
 */
final class PhoneMemory {

    private static final int MAX_REDIAL = 10;

    /** The number under which the phone's key is kept. */
    final int number;

    final HandsetKind kind;

    boolean on = true;
    boolean subscribed;

    /** The algorithm that the phone's key was made with, and is for. */
    String algorithm = AuthenticationAlgorithm.DSAA;

    boolean loginPrompt;
    boolean inCharger;

    /** Whether it is in the charger, and nobody has heard yet that it was put there. */
    boolean chargerUnheard;

    boolean silentCharging;
    int rpn;
    int messages;
    int received;
    int callers;
    int directory;
    boolean locked;
    String name = "";
    String userNumber = "";
    List<String> redial = List.of();
    Settings settings = Settings.NONE;

    PhoneMemory(int number, HandsetKind kind) {
        this.number = number;
        this.kind = kind;
    }

    /** Puts a number at the head of the redial list. */
    void addRedial(String digits) {
        List<String> longer = new ArrayList<>(redial);
        longer.remove(digits);
        longer.add(0, digits);
        redial = List.copyOf(longer.subList(0, Math.min(MAX_REDIAL, longer.size())));
    }

    /** Takes the place of the settings until now; what is no longer allowed ends. */
    void settings(Settings changed) {
        settings = changed;
        locked = locked && settings.mayLock();
    }

    /** Forgets lists, the user's settings and the key lock; the phone's own configuration stays. */
    void clearUserData(boolean keepLocalDirectory) {
        locked = false;
        settings = settings.withoutUser();
        messages = 0;
        received = 0;
        callers = 0;
        redial = List.of();
        if (!keepLocalDirectory) {
            directory = 0;
        }
    }

    /** Forgets the system; what a GAP phone's person wrote on it stays. */
    void forgetSystem() {
        subscribed = false;
        loginPrompt = false;
        forgetUser();
    }

    /** Forgets the name and number that the system set; those that a person set stay. */
    void forgetUser() {
        if (kind.isSystemHandset()) {
            name = "";
            userNumber = "";
        }
    }

    String toText() {
        StringBuilder text = new StringBuilder(128);
        line(text, "number", Integer.toString(number));
        line(text, "kind", kind.name());
        line(text, "on", Boolean.toString(on));
        line(text, "subscribed", Boolean.toString(subscribed));
        line(text, "algorithm", algorithm);
        line(text, "loginPrompt", Boolean.toString(loginPrompt));
        line(text, "inCharger", Boolean.toString(inCharger));
        line(text, "chargerUnheard", Boolean.toString(chargerUnheard));
        line(text, "silentCharging", Boolean.toString(silentCharging));
        line(text, "rpn", Integer.toString(rpn));
        line(text, "messages", Integer.toString(messages));
        line(text, "received", Integer.toString(received));
        line(text, "callers", Integer.toString(callers));
        line(text, "directory", Integer.toString(directory));
        line(text, "locked", Boolean.toString(locked));
        line(text, "name", name);
        line(text, "userNumber", userNumber);
        line(text, "redial", String.join(" ", redial));
        settings.facts().forEach((fact, value) -> line(text, fact, value));
        return text.toString();
    }

    private static void line(StringBuilder text, String fact, String value) {
        text.append(fact)
                .append('=')
                .append(value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"))
                .append('\n');
    }

    /**
     * Reads what {@link #toText} wrote.
     *
     * @throws IllegalArgumentException if the number or the kind is missing or a value is no such value
     */
    static PhoneMemory ofText(String text) {
        Map<String, String> facts = facts(text);
        PhoneMemory memory = new PhoneMemory(
                Integer.parseInt(required(facts, "number")), HandsetKind.valueOf(required(facts, "kind")));
        memory.on = Boolean.parseBoolean(facts.getOrDefault("on", "true"));
        memory.subscribed = isTrue(facts, "subscribed");
        memory.algorithm = facts.getOrDefault("algorithm", AuthenticationAlgorithm.DSAA);
        memory.loginPrompt = isTrue(facts, "loginPrompt");
        memory.inCharger = isTrue(facts, "inCharger");
        memory.chargerUnheard = isTrue(facts, "chargerUnheard");
        memory.silentCharging = isTrue(facts, "silentCharging");
        memory.rpn = Integer.parseInt(facts.getOrDefault("rpn", "0"));
        memory.messages = Integer.parseInt(facts.getOrDefault("messages", "0"));
        memory.received = Integer.parseInt(facts.getOrDefault("received", "0"));
        memory.callers = Integer.parseInt(facts.getOrDefault("callers", "0"));
        memory.directory = Integer.parseInt(facts.getOrDefault("directory", "0"));
        memory.locked = isTrue(facts, "locked");
        memory.name = facts.getOrDefault("name", "");
        memory.userNumber = facts.getOrDefault("userNumber", "");
        String redial = facts.getOrDefault("redial", "");
        memory.redial = redial.isEmpty() ? List.of() : List.of(redial.split(" "));
        memory.settings = Settings.ofFacts(facts);
        return memory;
    }

    private static Map<String, String> facts(String text) {
        Map<String, String> facts = new HashMap<>();
        text.lines().forEach(line -> {
            int end = line.indexOf('=');
            if (end > 0) {
                facts.put(line.substring(0, end), unescape(line.substring(end + 1)));
            }
        });
        return facts;
    }

    private static String unescape(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                i++;
                c = value.charAt(i);
                c = c == 'n' ? '\n' : c == 'r' ? '\r' : c;
            }
            plain.append(c);
        }
        return plain.toString();
    }

    private static boolean isTrue(Map<String, String> facts, String fact) {
        return Boolean.parseBoolean(facts.getOrDefault(fact, "false"));
    }

    private static String required(Map<String, String> facts, String fact) {
        String value = facts.get(fact);
        if (value == null) {
            throw new IllegalArgumentException("memory of a phone: no " + fact + " (expected: a line for it)");
        }
        return value;
    }
}
