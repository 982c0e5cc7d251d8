package org.dectory.dsaa;

import java.util.Arrays;

/** The procedures with DSAA. */
final class DsaaSuite implements CipherSuite {

    @Override
    public String name() {
        return "DSAA";
    }

    @Override
    public int rsLength() {
        return Dsaa.CHALLENGE_LENGTH;
    }

    @Override
    public boolean mixesBothRandoms() {
        return false;
    }

    @Override
    public A12Result provePhone(byte[] k, byte[] rs, byte[] randF, byte[] randP) {
        byte[] ks = Dsaa.a11(k, rs);
        try {
            return Dsaa.a12(ks, randF);
        } finally {
            Arrays.fill(ks, (byte) 0);
        }
    }

    @Override
    public byte[] reverseSessionKey(byte[] k, byte[] rs) {
        return Dsaa.a21(k, rs);
    }

    @Override
    public byte[] proveSystem(byte[] reverseKs, byte[] randP, byte[] randF) {
        return Dsaa.a22(reverseKs, randP);
    }
}
