package org.dectory.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("DAT-01")
class NumbersOfDataSetsTest {

    @Test
    void beginAtOne() {
        assertThat(new DeviceId(1).ppn()).isEqualTo(1);
        assertThat(new UserId(1).uid()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceId(0)).withMessage("ppn: 0 (expected: >= 1)");
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(-7)).withMessage("uid: -7 (expected: >= 1)");
    }
}
