package org.dectory.dsaa;

/** Octet strings, most significant octet first, and the 64 bit words within. */
final class Octets {

    private Octets() {}

    /** Refuses an octet string of another length; its content may be secret and is not shown. */
    static void requireLength(String name, byte[] octets, int expected) {
        if (octets.length != expected) {
            throw new IllegalArgumentException(name + ": " + octets.length + " octets (expected: " + expected + ")");
        }
    }

    static long longAt(byte[] octets, int offset) {
        long word = 0;
        for (int i = offset; i < offset + Long.BYTES; i++) {
            word = (word << 8) | (octets[i] & 0xFF);
        }
        return word;
    }

    static void put(byte[] octets, int offset, long word) {
        long rest = word;
        for (int i = offset + Long.BYTES - 1; i >= offset; i--) {
            octets[i] = (byte) rest;
            rest >>>= 8;
        }
    }

    static byte[] of(long word) {
        byte[] octets = new byte[Long.BYTES];
        put(octets, 0, word);
        return octets;
    }
}
