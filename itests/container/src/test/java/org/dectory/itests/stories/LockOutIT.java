package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dectory.api.sharing.LoginLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of wrong PINs. */
@Tag("LOG-11")
@Tag("SEC-03")
public class LockOutIT extends Story {

    private static final Person ANNA = Person.called("Anna", "1012", "1234");
    private static final Person BERT = Person.called("Bert", "1013", "77");

    private Phone phone;

    @BeforeEach
    void annaWorksHere() {
        office.employs(ANNA);
        office.employs(BERT);
        phone = sharedPhone();
    }

    @Test
    void fiveWrongPinsLockAnnaAtThisPhoneForAQuarterOfAnHour() {
        somebodyGuesses(phone, ANNA, 5);

        phone.dials("*111012");
        phone.refuses("PIN locked");

        time.passes(minutes(15));
        ANNA.takes(phone);
    }

    @Test
    void aLockEndsAtItsInstantAndNotBefore() {
        somebodyGuesses(phone, ANNA, 5);
        assertThat(office.locks())
                .filteredOn(LoginLock::locked)
                .singleElement()
                .matches(lock -> lock.until().equals(time.now().plus(minutes(15))));

        time.passes(minutes(15).minus(seconds(1)));
        phone.dials("*111012");
        phone.refuses("PIN locked");

        time.passes(seconds(1));
        ANNA.takes(phone);
    }

    @Test
    void annaLogsInElsewhereAndOthersLogInHere() {
        somebodyGuesses(phone, ANNA, 5);
        Phone other = sharedPhone();

        ANNA.takes(other);
        time.passes(minutes(1));
        BERT.takes(phone);

        other.showsPerson(ANNA);
    }

    @Test
    void theOfficeSeesTheLockAndClearsIt() {
        somebodyGuesses(phone, ANNA, 5);
        assertThat(office.locks())
                .filteredOn(LoginLock::locked)
                .singleElement()
                .matches(
                        lock -> lock.device().equals(office.find(phone).device().id()))
                .matches(lock -> lock.wrongPins() == 5);

        office.unlocks(phone, Optional.of(ANNA));

        assertThat(office.locks()).filteredOn(LoginLock::locked).isEmpty();
        time.passes(minutes(1));
        ANNA.takes(phone);
    }

    @Test
    @Tag("DBS-02")
    void aLockOutlivesARestart() {
        somebodyGuesses(phone, ANNA, 5);

        appliance.isOffFor(minutes(14));

        phone.dials("*111012");
        phone.refuses("PIN locked");
        time.passes(minutes(1));
        ANNA.takes(phone);
    }

    @Test
    void theSecondGuessHasToWait() {
        ANNA.knowing("0").isRefusedAt(phone, "Wrong PIN");
        ANNA.knowing("0").isRefusedAt(phone, "Wrong PIN");

        phone.dials("*111012");
        phone.refuses("Wrong PIN before");
    }

    @Test
    void theRightPinForgetsTheWrongOnes() {
        somebodyGuesses(phone, ANNA, 4);
        time.passes(minutes(1));
        ANNA.takes(phone);
        ANNA.leaves(phone);

        somebodyGuesses(phone, ANNA, 4);

        time.passes(minutes(1));
        ANNA.takes(phone);
    }

    @Test
    void fifteenWrongPinsOverAllUsersLockThePhoneItself() {
        for (int i = 0; i < 5; i++) {
            Person victim = office.employs(Person.called("Victim", "200" + i, "123"));
            time.passes(minutes(1));
            somebodyGuesses(phone, victim, 3);
        }

        phone.dials("*111012");
        phone.displays("Phone locked");
        phone.refusesAtOnce();
        ANNA.takes(sharedPhone());
    }

    /** Types wrong PINs, with enough patience between them. */
    private void somebodyGuesses(Phone at, Person person, int times) {
        for (int i = 0; i < times; i++) {
            if (i > 0) {
                time.passes(minutes(1));
            }
            person.knowing("0").isRefusedAt(at, "Wrong PIN");
        }
    }
}
