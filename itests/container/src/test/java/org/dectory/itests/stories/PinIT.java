package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.userdata.SystemKey;
import org.dectory.api.userdata.UserDataKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of PINs: which one counts, and how Anna chooses another. */
public class PinIT extends Story {

    private static final Person ANNA = Person.called("Anna", "1012", "1234");

    @Test
    @Tag("LOG-14")
    @Tag("USR-10")
    void annaChoosesAnotherPinAndOnlyThatOneCounts() {
        office.employs(ANNA);
        Phone phone = encryptedPhone();
        ANNA.takes(phone);

        changesPin(phone, "1234", "5678", "5678");
        phone.displays("PIN changed");

        ANNA.leaves(phone);
        ANNA.isRefusedAt(phone, "Wrong PIN");
        ANNA.knowing("5678").takes(phone);
    }

    @Test
    @Tag("LOG-14")
    void twoDifferentNewPinsChangeNothing() {
        office.employs(ANNA);
        Phone phone = encryptedPhone();
        ANNA.takes(phone);

        changesPin(phone, "1234", "5678", "5679");

        phone.displays("PINs differ");
        ANNA.leaves(phone);
        ANNA.takes(phone);
    }

    @Test
    @Tag("LOG-14")
    void whoDoesNotKnowTheOldPinIsAskedForNoNewOne() {
        office.employs(ANNA);
        Phone phone = encryptedPhone();
        ANNA.takes(phone);

        phone.chooses(MenuItem.CHANGE_PIN, "");
        phone.asksForPin();
        phone.types("9999");

        phone.displays("Wrong PIN");
        assertThat(phone.look().prompt()).isEmpty();
    }

    @Test
    @Tag("LOG-14")
    @Tag("DAT-10")
    void withoutEncryptionNoPinCrossesTheAir() {
        office.employs(ANNA);
        Phone phone = encryptedPhone();
        ANNA.takes(phone);
        office.setsForAll(SystemKey.ENCRYPTION, "Off");

        phone.chooses(MenuItem.CHANGE_PIN, "");

        phone.displays("Link not encrypted");
        assertThat(phone.look().prompt()).isEmpty();
    }

    @Test
    @Tag("LOG-14")
    @Tag("USR-10")
    void theOfficeForgetsHerPinAndTheOldOneCountsAgain() {
        office.employs(ANNA);
        Phone phone = encryptedPhone();
        ANNA.takes(phone);
        changesPin(phone, "1234", "5678", "5678");
        phone.displays("PIN changed");

        office.forgetsPinOf(ANNA);

        ANNA.leaves(phone);
        ANNA.takes(phone);
    }

    @Test
    @Tag("DBS-02")
    @Tag("LOG-14")
    void herPinOutlivesARestart() {
        office.employs(ANNA);
        Phone phone = encryptedPhone();
        ANNA.takes(phone);
        changesPin(phone, "1234", "5678", "5678");
        phone.displays("PIN changed");

        appliance.restarts();

        phone.isInReach();
        ANNA.leaves(phone);
        ANNA.knowing("5678").takes(phone);
    }

    @Test
    @Tag("LOG-14")
    @Tag("USR-09")
    @Tag("USR-10")
    void herPinOutlivesAnImportUntilItIsReset() throws IOException {
        Path files = Files.createTempDirectory("files");
        Files.writeString(files.resolve("user_common.cfg"), "UD_Pin=2222\n");
        Files.writeString(files.resolve("4711.cfg"), "UD_Name=Julian\nUD_Pin=1111\n");
        office.takesUsersFrom(files);
        Person julian = Person.called("Julian", "4711", "1111");
        Phone phone = encryptedPhone();
        julian.takes(phone);
        changesPin(phone, "1111", "5678", "5678");
        phone.displays("PIN changed");
        julian.leaves(phone);

        Files.writeString(files.resolve("4711.cfg"), "UD_Name=Julian\nUD_Pin=3333\n");
        julian.knowing("5678").takes(phone);
        phone.dials("*12");
        phone.hangsUp();

        Files.writeString(files.resolve("4711.cfg"), "UD_Name=Julian\nUD_Pin=3333\nUD_PinDel=TRUE\n");
        office.imports("4711");
        // UD_PinDel resets the PIN that was chosen at the phone.
        julian.knowing("5678").isRefusedAt(phone, "Wrong PIN");
        julian.knowing("3333").takes(phone);
    }

    @Test
    @Tag("USR-10")
    void withoutAnyPinItIsFourZerosOrThatOfTheCommonFileWhenTheUserCame() throws IOException {
        Path files = Files.createTempDirectory("files");
        Files.writeString(files.resolve("user_common.cfg"), "UD_VoiceMailNumber=900\n");
        Files.writeString(files.resolve("4711.cfg"), "UD_Name=Julian\n");
        office.takesUsersFrom(files);
        Phone phone = sharedPhone();
        Person julian = Person.called("Julian", "4711", "0000");
        julian.takes(phone);
        julian.leaves(phone);

        Files.writeString(files.resolve("user_common.cfg"), "UD_Pin=2222\n");
        office.importsCommon();
        Files.writeString(files.resolve("4712.cfg"), "UD_Name=Maria\n");

        julian.takes(phone);
        julian.leaves(phone);
        Person.called("Maria", "4712", "2222").takes(phone);
    }

    private Phone encryptedPhone() {
        Phone phone = newPhone(HandsetKind.PHONE_600_700);
        office.announces(phone);
        office.changes(phone, true, "", "");
        return phone.subscribes();
    }

    private static void changesPin(Phone phone, String old, String next, String again) {
        phone.chooses(MenuItem.CHANGE_PIN, "");
        phone.asksForPin();
        phone.types(old);
        phone.asksFor("New PIN");
        phone.types(next);
        phone.asksFor("Repeat");
        phone.types(again);
    }

    @Test
    @Tag("USR-06")
    void valuesOfTheOfficeAreThoseThatCount() {
        office.employs(ANNA);

        office.gives(ANNA, Map.of("UD_Vip", "TRUE"));

        assertThat(office.says(ANNA, UserDataKey.VIP)).isEqualTo("TRUE");
    }
}
