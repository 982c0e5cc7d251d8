package com.example.officehours;

import java.time.Clock;
import java.time.LocalTime;
import org.dectory.api.auth.Attempt;

/** Open at certain hours. Who is inside may stay, and leave. */
record Door(Hours hours, Clock clock) {

    boolean isClosedTo(Attempt attempt) {
        int now = LocalTime.now(clock).getHour();
        return attempt.purpose() == Attempt.Purpose.LOGIN && (now < hours.from() || now > hours.to());
    }
}
