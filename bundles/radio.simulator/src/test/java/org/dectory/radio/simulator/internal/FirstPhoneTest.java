package org.dectory.radio.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.junit.jupiter.api.Test;

class FirstPhoneTest {

    @Test
    void readsPhonesAndLeavesOutWhatIsWrittenBadly() {
        List<FirstPhone> phones = FirstPhone.of(List.of(
                "03586 0017017 7=600-700",
                "03586 0017017 8=GAP",
                "12308 0004063 5",
                "12308 0004063 5=unknown",
                "12308 0004063 5=GAP"));

        assertThat(phones)
                .containsExactly(
                        new FirstPhone(Ipei.parse("03586 0017017 7"), HandsetKind.PHONE_600_700),
                        new FirstPhone(Ipei.parse("12308 0004063 5"), HandsetKind.GAP));
    }
}
