package org.dectory.fac.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.dectory.api.fac.FacRejectedException;

/**
 * The codes after one FAC number, of which none is the beginning of another: the digits that follow a code are free, so
 * only then is it clear where a code ends. Not thread-safe.
 */
final class CodeSpace {

    private static final Pattern DIGITS = Pattern.compile("[0-9*#]{1,16}");

    private final List<Taken> taken = new ArrayList<>();

    private record Taken(String holder, String code) {}

    /** Whether digits can be a FAC number or a code: 1 to 16 of {@code 0-9 * #}. */
    static boolean isDialable(String digits) {
        return DIGITS.matcher(digits).matches();
    }

    /**
     * Takes a code in.
     *
     * @param field the setting that is refused if it does not fit
     * @param holder whose code it is, for people
     * @param code the code; an empty one takes no place
     * @throws FacRejectedException if it is malformed, or it and another cannot be told apart
     */
    void add(String field, String holder, String code) throws FacRejectedException {
        if (code.isEmpty()) {
            return;
        }
        if (!isDialable(code)) {
            throw new FacRejectedException(field, "The code of " + holder + " must be 1 to 16 of 0-9, * and #.");
        }
        for (Taken other : taken) {
            if (other.code().startsWith(code) || code.startsWith(other.code())) {
                throw new FacRejectedException(field, clash(holder, code, other));
            }
        }
        taken.add(new Taken(holder, code));
    }

    /** Says who clashes with whom, and not with which code. */
    private static String clash(String holder, String code, Taken other) {
        if (other.code().equals(code)) {
            return "The codes of " + holder + " and " + other.holder() + " are the same.";
        }
        return other.code().startsWith(code)
                ? "The code of " + holder + " is the beginning of that of " + other.holder() + "."
                : "The code of " + other.holder() + " is the beginning of that of " + holder + ".";
    }
}
