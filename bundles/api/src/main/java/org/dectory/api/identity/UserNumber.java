package org.dectory.api.identity;

/**
 * Under which a person is called: a number, or the user name of a SIP account.
 *
 * <p>It becomes part of a file name, hence the rule. Upper and lower case are different.
 *
 * @param value 1 to 32 characters of 0-9 A-Z a-z * # + . _ - without a dot at the beginning or two dots in a row
 */
public record UserNumber(String value) {

    /**
     * Checks the rule.
     *
     * @param value the number
     * @throws IllegalArgumentException if the value breaks it
     */
    public UserNumber {
        NameRule.require("number", value);
    }

    /**
     * The number itself.
     *
     * @return the same as {@link #value()}
     */
    @Override
    public String toString() {
        return value;
    }
}
