package org.dectory.dsaa;

/**
 * How a value on air lies in the kernel of {@link Dsaa2}. Which is right is an open question, see there.
 *
 * <p>Source: EN 300 175-7, clause 5 (bits counted from the least significant one), annex L (from the left).
 */
public enum OctetOrder {
    /** As it is on air. */
    STRAIGHT {
        @Override
        byte[] turn(byte[] value) {
            return value.clone();
        }
    },
    /** The last octet first. */
    OCTETS_REVERSED {
        @Override
        byte[] turn(byte[] value) {
            byte[] turned = new byte[value.length];
            for (int i = 0; i < value.length; i++) {
                turned[i] = value[value.length - 1 - i];
            }
            return turned;
        }
    },
    /** The last bit of the last octet first. */
    BITS_REVERSED {
        @Override
        byte[] turn(byte[] value) {
            byte[] turned = OCTETS_REVERSED.turn(value);
            for (int i = 0; i < turned.length; i++) {
                turned[i] = (byte) (Integer.reverse(turned[i]) >>> 24);
            }
            return turned;
        }
    };

    /** A copy of a value from one order in the other; twice is the value again. */
    abstract byte[] turn(byte[] value);
}
