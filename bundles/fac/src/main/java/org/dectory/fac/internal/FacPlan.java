package org.dectory.fac.internal;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacRejectedException;
import org.jspecify.annotations.Nullable;

/** The FAC number and a code for each action, which no digits can confuse. Immutable. */
final class FacPlan {

    /** No feature access codes at all. */
    static final FacPlan OFF = new FacPlan("", new TreeMap<>());

    private static final Pattern DIGITS = Pattern.compile("[0-9*#]{1,16}");
    private static final Pattern ACTION = Pattern.compile("[0-9A-Za-z]{1,64}");

    private final String number;

    /** By action; an empty code switches its action off. */
    private final SortedMap<String, String> codes;

    private FacPlan(String number, SortedMap<String, String> codes) {
        this.number = number;
        this.codes = codes;
    }

    /**
     * Checks number and codes.
     *
     * @param number 1 to 16 of {@code 0-9 * #}; empty switches all off
     * @param codes for each action its code, likewise; empty switches it off
     * @throws FacRejectedException if one is malformed, or one code is the beginning of another
     */
    static FacPlan of(String number, Map<String, String> codes) throws FacRejectedException {
        if (!number.isEmpty() && !DIGITS.matcher(number).matches()) {
            throw new FacRejectedException("number", "The FAC number must be 1 to 16 of 0-9, * and #.");
        }
        SortedMap<String, String> sorted = new TreeMap<>(codes);
        for (Map.Entry<String, String> entry : sorted.entrySet()) {
            requireWellFormed(entry.getKey(), entry.getValue());
            requireDistinct(entry.getKey(), entry.getValue(), sorted);
        }
        return new FacPlan(number, sorted);
    }

    private static void requireWellFormed(String action, String code) throws FacRejectedException {
        if (!ACTION.matcher(action).matches()) {
            throw new FacRejectedException("action", "An action's name must be 1 to 64 letters and digits.");
        }
        if (!code.isEmpty() && !DIGITS.matcher(code).matches()) {
            throw new FacRejectedException(action, "The code of " + action + " must be 1 to 16 of 0-9, * and #.");
        }
    }

    private static void requireDistinct(String action, String code, Map<String, String> codes)
            throws FacRejectedException {
        for (Map.Entry<String, String> other : codes.entrySet()) {
            if (!code.isEmpty()
                    && !other.getKey().equals(action)
                    && other.getValue().startsWith(code)) {
                throw new FacRejectedException(
                        action,
                        other.getValue().equals(code)
                                ? "The codes of " + action + " and " + other.getKey() + " are the same."
                                : "The code of " + action + " is the beginning of that of " + other.getKey() + ".");
            }
        }
    }

    String number() {
        return number;
    }

    SortedMap<String, String> codes() {
        return new TreeMap<>(codes);
    }

    /** The plan with another number and some other codes; actions that are not named stay as they are. */
    FacPlan changed(String otherNumber, Map<String, String> otherCodes) throws FacRejectedException {
        SortedMap<String, String> merged = codes();
        merged.putAll(otherCodes);
        return of(otherNumber, merged);
    }

    /** What digits mean. */
    sealed interface Meaning {

        /** They do not begin with the FAC number. */
        record NoFac() implements Meaning {}

        /** They begin with the FAC number, and nothing that is switched on follows. */
        record Unknown() implements Meaning {}

        /** An action, and what follows its code. */
        record Action(String name, String rest) implements Meaning {}
    }

    /** Reads digits that were dialled en bloc. */
    Meaning meaning(String digits) {
        if (number.isEmpty() || !digits.startsWith(number)) {
            return new Meaning.NoFac();
        }
        String coded = digits.substring(number.length());
        Optional<Map.Entry<String, String>> found = codes.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty() && coded.startsWith(entry.getValue()))
                .findFirst();
        if (found.isEmpty()) {
            return new Meaning.Unknown();
        }
        String rest = coded.substring(found.orElseThrow().getValue().length());
        return rest.length() > Dialled.MAX_REST
                ? new Meaning.Unknown()
                : new Meaning.Action(found.orElseThrow().getKey(), rest);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FacPlan plan && number.equals(plan.number) && codes.equals(plan.codes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, codes);
    }

    /** Says how many codes there are and not which: they are half secret. */
    @Override
    public String toString() {
        return "FacPlan[" + codes.size() + " codes]";
    }
}
