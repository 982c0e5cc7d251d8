package org.dectory.sharing.internal;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.dectory.api.sharing.SharingPolicy;
import org.dectory.api.sharing.SharingPolicy.UserTakeover;

/** The factory's settings, but for what a test says. */
final class PolicySettings {

    private UserTakeover userTakeover = UserTakeover.MOVE;
    private boolean phoneTakeover;
    private Optional<Duration> signOutAfter = Optional.empty();
    private Optional<LocalTime> signOutAt = Optional.empty();
    private ZoneId zone = ZoneOffset.UTC;
    private int wrongPins = 5;
    private int deviceWrongPins = 15;
    private Duration lock = Duration.ofMinutes(15);

    PolicySettings userTakeover(UserTakeover value) {
        userTakeover = value;
        return this;
    }

    PolicySettings phoneTakeover() {
        phoneTakeover = true;
        return this;
    }

    PolicySettings signOutAfter(Duration value) {
        signOutAfter = Optional.of(value);
        return this;
    }

    PolicySettings signOutAt(String hour, String inZone) {
        signOutAt = Optional.of(LocalTime.parse(hour));
        zone = ZoneId.of(inZone);
        return this;
    }

    PolicySettings wrongPins(int value) {
        wrongPins = value;
        return this;
    }

    PolicySettings deviceWrongPins(int value) {
        deviceWrongPins = value;
        return this;
    }

    PolicySettings lock(Duration value) {
        lock = value;
        return this;
    }

    SharingPolicy policy() {
        return new SharingPolicy(
                userTakeover,
                Duration.ofSeconds(60),
                phoneTakeover,
                signOutAfter,
                signOutAt,
                zone,
                wrongPins,
                lock,
                deviceWrongPins,
                5,
                60);
    }
}
