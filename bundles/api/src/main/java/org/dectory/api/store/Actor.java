package org.dectory.api.store;

import org.dectory.api.identity.Ipei;

/**
 * Who makes a change, and from where. Every change of the feed names one.
 *
 * @param kind what sort of actor it is
 * @param name the account's name, the phone's IPEI, or the part of the system; at most 64 characters
 * @param origin where from: a remote address, {@code console}, {@code radio}; empty if it is the system itself
 */
public record Actor(Kind kind, String name, String origin) {

    /** Sorts of actors. The names are stored: they never change. */
    public enum Kind {
        /** A person or a program with an account or a token. */
        ACCOUNT,
        /** A person at a phone. */
        PHONE,
        /** The appliance itself: a period that ended, a file that changed. */
        SYSTEM
    }

    /**
     * Cuts what is too long to be kept.
     *
     * @param kind what sort of actor it is
     * @param name the account's name, the phone's IPEI, or the part of the system; at most 64 characters
     * @param origin where from
     */
    public Actor {
        name = cut(name);
        origin = cut(origin);
    }

    /**
     * Somebody with an account.
     *
     * @param name the account's name
     * @param origin the remote address, or {@code console}
     * @return the actor
     */
    public static Actor account(String name, String origin) {
        return new Actor(Kind.ACCOUNT, name, origin);
    }

    /**
     * Somebody at a phone.
     *
     * @param phone the phone
     * @return the actor
     */
    public static Actor phone(Ipei phone) {
        return new Actor(Kind.PHONE, phone.toString(), "radio");
    }

    /**
     * A part of the system.
     *
     * @param part which, named like its bundle, such as {@code provisioning}
     * @return the actor
     */
    public static Actor system(String part) {
        return new Actor(Kind.SYSTEM, part, "");
    }

    private static String cut(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64);
    }
}
