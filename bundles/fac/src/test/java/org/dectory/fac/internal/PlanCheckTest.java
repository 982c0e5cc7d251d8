package org.dectory.fac.internal;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an administrator sets past the page of codes. */
@Tag("ADM-04")
class PlanCheckTest {

    private final PlanCheck check = new PlanCheck();

    @Test
    void takesCodesThatCanBeToldApart() {
        check.check(Map.of());
        check.check(Map.of("number", "", "linger.seconds", 3));
        check.check(Map.of("codes", new String[] {"UserLogin=1"}, "triggers", new String[] {"fire=77"}));
    }

    @Test
    void refusesWhatCannotBeDialledOrToldApart() {
        assertRefused("number: ", Map.of("number", "one"));
        assertRefused("codes: ", Map.of("codes", new String[] {"UserLogin"}));
        assertRefused("codes: ", Map.of("codes", new String[] {"UserLogin=1", "UserLogout=12"}));
        assertRefused("triggers: ", Map.of("triggers", new String[] {"fire=1"}));
    }

    private void assertRefused(String beginning, Map<String, ?> values) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.check(values))
                .withMessageStartingWith(beginning);
    }
}
