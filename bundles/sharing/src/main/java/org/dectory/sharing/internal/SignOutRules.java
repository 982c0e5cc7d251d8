package org.dectory.sharing.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.stream.Stream;
import org.dectory.api.sharing.SharingPolicy;

/**
 * When logins end by themselves. Pure.
 *
 * @param after after which span; empty if after none
 * @param hour at which hour of the day; empty if at none
 * @param zone the time zone of that hour
 * @param hourSet when that hour was set: it holds from the next time that the clock shows it
 */
record SignOutRules(Optional<Duration> after, Optional<LocalTime> hour, ZoneId zone, Instant hourSet) {

    static SignOutRules of(SharingPolicy policy, Instant hourSet) {
        return new SignOutRules(policy.signOutAfter(), policy.signOutAt(), policy.zone(), hourSet);
    }

    /** When a login that began at an instant ends; empty if it does not. */
    Optional<Instant> due(Instant start) {
        Optional<Instant> afterSpan = after.map(start::plus);
        Optional<Instant> atHour = hour.map(time -> next(time, zone, start.isBefore(hourSet) ? hourSet : start));
        return Stream.concat(afterSpan.stream(), atHour.stream()).min(Instant::compareTo);
    }

    /** The first time after an instant that clocks in a zone show an hour. Once a day, also on days with a change of time. */
    private static Instant next(LocalTime time, ZoneId zone, Instant instant) {
        LocalDate day = instant.atZone(zone).toLocalDate().minusDays(1);
        Instant shown = shown(day, time, zone);
        while (!shown.isAfter(instant)) {
            day = day.plusDays(1);
            shown = shown(day, time, zone);
        }
        return shown;
    }

    /** An hour that is left out counts as shown when the clocks are put forward; of two the first counts. */
    private static Instant shown(LocalDate day, LocalTime time, ZoneId zone) {
        LocalDateTime local = day.atTime(time);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }
}
