package org.dectory.fac.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.FacService;
import org.jspecify.annotations.Nullable;

/** The FAC number, a code for each action and one for each alarm trigger, which no digits can confuse. Immutable. */
final class FacPlan {

    /** No feature access codes at all. */
    static final FacPlan OFF = new FacPlan("", new TreeMap<>(), new TreeMap<>());

    private static final int MAX_ACTIONS = 100;
    private static final Pattern ACTION = Pattern.compile("[0-9A-Za-z]{1,64}");
    private static final Pattern TRIGGER = Pattern.compile("[0-9A-Za-z._-]{1,64}");

    private final String number;

    /** By action; an empty code switches its action off. */
    private final SortedMap<String, String> codes;

    /** By trigger; an empty code switches its trigger off. */
    private final SortedMap<String, String> triggers;

    private FacPlan(String number, SortedMap<String, String> codes, SortedMap<String, String> triggers) {
        this.number = number;
        this.codes = codes;
        this.triggers = triggers;
    }

    /**
     * Checks number and codes.
     *
     * @param number 1 to 16 of {@code 0-9 * #}; empty switches all off
     * @param codes for each action its code, likewise; empty switches it off
     * @param triggers for each alarm trigger its code, likewise
     * @throws FacRejectedException if one is malformed, or one code is the beginning of another
     */
    static FacPlan of(String number, Map<String, String> codes, Map<String, String> triggers)
            throws FacRejectedException {
        requireForm(number, codes.keySet(), triggers.keySet());
        CodeSpace space = new CodeSpace();
        addActions(space, new TreeMap<>(codes));
        addTriggers(space, new TreeMap<>(triggers));
        return new FacPlan(number, new TreeMap<>(codes), new TreeMap<>(triggers));
    }

    private static void addActions(CodeSpace space, SortedMap<String, String> codes) throws FacRejectedException {
        for (Map.Entry<String, String> entry : codes.entrySet()) {
            space.add(entry.getKey(), entry.getKey(), entry.getValue());
        }
    }

    private static void addTriggers(CodeSpace space, SortedMap<String, String> triggers) throws FacRejectedException {
        for (Map.Entry<String, String> entry : triggers.entrySet()) {
            space.add(entry.getKey(), "the trigger " + entry.getKey(), entry.getValue());
        }
    }

    private static void requireForm(String number, Collection<String> actions, Collection<String> triggers)
            throws FacRejectedException {
        if (!number.isEmpty() && !CodeSpace.isDialable(number)) {
            throw new FacRejectedException("number", "The FAC number must be 1 to 16 of 0-9, * and #.");
        }
        if (actions.size() > MAX_ACTIONS || !actions.stream().allMatch(FacPlan::isActionName)) {
            throw new FacRejectedException(
                    "action", "An action's name must be 1 to 64 letters and digits, and there are at most 100.");
        }
        if (triggers.size() > FacService.MAX_TRIGGERS
                || !triggers.stream().allMatch(name -> TRIGGER.matcher(name).matches())) {
            throw new FacRejectedException(
                    "trigger",
                    "A trigger's name must be 1 to 64 letters, digits, dots, hyphens and underscores, and there are at"
                            + " most 100.");
        }
        SortedSet<String> different = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String trigger : triggers) {
            if (!different.add(trigger)) {
                throw new FacRejectedException(trigger, "There are two triggers " + trigger + ".");
            }
        }
    }

    /** Whether an action can be called that. */
    static boolean isActionName(String name) {
        return ACTION.matcher(name).matches();
    }

    String number() {
        return number;
    }

    SortedMap<String, String> codes() {
        return new TreeMap<>(codes);
    }

    SortedMap<String, String> triggers() {
        return new TreeMap<>(triggers);
    }

    /**
     * The plan with another number and some other codes; actions that are not named stay as they are, and those without a
     * code take no place.
     */
    FacPlan changed(String otherNumber, Map<String, String> otherCodes) throws FacRejectedException {
        SortedMap<String, String> unchanged = codes();
        unchanged.keySet().removeAll(otherCodes.keySet());
        SortedMap<String, String> merged = codes();
        otherCodes.forEach((action, code) -> {
            if (code.isEmpty()) {
                merged.remove(action);
            } else {
                merged.put(action, code);
            }
        });
        requireForm(otherNumber, merged.keySet(), triggers.keySet());
        requireForm(otherNumber, otherCodes.keySet(), triggers.keySet());
        CodeSpace space = new CodeSpace();
        addActions(space, unchanged);
        addTriggers(space, triggers);
        // Last, so that what is refused is what was to be changed.
        addActions(space, new TreeMap<>(otherCodes));
        return new FacPlan(otherNumber, merged, triggers);
    }

    /** The plan with other triggers in place of all that there are. */
    FacPlan withTriggers(Map<String, String> otherTriggers) throws FacRejectedException {
        return of(number, codes, otherTriggers);
    }

    /** What digits mean. */
    sealed interface Meaning {

        /** They do not begin with the FAC number. */
        record NoFac() implements Meaning {}

        /** They begin with the FAC number, and nothing that is switched on follows. */
        record Unknown() implements Meaning {}

        /** An action, and what follows its code. */
        record Action(String name, String rest) implements Meaning {}

        /** An alarm trigger, and what follows its code. */
        record Trigger(String name, String rest) implements Meaning {}
    }

    /** Reads digits that were dialled en bloc. */
    Meaning meaning(String digits) {
        if (number.isEmpty() || !digits.startsWith(number)) {
            return new Meaning.NoFac();
        }
        String coded = digits.substring(number.length());
        Optional<Match> action = match(codes, coded);
        if (action.isPresent()) {
            return new Meaning.Action(
                    action.orElseThrow().name(), action.orElseThrow().rest());
        }
        return match(triggers, coded)
                .<Meaning>map(found -> new Meaning.Trigger(found.name(), found.rest()))
                .orElseGet(Meaning.Unknown::new);
    }

    private record Match(String name, String rest) {}

    private static Optional<Match> match(SortedMap<String, String> codes, String coded) {
        return codes.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty() && coded.startsWith(entry.getValue()))
                .findFirst()
                .map(entry -> new Match(
                        entry.getKey(), coded.substring(entry.getValue().length())))
                .filter(match -> match.rest().length() <= Dialled.MAX_REST);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FacPlan plan
                && number.equals(plan.number)
                && codes.equals(plan.codes)
                && triggers.equals(plan.triggers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, codes, triggers);
    }

    /** Says how many codes there are and not which: they are half secret. */
    @Override
    public String toString() {
        return "FacPlan[" + codes.size() + " codes, " + triggers.size() + " triggers]";
    }
}
