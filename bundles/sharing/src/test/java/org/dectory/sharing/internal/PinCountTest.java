package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("LOG-11")
class PinCountTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration LOCK = Duration.ofMinutes(15);

    @ParameterizedTest(name = "after wrong PIN {0} of 9: {1}")
    @CsvSource({
        "1, PT0S, false",
        "2, PT5S, false",
        "3, PT10S, false",
        "4, PT20S, false",
        "5, PT40S, false",
        "6, PT1M, false",
        "8, PT1M, false",
        "9, PT15M, true",
        "10, PT15M, true",
        "1000, PT15M, true",
    })
    void slowsFromTheSecondWrongPinAndLocksAtTheLimit(int wrong, Duration pause, boolean locked) {
        PinCount count = wrongPins(wrong, 9, LOCK);

        assertThat(count.wrong()).isEqualTo(wrong);
        assertThat(count.locked()).isEqualTo(locked);
        assertThat(count.until()).isEqualTo(NOON.plus(pause));
    }

    @Test
    void locksAtTheFirstWrongPinWhereThatIsTheLimit() {
        assertThat(wrongPins(1, 1, LOCK).locked()).isTrue();
    }

    @Test
    void slowsForNoLongerThanItLocks() {
        assertThat(wrongPins(99, 100, Duration.ofSeconds(30)).until()).isEqualTo(NOON.plusSeconds(30));
    }

    @ParameterizedTest(name = "{0} wrong PINs, {1} later, blocked: {2}, remembered: {3}")
    @CsvSource({
        "1, PT0S, false, true",
        "1, PT14M59.999S, false, true",
        "1, PT15M, false, false",
        "2, PT4.999S, true, true",
        "2, PT5S, false, true",
        "2, PT15M, false, false",
        "5, PT14M59.999S, true, true",
        "5, PT15M, false, false",
        "5, P3650D, false, false",
    })
    void isOverWhenTheClockSaysSo(int wrong, Duration later, boolean blocked, boolean remembered) {
        Optional<PinCount> count = wrongPins(wrong, 5, LOCK).at(NOON.plus(later), LOCK);

        assertThat(count.isPresent()).isEqualTo(remembered);
        assertThat(count.filter(there -> there.blocks(NOON.plus(later))).isPresent())
                .isEqualTo(blocked);
    }

    @ParameterizedTest(name = "clock set back by {0}: locked for 15 min from then on, neither longer nor shorter")
    @ValueSource(strings = {"PT1S", "PT10M", "PT15M", "PT24H", "P3650D", "P20514D"})
    void keepsALockForItsTimeFromWhenTheClockWasSetBack(Duration back) {
        Instant now = NOON.minus(back);

        PinCount lock = wrongPins(5, 5, LOCK).at(now, LOCK).orElseThrow();

        assertThat(lock.locked()).isTrue();
        assertThat(lock.until()).isEqualTo(now.plus(LOCK));
        assertThat(lock.at(now.plus(LOCK).minusMillis(1), LOCK)).isPresent();
        assertThat(lock.at(now.plus(LOCK), LOCK)).isEmpty();
    }

    @Test
    void keepsAPauseForItsTimeFromWhenTheClockWasSetBack() {
        Instant now = NOON.minus(Duration.ofDays(1));

        PinCount count = wrongPins(3, 5, LOCK).at(now, LOCK).orElseThrow();

        assertThat(count.wrong()).isEqualTo(3);
        assertThat(count.until()).isEqualTo(now.plusSeconds(10));
    }

    @Test
    void endsEarlierWhenLocksAreMadeShorterMeanwhile() {
        Duration shorter = Duration.ofMinutes(5);

        PinCount lock = wrongPins(5, 5, LOCK).at(NOON.plusSeconds(60), shorter).orElseThrow();

        assertThat(lock.until()).isEqualTo(NOON.plus(shorter));
    }

    @Test
    void isStoredAsText() {
        PinCount lock = wrongPins(5, 5, LOCK);

        assertThat(lock.text()).isEqualTo("5 2026-03-02T12:00:00Z 2026-03-02T12:15:00Z true");
        assertThat(PinCount.parse(lock.text())).contains(lock);
        assertThat(PinCount.parse(lock.text() + " of-a-newer-firmware")).contains(lock);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "many 2026-03-02T12:00:00Z 2026-03-02T12:15:00Z true", "5 noon later true"})
    void takesWhatCannotBeReadForNoCount(String text) {
        assertThat(PinCount.parse(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "PT0.001S, 1 s",
        "PT5S, 5 s",
        "PT5.000000001S, 6 s",
        "PT99S, 99 s",
        "PT100S, 2 min",
        "PT15M, 15 min",
        "PT14M1S, 15 min",
        "PT99M, 99 min",
        "PT99M1S, 1 h 40 min",
        "PT23H58M1S, 23 h 59 min",
        "PT24H, 24 h 0 min",
    })
    @Tag("FAC-09")
    void saysForHowLongOnTwoLines(Duration left, String span) {
        for (boolean ofPhone : new boolean[] {true, false}) {
            PinBarrier lock = new PinBarrier(ofPhone, true, left);
            PinBarrier pause = new PinBarrier(ofPhone, false, left);

            assertThat(lock.text()).isEqualTo((ofPhone ? "Phone locked" : "PIN locked") + "\nTry in " + span);
            assertThat(pause.text()).isEqualTo("Wrong PIN before\nTry in " + span);
            assertThat(lock.textAfterWrongPin()).isEqualTo("Wrong PIN: locked\nTry in " + span);
            assertThat(lock.text().lines().toList()).hasSize(2).allMatch(line -> line.length() <= 18);
        }
    }

    private static PinCount wrongPins(int wrong, int limit, Duration lock) {
        Optional<PinCount> count = Optional.empty();
        for (int i = 0; i < wrong; i++) {
            count = Optional.of(PinCount.oneMore(count, NOON, limit, lock));
        }
        return count.orElseThrow();
    }
}
