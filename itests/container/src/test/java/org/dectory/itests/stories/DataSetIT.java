package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.store.Relation;
import org.dectory.api.userdata.SystemKey;
import org.dectory.api.userdata.UserDataKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of devices and users, and of what ties them. */
public class DataSetIT extends Story {

    private static final Person ANNA = Person.called("Anna", "1012", "1234").withLoginId("501");

    @Test
    @Tag("DAT-04")
    @Tag("DAT-07")
    @Tag("FAC-06")
    void aFixedPairIsMadeDynamicThenAnnaLeavesItAndAnybodyTakesIt() {
        Person bert = office.employs(Person.called("Bert", "1013", "77"));
        Phone phone = newPhone();
        office.pairs(phone, ANNA);
        phone.subscribes();

        office.makesRelation(phone, Relation.Kind.DYNAMIC);

        phone.showsPerson(ANNA);
        ANNA.leaves(phone);
        bert.takes(phone);
    }

    @Test
    @Tag("DAT-04")
    @Tag("FAC-06")
    void aLoginIsMadeFixedThenNobodyLogsOut() {
        office.employs(ANNA);
        Phone phone = sharedPhone();
        ANNA.takes(phone);

        office.makesRelation(phone, Relation.Kind.FIXED);

        phone.dials("*12");
        phone.refusesAtOnce();
        phone.showsPerson(ANNA);
    }

    @Test
    @Tag("DAT-04")
    void anExternalUserIsNeverMadeFixedUntilMadeLocal() throws IOException {
        Path files = Files.createTempDirectory("files");
        Files.writeString(files.resolve("4711.cfg"), "UD_Name=Julian\nUD_Pin=1111\n");
        office.takesUsersFrom(files);
        Person julian = Person.called("Julian", "4711", "1111");
        Phone phone = sharedPhone();
        julian.takes(phone);

        assertThatThrownBy(() -> office.makesRelation(phone, Relation.Kind.FIXED))
                .hasRootCauseInstanceOf(DataSetException.class);

        office.makesLocal(julian);
        Files.delete(files.resolve("4711.cfg"));
        time.passes(days(3));
        phone.showsPerson(julian);
        office.makesRelation(phone, Relation.Kind.FIXED);
        phone.showsPerson(julian);
    }

    @Test
    @Tag("DAT-03")
    void numberLoginIdAndIpeiAreGivenOnce() {
        office.employs(ANNA);
        Phone phone = newPhone();
        office.announces(phone);

        assertThatThrownBy(() -> office.employs(Person.called("Bert", "1012", "1")))
                .hasMessageContaining("1012");
        assertThatThrownBy(
                        () -> office.employs(Person.called("Bert", "1013", "1").withLoginId("501")))
                .hasMessageContaining("501");
        assertThatThrownBy(() -> office.announces(phone))
                .hasMessageContaining(phone.ipei().toString());
        assertThatThrownBy(() -> office.pairs(phone, Person.called("Bert", "1013", "1")))
                .hasMessageContaining(phone.ipei().toString());
        assertThat(office.devices()).hasSize(1);
    }

    @Test
    @Tag("DAT-05")
    void whoIsDeletedWhileThePhoneIsOffIsGoneWhenItComesBack() {
        office.employs(ANNA);
        Phone phone = sharedPhone();
        ANNA.takes(phone);
        phone.isSwitched(false);

        office.deletes(ANNA);
        appliance.restarts();
        phone.isSwitched(true);

        phone.isInReach();
        phone.showsNobody();
    }

    @Test
    @Tag("DAT-05")
    @Tag("SUB-08")
    void aPhoneThatWasOffWhenItsDeviceWasDeletedFindsNoSystemUntilItSubscribesAnew() {
        office.employs(ANNA);
        Phone phone = sharedPhone();
        ANNA.takes(phone);
        phone.isSwitched(false);

        office.deletes(phone);
        phone.isSwitched(true);
        time.passes(minutes(1));

        assertThat(phone.look().attached()).isFalse();
        office.announces(phone);
        phone.subscribes();
        phone.showsNobody();
        ANNA.takes(phone);
    }

    @Test
    @Tag("DAT-10")
    void encryptionNeedsTheSystemsSwitchAndTheDevicesFlag() {
        Phone phone = newPhone();
        office.announces(phone);
        office.changes(phone, true, "", "");
        phone.subscribes();
        assertThat(phone.look().encrypted()).isTrue();

        Phone plain = sharedPhone();
        assertThat(plain.look().encrypted()).isFalse();

        office.setsForAll(SystemKey.ENCRYPTION, "Off");
        phone.isSwitched(false);
        phone.isSwitched(true);
        phone.isInReach();
        assertThat(phone.look().encrypted()).isFalse();
    }

    @Test
    @Tag("DAT-10")
    @Tag("LOG-13")
    void phonesThatKnowOnlyTheOldAlgorithmAreEncryptedToo() {
        Phone phone = newPhone(HandsetKind.GAP);
        office.announces(phone);
        office.changes(phone, true, "", "");

        phone.subscribes();

        assertThat(office.find(phone).device().algorithm()).isEqualTo("DSAA");
        assertThat(sharedPhone().ipei()).isNotNull();
    }

    @Test
    @Tag("USR-11")
    void whatIsSetForAllReachesEverybodyWhoSaysGlobal() {
        Person bert = Person.called("Bert", "1013", "77");
        office.employs(ANNA);
        office.employs(bert);
        office.gives(bert, Map.of("UD_AutoAnswer", "Off"));

        office.setsForAll(SystemKey.AUTO_ANSWER, "On");

        assertThat(office.counts(ANNA, UserDataKey.AUTO_ANSWER)).isEqualTo("On");
        assertThat(office.counts(bert, UserDataKey.AUTO_ANSWER)).isEqualTo("Off");
    }
}
