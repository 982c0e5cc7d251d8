package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dectory.api.provisioning.ProvisioningAdministration.Files;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.UserFile;
import org.dectory.testkit.fetch.FakeFetcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A clock that was years ahead, and is right again: files are fetched at their intervals, not in years. */
@Tag("PRV-11")
class WrongClockTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration AHEAD = Duration.ofDays(4 * 365);

    private final ProvisioningHouse house = new ProvisioningHouse();
    private final FakeFetcher server = house.server;

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @Tag("PRV-02")
    @Tag("PRV-03")
    void isNoticedWhileTheApplianceRuns() {
        Instant right = aheadFrom();
        server.put("4711.cfg", "UD_Name=Julia");
        server.put("user_common.cfg", "UD_Vip=1");

        house.clock.set(right);
        house.pass(MINUTE, MINUTE);

        assertThat(house.find("4711").orElseThrow().name()).isEqualTo("Julia");
        assertThat(house.commonLayer()).containsKey("UD_Vip");
        assertThat(house.file("4711").due())
                .isBetween(right.plus(HOUR.multipliedBy(24)), right.plus(HOUR.multipliedBy(25)));
        assertThat(house.file("4711").tried().orElseThrow()).isBefore(right.plus(HOUR));
    }

    @Test
    void isNoticedAtTheNextStart() {
        Instant right = aheadFrom();
        house.service.close();
        house.clock.set(right);

        try (ProvisioningHouse next = new ProvisioningHouse(house)) {
            next.start();
            next.pass(MINUTE, MINUTE);

            assertThat(next.file("4711").due()).isBefore(right.plus(HOUR.multipliedBy(25)));
            assertThat(server.requestsFor("4711.cfg")).isEqualTo(2);
        }
    }

    @Test
    void leavesTurnsAloneIfTheClockIsCorrectedALittle() {
        house.start();
        server.put("4711.cfg", "UD_UpdateInterval=1");
        house.logIn("4711");
        UserFile before = house.file("4711");

        house.clock.advance(Duration.ofSeconds(-30));
        house.pass(MINUTE, MINUTE);

        assertThat(house.file("4711")).isEqualTo(before);
        assertThat(server.requestsFor("4711.cfg")).isEqualTo(1);
    }

    @Test
    void asksOnceAndNotForEver() {
        Instant right = aheadFrom();

        house.clock.set(right);
        house.pass(HOUR.multipliedBy(2), MINUTE);

        assertThat(server.requestsFor("4711.cfg")).isEqualTo(2);
        assertThat(house.file("4711").due()).isAfter(right.plus(HOUR.multipliedBy(20)));
    }

    @Test
    @Tag("PRV-05")
    void doesNotHoldUsersForYearsBecauseOfThoseWhoWereGoneByTheWrongClock() {
        Instant right = house.clock.instant();
        house.start();
        IntStream.range(1000, 1010).forEach(number -> {
            server.put(number + ".cfg", "UD_Vip=1");
            house.logIn(Integer.toString(number));
        });
        house.clock.advance(AHEAD);
        IntStream.range(1000, 1005).forEach(this::loses);

        house.clock.set(right);
        loses(1005);
        house.clock.advance(HOUR.multipliedBy(2));
        loses(1006);
        loses(1007);

        assertThat(house.find("1005")).as("within the hour").isPresent();
        assertThat(house.find("1006")).as("later").isEmpty();
        assertThat(house.find("1007")).as("later").isEmpty();
        assertThat(house.service.reports(Files.HELD, PageRequest.first(1)).total())
                .isEqualTo(1);
    }

    private void loses(int number) {
        server.remove(number + ".cfg");
        house.lookUp(Integer.toString(number));
    }

    /** Starts and imports by a clock that is years ahead, and says what the right time is. */
    private Instant aheadFrom() {
        Instant right = house.clock.instant();
        house.clock.advance(AHEAD);
        house.start();
        server.put("4711.cfg", "UD_Name=Julian");
        house.logIn("4711");
        assertThat(Optional.of(house.file("4711").due()))
                .hasValueSatisfying(due -> assertThat(due).isAfter(right.plus(AHEAD)));
        return right;
    }
}
