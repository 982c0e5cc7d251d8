package org.dectory.sharing.internal;

import org.dectory.api.auth.Step;
import org.dectory.api.fac.FacAction;

/** What phones show about logins and logouts, each on at most two lines of 18 characters. */
enum Notice {
    LOGGED_IN("Logged in"),
    LOGGED_OUT("Logged out"),

    // Refused at once
    NOT_SUBSCRIBED("Phone not\nsubscribed"),
    PHONE_IN_USE("Phone in use"),
    NUMBER_MISSING("Number missing"),
    NUMBER_NOT_VALID("Number not valid"),
    IN_PROGRESS("Still in progress"),
    TOO_MANY_TRIES("Too many tries\nWait a minute"),
    NOBODY_LOGGED_IN("Nobody logged in"),
    NOT_SHARED("Not a shared phone"),
    OTHER_USER("Somebody else\nis logged in"),

    // While it lasts
    WAITING("User is in a call\nPlease wait"),

    // Found out later
    UNKNOWN_USER("Login failed\nUnknown user"),
    NO_USER_DATA("Login failed\nNo user data now"),
    USER_HAS_PHONE("Login failed\nUser has own phone"),
    LOGGED_IN_HERE("Already logged in\nat this phone"),
    LOGGED_IN_ELSEWHERE("Already logged in\nat another phone"),
    USER_IN_CALL("Login failed\nUser is in a call"),
    USER_DELETED("Login failed\nUser was deleted"),
    WRONG_PIN("Refused\nWrong PIN"),
    PIN_NOT_ENTERED("Refused\nNo PIN entered"),
    TIMED_OUT("Refused\nNo answer in time"),
    PHONE_NOT_GENUINE("Refused\nPhone not genuine"),
    PHONE_CANNOT("Refused\nPhone has no PIN"),
    CHECK_UNAVAILABLE("PIN check is not\navailable now"),
    PHONE_CANNOT_SEND("Phone cannot send\na PIN to server"),
    LOGIN_NOT_ENCRYPTED("Login failed\nLink not encrypted"),

    // Administration menu
    PIN_CHANGED("PIN changed"),
    LINK_NOT_ENCRYPTED("PIN not changed\nLink not encrypted"),
    PIN_CHANGE_BARRED("PIN not changed\nAsk administrator"),
    PIN_OF_SERVER("PIN not changed\nServer has the PIN"),
    NEW_PIN_NOT_VALID("PIN not changed\n4 to 8 digits"),
    NEW_PIN_TOO_SIMPLE("PIN not changed\nNot only zeros"),
    NEW_PINS_DIFFER("PIN not changed\nPINs differ"),
    NEW_PIN_CANCELLED("PIN not changed\nNo PIN entered"),
    NEW_PIN_TIMED_OUT("PIN not changed\nNo answer in time"),
    SYSTEM_FAILURE("System failure");

    private final String text;

    Notice(String text) {
        this.text = text;
    }

    /** Why somebody was not proved. */
    static Notice of(Step.Reason reason) {
        return switch (reason) {
            case WRONG_PIN -> WRONG_PIN;
            case PHONE_NOT_GENUINE -> PHONE_NOT_GENUINE;
            case PIN_NOT_ENTERED -> PIN_NOT_ENTERED;
            case TIMED_OUT -> TIMED_OUT;
            case PHONE_CANNOT -> PHONE_CANNOT;
            case UNAVAILABLE -> CHECK_UNAVAILABLE;
            case NO_SUCH_USER -> UNKNOWN_USER;
        };
    }

    /** The text; lines are parted by {@code \n}. */
    String text() {
        return text;
    }

    /** What came of an action that ends like this. */
    FacAction.Result result() {
        return switch (this) {
            case LOGGED_IN, LOGGED_OUT, PIN_CHANGED -> new FacAction.Result.Done(text);
            default -> new FacAction.Result.Failed(text);
        };
    }
}
