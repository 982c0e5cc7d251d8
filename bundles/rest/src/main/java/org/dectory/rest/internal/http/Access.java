package org.dectory.rest.internal.http;

/** Who may take a route. */
public enum Access {
    /** Everybody, without an account. */
    PUBLIC,
    /** Every account, also one whose password must be changed. */
    OWN_ACCOUNT,
    /** Every account. */
    LOOK,
    /** Accounts with full access. */
    CHANGE
}
