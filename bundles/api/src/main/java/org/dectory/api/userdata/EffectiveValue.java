package org.dectory.api.userdata;

import org.dectory.api.store.Layer;

/**
 * What counts for a user in the end, and why.
 *
 * @param value the value; empty for a secret, which is told nobody
 * @param origin where it comes from
 */
public record EffectiveValue(String value, Origin origin) {

    /** Where a value comes from. */
    public enum Origin {
        /** Nobody set it. */
        DEFAULT,
        /** {@code user_common.cfg}. */
        COMMON_FILE,
        /** The user's own file. */
        USER_FILE,
        /** What an administrator entered. */
        ADMINISTRATOR,
        /** What the user set at a phone. */
        PHONE,
        /** The setting of the whole system: the user's data says {@code Global} or nothing. */
        SYSTEM,
        /** The user's SIP account, which stands in for the XSI account. */
        SIP,
        /** The user is monitored, and so is a VIP. */
        MONITORING,
        /** The relation is a fixed one, in which this has no effect. */
        RELATION;

        /**
         * The origin of a value that a layer has.
         *
         * @param layer the layer
         * @return its origin
         */
        public static Origin of(Layer layer) {
            return switch (layer) {
                case COMMON_FILE -> COMMON_FILE;
                case USER_FILE -> USER_FILE;
                case ADMINISTRATOR -> ADMINISTRATOR;
                case PHONE -> PHONE;
            };
        }
    }
}
