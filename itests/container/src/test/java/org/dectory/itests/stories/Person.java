package org.dectory.itests.stories;

import java.util.Optional;

/**
 * Somebody who uses phones.
 *
 * @param name as phones show it
 * @param number the number
 * @param loginId the login ID, if there is one
 * @param pin the PIN that this person knows
 */
record Person(String name, String number, Optional<String> loginId, String pin) {

    /** Somebody whose login ID does not matter. */
    static Person called(String name, String number, String pin) {
        return new Person(name, number, Optional.empty(), pin);
    }

    Person withLoginId(String id) {
        return new Person(name, number, Optional.of(id), pin);
    }

    Person knowing(String other) {
        return new Person(name, number, loginId, other);
    }

    /** Logs in with the factory's code and the own number and PIN, and puts the phone away. */
    void takes(Phone phone) {
        dialsAt(phone, "*11" + number);
        phone.showsPerson(this);
    }

    /** Logs in by what was dialled, which names this person. */
    void takes(Phone phone, String dialling) {
        dialsAt(phone, dialling);
        phone.showsPerson(this);
    }

    private void dialsAt(Phone phone, String digits) {
        phone.dials(digits);
        phone.asksForPin();
        phone.types(pin);
        phone.displaysInCall("Logged in");
        phone.hangsUp();
    }

    /** Tries to log in, and reads why it does not work. */
    void isRefusedAt(Phone phone, String reason) {
        phone.dials("*11" + number);
        phone.asksForPin();
        phone.types(pin);
        phone.refuses(reason);
    }

    /** Logs out with the factory's code. */
    void leaves(Phone phone) {
        phone.dials("*12");
        phone.displaysInCall("Logged out");
        phone.hangsUp();
        phone.showsNobody();
    }
}
