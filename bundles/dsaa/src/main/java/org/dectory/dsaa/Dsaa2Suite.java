package org.dectory.dsaa;

import java.util.Arrays;

/** The procedures with DSAA2, in one order of octets: values are turned on their way into the kernel and out of it. */
final class Dsaa2Suite implements CipherSuite {

    private final OctetOrder order;

    Dsaa2Suite(OctetOrder order) {
        this.order = order;
    }

    @Override
    public String name() {
        return "DSAA2";
    }

    @Override
    public int rsLength() {
        return Dsaa2.RS_LENGTH;
    }

    @Override
    public boolean mixesBothRandoms() {
        return true;
    }

    @Override
    public A12Result provePhone(byte[] k, byte[] rs, byte[] randF, byte[] randP) {
        byte[] key = order.turn(k);
        byte[] ks = Dsaa2.a11(key, turnHalves(rs));
        try (A12Result turned = Dsaa2.a12(ks, order.turn(randF), order.turn(randP))) {
            return new A12Result(order.turn(turned.res1()), order.turn(turned.dck()));
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(ks, (byte) 0);
        }
    }

    @Override
    public byte[] reverseSessionKey(byte[] k, byte[] rs) {
        byte[] key = order.turn(k);
        byte[] turned = Dsaa2.a21(key, turnHalves(rs));
        try {
            return order.turn(turned);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(turned, (byte) 0);
        }
    }

    @Override
    public byte[] proveSystem(byte[] reverseKs, byte[] randP, byte[] randF) {
        byte[] key = order.turn(reverseKs);
        try {
            return order.turn(Dsaa2.a22(key, order.turn(randP), order.turn(randF)));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** RS2 and RS1 go into the kernel as two values, so each is turned where it stands. */
    private byte[] turnHalves(byte[] rs) {
        Octets.requireLength("rs", rs, Dsaa2.RS_LENGTH);
        byte[] turned = Arrays.copyOf(order.turn(Arrays.copyOfRange(rs, 0, 8)), Dsaa2.RS_LENGTH);
        System.arraycopy(order.turn(Arrays.copyOfRange(rs, 8, 16)), 0, turned, 8, 8);
        return turned;
    }
}
