package org.dectory.provisioning.internal;

import java.security.SecureRandom;
import java.util.Arrays;
import org.dectory.api.identity.Secret;

/** The PIN of somebody whose file has one that cannot be read: until it is right nobody logs in, least of all with 0000. */
final class UnknownPin {

    private static final int DIGITS = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private UnknownPin() {}

    static Secret make() {
        char[] digits = new char[DIGITS];
        for (int i = 0; i < DIGITS; i++) {
            digits[i] = (char) ('0' + RANDOM.nextInt(10));
        }
        try {
            return Secret.of(digits);
        } finally {
            Arrays.fill(digits, '\0');
        }
    }
}
