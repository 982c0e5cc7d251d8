package org.dectory.api.identity;

/**
 * What a person types to say who logs in or subscribes: the login ID, in some places called additional ID.
 *
 * <p>It may become part of a file name, hence the rule, the same as that of a {@link UserNumber}. Upper and lower case are
 * different.
 *
 * @param value 1 to 32 characters of 0-9 A-Z a-z * # + . _ - without a dot at the beginning or two dots in a row
 */
public record LoginId(String value) {

    /**
     * Checks the rule.
     *
     * @param value the ID
     * @throws IllegalArgumentException if the value breaks it
     */
    public LoginId {
        NameRule.require("login ID", value);
    }

    /**
     * The ID itself.
     *
     * @return the same as {@link #value()}
     */
    @Override
    public String toString() {
        return value;
    }
}
