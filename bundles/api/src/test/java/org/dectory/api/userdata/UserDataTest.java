package org.dectory.api.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dectory.api.store.Layer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDataTest {

    @ParameterizedTest
    @Tag("CFG-03")
    @CsvSource({
        "UD_UpdateInterval, UD_UpdateInterval, 2",
        "UD_Vip,            UD_UpdateInterval, 2",
        "UD_UpdateInterval, UD_Vip,            1",
        "ud_updateinterval, UD_Vip,            1",
        "UD_Vip,            UD_UPDATEINTERVAL, 2",
        "UD_Vip,            UD_Vip,            24"
    })
    void saysForOneKeyOfTheFilesWhatAllOfThemTogetherSay(String inCommon, String inOwn, String expected) {
        Map<String, String> common = Map.of(inCommon, "1", "UD_KeyLockTime", "60");
        Map<String, String> own = Map.of(inOwn, "2");
        UserData all = new UserData(Map.of(Layer.COMMON_FILE, common, Layer.USER_FILE, own));

        String text = UserData.textOfFiles(UserDataKey.UPDATE_INTERVAL, common, own);

        assertThat(text).isEqualTo(expected).isEqualTo(all.text(UserDataKey.UPDATE_INTERVAL));
    }
}
