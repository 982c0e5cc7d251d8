package org.dectory.accounts.internal;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.dectory.api.identity.Secret;

/** Secrets that nobody can guess. */
final class RandomText {

    /** Letters and digits that nobody takes for another one in print. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private static final int PASSWORD_CHARACTERS = 20;
    private static final int TOKEN_OCTETS = 32;

    /** Base64 without padding: 256 bits are 43 characters. */
    private static final int TOKEN_CHARACTERS = 43;

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /** A password for people to type: 20 characters, more than 115 bits. */
    static Secret password() {
        char[] chars = new char[PASSWORD_CHARACTERS];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length()));
        }
        Secret password = Secret.of(chars);
        Arrays.fill(chars, '\0');
        return password;
    }

    /** A token for programs: 256 bits in base64url. */
    static Secret token() {
        byte[] octets = new byte[TOKEN_OCTETS];
        RANDOM.nextBytes(octets);
        byte[] text = Base64.getUrlEncoder().withoutPadding().encode(octets);
        Secret token = Secret.ofBytes(text);
        Arrays.fill(octets, (byte) 0);
        Arrays.fill(text, (byte) 0);
        return token;
    }

    /** Whether a secret can be a token of ours. */
    static boolean isToken(Secret secret) {
        return secret.length() == TOKEN_CHARACTERS;
    }
}
