package org.dectory.api.identity;

/** The check character of printed identities: each digit times its place, modulo 11. EN 300 175-6, annex C. */
final class CheckCharacter {

    private CheckCharacter() {}

    /**
     * Computes it.
     *
     * @param digits decimal digits; the leftmost has place 1
     * @return a digit, or {@code *} for 10
     */
    static char of(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (i + 1) * (digits.charAt(i) - '0');
        }
        int check = sum % 11;
        return check == 10 ? '*' : (char) ('0' + check);
    }
}
