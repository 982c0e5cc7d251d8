package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Store;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of people who exist as files only. */
public class ExternalLoginIT extends Story {

    private static final Person JULIAN = Person.called("Julian", "4711", "1111");

    private Path files;
    private Phone phone;

    @BeforeEach
    void julianHasAFile() throws IOException {
        files = Files.createTempDirectory("files");
        Files.writeString(files.resolve("user_common.cfg"), "UD_VoiceMailNumber=900\n");
        write("UD_Name=Julian\nUD_Pin=1111\n");
        office.takesUsersFrom(files);
        phone = sharedPhone();
    }

    private void write(String text) throws IOException {
        Files.writeString(files.resolve("4711.cfg"), text);
    }

    @Test
    @Tag("LOG-03")
    void julianLogsInTheFirstTimeByHisFile() {
        JULIAN.takes(phone);

        assertThat(office.find(JULIAN).user().external()).isTrue();
    }

    @Test
    @Tag("LOG-03")
    void theNextTimeTheNewFileCounts() throws IOException {
        JULIAN.takes(phone);
        JULIAN.leaves(phone);

        write("UD_Name=Jule\nUD_Pin=2222\n");

        JULIAN.isRefusedAt(phone, "Wrong PIN");
        new Person("Jule", "4711", JULIAN.loginId(), "2222").takes(phone);
    }

    @Test
    @Tag("LOG-03")
    @Tag("LOG-04")
    void whoseFileIsGoneIsLoggedOutAndGoneToo() throws IOException {
        JULIAN.takes(phone);

        Files.delete(files.resolve("4711.cfg"));
        office.imports("4711");

        phone.showsNobody();
        phone.dials("*114711");
        phone.refuses("Unknown user");
    }

    @Test
    @Tag("LOG-03")
    void aTypingErrorMakesNobody() {
        phone.dials("*114712");
        phone.refuses("Unknown user");

        assertThat(appliance
                        .service(Store.class)
                        .<Integer>read(
                                view -> view.users(PageRequest.first(10)).rows().size()))
                .isZero();
    }

    @Test
    @Tag("PRV-03")
    @Tag("PRV-11")
    void aClockThatWasYearsAheadDoesNotKeepAFileForYears() throws IOException {
        Instant right = time.now();
        time.jumpsTo(right.plus(days(4 * 365)));
        JULIAN.takes(phone);
        appliance.isQuiet();

        write("UD_Name=Jule\nUD_Pin=1111\n");
        time.jumpsTo(right);
        time.passes(minutes(1));

        phone.shows("Jule", "4711");
    }

    @Test
    @Tag("SEC-03")
    void unknownLoginsReachTheFilesFiveTimesAMinuteFromOnePhone() throws IOException {
        for (int i = 0; i < 5; i++) {
            phone.dials("*11480" + i);
            phone.refuses("Unknown user");
        }
        Person late = Person.called("Late", "4805", "5");
        Files.writeString(files.resolve("4805.cfg"), "UD_Name=Late\nUD_Pin=5\n");

        phone.dials("*114805");
        phone.refuses("Too many tries");

        Phone other = sharedPhone();
        late.takes(other);
        time.passes(minutes(1));
        JULIAN.takes(phone);
    }
}
