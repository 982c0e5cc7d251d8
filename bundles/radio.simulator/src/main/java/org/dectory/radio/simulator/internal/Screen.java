package org.dectory.radio.simulator.internal;

import java.util.List;
import org.dectory.api.identity.HandsetKind;

/** What is on a phone's display, and how much fits on it. */
final class Screen {

    /** What a logged-out phone says. */
    private static final String LOGIN_PROMPT = "Please login";

    /** What a phone without access rights says. */
    private static final String NO_SYSTEM = "No system";

    /** What a phone says whose location registration was not accepted yet. */
    private static final String SEARCHING = "Searching";

    /** What a phone says whose keys are locked. */
    private static final String LOCKED = "Keys locked";

    /** What a phone says that is in a call with somebody outside. */
    private static final String TALKING = "In call";

    private static final int COLUMNS = 24;

    private Screen() {}

    /** Parts text into lines and cuts what does not fit: 6 lines of a 600/700, 4 of others, 24 characters each. */
    static String cut(HandsetKind kind, String text) {
        return String.join(
                "\n",
                text.lines()
                        .limit(kind.isSystemHandset() ? 6 : 4)
                        .map(line -> line.length() > COLUMNS ? line.substring(0, COLUMNS) : line)
                        .toList());
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isEmpty()).toList();
    }

    /** What a phone shows now; called with its lock held. */
    static List<String> of(VirtualPhone phone) {
        return phone.memory.on ? lines(cut(phone.kind(), text(phone))) : List.of();
    }

    private static String text(VirtualPhone phone) {
        Prompt prompt = phone.prompt();
        if (prompt != null) {
            return prompt.text() + "\n" + prompt.hidden();
        }
        Call call = phone.call();
        if (call != null) {
            return textInCall(phone, call);
        }
        return phone.notice().isEmpty() ? idleText(phone) : promptBefore(phone) + phone.notice();
    }

    private static String textInCall(VirtualPhone phone, Call call) {
        if (!call.text.isEmpty()) {
            return call.text;
        }
        if (!call.digits.isEmpty()) {
            return call.digits.toString();
        }
        if (call.talking) {
            return TALKING;
        }
        return phone.memory.loginPrompt ? LOGIN_PROMPT : "";
    }

    /** A 600/700 that is nobody's says so always, whatever else it says. */
    private static String promptBefore(VirtualPhone phone) {
        boolean prompts = phone.kind().isSystemHandset() && phone.memory.loginPrompt && phone.link.isAttached();
        return prompts ? LOGIN_PROMPT + "\n" : "";
    }

    private static String idleText(VirtualPhone phone) {
        if (!phone.memory.subscribed) {
            return NO_SYSTEM;
        }
        if (!phone.link.isAttached()) {
            return SEARCHING;
        }
        String label = phone.memory.name + "\n" + phone.memory.userNumber;
        if (!phone.kind().isSystemHandset()) {
            return label;
        }
        return (phone.memory.loginPrompt ? LOGIN_PROMPT : label) + (phone.memory.locked ? "\n" + LOCKED : "");
    }
}
