package org.dectory.api.sharing;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How phones are shared: the settings of the configuration {@code org.dectory.sharing} as they count now.
 *
 * @param userTakeover what becomes of a user who logs in while logged in elsewhere
 * @param takeoverWait how long such a login waits for the end of a call there, 1 s to 2 min
 * @param phoneTakeover whether a login may put out somebody else who was left logged in at the phone
 * @param signOutAfter after how long a login ends by itself; empty if it does not
 * @param signOutAt at which hour of the day logins end; empty if they do not
 * @param zone the time zone of that hour
 * @param wrongPins how many wrong PINs of a user lock that user at a phone, 1 to 100
 * @param lock how long a lock lasts, and how long wrong PINs are remembered, 1 min to 24 h
 * @param deviceWrongPins how many wrong PINs of all users lock a phone, 1 to 1000
 * @param unknownLoginsPerPhone how many logins of unknown users a phone may try in a minute, 1 to 1000
 * @param unknownLoginsOverall how many logins of unknown users all phones may try in a minute, 1 to 100,000
 */
public record SharingPolicy(
        UserTakeover userTakeover,
        Duration takeoverWait,
        boolean phoneTakeover,
        Optional<Duration> signOutAfter,
        Optional<LocalTime> signOutAt,
        ZoneId zone,
        int wrongPins,
        Duration lock,
        int deviceWrongPins,
        int unknownLoginsPerPhone,
        int unknownLoginsOverall) {

    private static final Duration MAX_WAIT = Duration.ofMinutes(2);
    private static final Duration MAX_SPAN = Duration.ofDays(366);
    private static final Duration MAX_LOCK = Duration.ofDays(1);

    /**
     * Checks the ranges.
     *
     * @param userTakeover what becomes of a user who logs in while logged in elsewhere
     * @param takeoverWait how long such a login waits for the end of a call there
     * @param phoneTakeover whether a login may put out somebody else
     * @param signOutAfter after how long a login ends by itself, 1 min to 366 days
     * @param signOutAt at which hour of the day logins end
     * @param zone the time zone of that hour
     * @param wrongPins how many wrong PINs lock a user at a phone
     * @param lock how long a lock lasts
     * @param deviceWrongPins how many wrong PINs lock a phone
     * @param unknownLoginsPerPhone how many logins of unknown users a phone may try in a minute
     * @param unknownLoginsOverall how many logins of unknown users all phones may try in a minute
     * @throws IllegalArgumentException if one is out of its range; the message names the setting
     */
    public SharingPolicy {
        require("takeover.wait.seconds", takeoverWait.toSeconds(), MAX_WAIT.toSeconds());
        signOutAfter.ifPresent(span -> require("signout.after.minutes", span.toMinutes(), MAX_SPAN.toMinutes()));
        require("wrong.pins", wrongPins, 100);
        require("lock.minutes", lock.toMinutes(), MAX_LOCK.toMinutes());
        require("device.wrong.pins", deviceWrongPins, 1000);
        require("unknown.logins.phone", unknownLoginsPerPhone, 1000);
        require("unknown.logins.overall", unknownLoginsOverall, 100_000);
    }

    private static void require(String name, long value, long max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + max + ")");
        }
    }

    /** What becomes of a user who logs in while logged in elsewhere. */
    public enum UserTakeover {
        /** The user is logged out there once the login succeeds. */
        MOVE,
        /** The login is refused. */
        REJECT,
        /** The user is logged out there as soon as that phone is in no call; the login waits for it. */
        WAIT
    }
}
