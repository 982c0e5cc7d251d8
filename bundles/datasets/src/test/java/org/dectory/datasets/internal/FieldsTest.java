package org.dectory.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.datasets.internal.Desk.ANNA;
import static org.dectory.datasets.internal.Desk.assertFailure;

import java.util.Map;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.store.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each field of the user data set: what counts if nobody set it, what may be set, and what may not. */
class FieldsTest {

    private final Desk desk = new Desk();

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    @ParameterizedTest
    @Tag("USR-02")
    @Tag("USR-05")
    @Tag("USR-06")
    @Tag("USR-07")
    @Tag("USR-08")
    @Tag("CFG-08")
    @CsvSource({
        // messaging and locating
        "UD_AllowMsgSend,         FALSE,  yes,     TRUE,     perhaps",
        "UD_AllowVcardSend,       FALSE,  1,       TRUE,     2",
        "UD_AllowVcardRecv,       FALSE,  TRUE,    TRUE,     on",
        "UD_Locatable,            FALSE,  y,       TRUE,     yess",
        "UD_LocatingPermission,   FALSE,  Y,       TRUE,     ja",
        "UD_Tracking,             FALSE,  true,    TRUE,     -1",
        // additional services
        "UD_SosNumber,            '',     112,     112,      1 12",
        "UD_ManDownNumber,        '',     *113,    *113,     11/3",
        "UD_KeepLocalDir,         FALSE,  n,       FALSE,    nn",
        "UD_AuthenticateLogout,   FALSE,  TRUE,    TRUE,     00",
        // monitoring and profiles
        "UD_UserMonitoring,       Off,    active,  Active,   Sometimes",
        "UD_PpProfileId,          0,      20,      20,       21",
        // key lock
        "UD_KeyLockEnable,        TRUE,   0,       FALSE,    off",
        "UD_KeyLockTime,          60,     90,      90,       45",
        // SIP
        "UD_Vip,                  FALSE,  TRUE,    TRUE,     VIP",
        "FixedSipPort,            0,      65535,   65535,    65536",
    })
    void hasADefaultTakesWhatIsRightAndNamesTheFieldOtherwise(
            String key, String standard, String entered, String kept, String wrong) {
        User user = desk.addUser("1012", Map.of());
        User changed = desk.addUser("1013", Map.of(key, entered));

        assertThat(desk.effective(user, key)).isEqualTo((standard + " DEFAULT").strip());
        assertThat(desk.effective(changed, key)).isEqualTo(kept + " ADMINISTRATOR");
        assertFailure(desk.dataSets.addUser(Desk.user("1014", Map.of(key, wrong)), ANNA))
                .isInstanceOfSatisfying(
                        DataSetException.class,
                        refused -> assertThat(refused.field()).isEqualTo(key))
                .hasMessageStartingWith("Expected: ");
    }
}
