package org.dectory.fac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.fac.internal.FacPlan.Meaning;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacPlanTest {

    private static final Map<String, String> CODES =
            Map.of("UserLogin", "1", "UserLogout", "2", "ActivateSubscription", "34567", "ActivateWildcard", "");

    private static final Map<String, String> TRIGGERS = Map.of("FIRE", "5", "LOC-ERR", "", "Water_1.a", "666");

    private static FacPlan plan() throws FacRejectedException {
        return FacPlan.of("*1", CODES, TRIGGERS);
    }

    @ParameterizedTest(name = "''{0}'': {1}")
    @CsvSource({
        "*111012,           UserLogin 1012",
        "*11,               UserLogin ''",
        "*112,              UserLogin 2",
        "*12,               UserLogout ''",
        "*134567,           ActivateSubscription ''",
        "*1345678,          ActivateSubscription 8",
        "*15,               trigger FIRE ''",
        "*1512#,            trigger FIRE 12#",
        "*1666*,            trigger Water_1.a *",
        "*166,              unknown",
        "*13456,            unknown",
        "*134568,           unknown", // switched off
        "*19,               unknown",
        "*1,                unknown",
        "*1*1,              unknown",
        "*,                 no FAC",
        "'',                no FAC",
        "1012,              no FAC",
        "0*11,              no FAC",
        "#11,               no FAC",
    })
    @Tag("FAC-01")
    @Tag("FAC-04")
    void readsWhatWasDialled(String digits, String meaning) throws FacRejectedException {
        assertThat(shown(plan().meaning(digits))).isEqualTo(meaning);
    }

    @Test
    @Tag("FAC-04")
    void readsAtMost32DigitsAfterACode() throws FacRejectedException {
        assertThat(shown(plan().meaning("*11" + "7".repeat(32)))).isEqualTo("UserLogin " + "7".repeat(32));
        assertThat(shown(plan().meaning("*11" + "7".repeat(33)))).isEqualTo("unknown");
        assertThat(shown(plan().meaning("*".repeat(200)))).isEqualTo("no FAC");
    }

    private static String shown(Meaning meaning) {
        if (meaning instanceof Meaning.Action action) {
            return action.name() + " " + (action.rest().isEmpty() ? "''" : action.rest());
        }
        if (meaning instanceof Meaning.Trigger trigger) {
            return "trigger " + trigger.name() + " " + (trigger.rest().isEmpty() ? "''" : trigger.rest());
        }
        return meaning instanceof Meaning.Unknown ? "unknown" : "no FAC";
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "'*1a',              1,                 number",
        "'12345678901234567', 1,                number",
        "' ',                1,                 number",
        "'*1',               1x,                Other",
        "'*1',               12345678901234567, Other",
        "'*1',               3,                 Other", // the beginning of 34567
        "'*1',               34567,             Other", // the same
        "'*1',               11,                Other", // of which 1 is the beginning
    })
    @Tag("FAC-02")
    void refusesWhatCannotBeDialledOrToldApart(String number, String code, String field) {
        assertThatExceptionOfType(FacRejectedException.class)
                .isThrownBy(() -> plan().changed(number, Map.of("Other", code)))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .withMessageNotContaining("34567");
    }

    @ParameterizedTest(name = "trigger {0} with {1}: {2}")
    @CsvSource({
        "New,            '',                ''",
        "New,            0,                 ''",
        "New,            *,                 ''",
        "fire,           0,                 There are two triggers fire.",
        "New,            1,                 The codes of the trigger New and UserLogin are the same.",
        "New,            12,                The code of UserLogin is the beginning of that of the trigger New.",
        "New,            3,                 The code of the trigger New is the beginning of that of ActivateSubscription.",
        "New,            5,                 The codes of the trigger New and the trigger FIRE are the same.",
        "New,            55,                The code of the trigger FIRE is the beginning of that of the trigger New.",
        "New,            66,                The code of the trigger New is the beginning of that of the trigger Water_1.a.",
        "New,            0a,                The code of the trigger New must be",
        "New,            12345678901234567, The code of the trigger New must be",
        "'',             0,                 A trigger's name must be",
        "New one,        0,                 A trigger's name must be",
        "N\u00e9w,       0,                 A trigger's name must be",
    })
    @Tag("FAC-02")
    void keepsTriggersApartFromActionsAndFromEachOther(String name, String code, String refusal)
            throws FacRejectedException {
        Map<String, String> triggers = new LinkedHashMap<>(TRIGGERS);
        triggers.put(name, code);

        if (refusal.isEmpty()) {
            assertThat(plan().withTriggers(triggers).triggers()).containsEntry(name, code);
        } else {
            assertThatExceptionOfType(FacRejectedException.class)
                    .isThrownBy(() -> plan().withTriggers(triggers))
                    .withMessageContaining(refusal);
        }
    }

    @ParameterizedTest(name = "the code {0}: {1}")
    @CsvSource({
        "5,   The codes of UserLogin and the trigger FIRE are the same.",
        "51,  The code of the trigger FIRE is the beginning of that of UserLogin.",
        "66,  The code of UserLogin is the beginning of that of the trigger Water_1.a.",
    })
    @Tag("FAC-02")
    void keepsActionsApartFromTriggers(String code, String refusal) {
        assertThatExceptionOfType(FacRejectedException.class)
                .isThrownBy(() -> plan().changed("*1", Map.of("UserLogin", code)))
                .withMessage(refusal)
                .satisfies(e -> assertThat(e.field()).isEqualTo("UserLogin"));
    }

    @Test
    void holdsAHundredActionsAndAHundredTriggers() throws FacRejectedException {
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            many.put("N" + i, "");
        }
        assertThat(FacPlan.of("*1", many, many)).asString().contains("100 codes, 100 triggers");

        many.put("N100", "");

        assertThatExceptionOfType(FacRejectedException.class).isThrownBy(() -> FacPlan.of("*1", many, Map.of()));
        assertThatExceptionOfType(FacRejectedException.class).isThrownBy(() -> FacPlan.of("*1", Map.of(), many));
    }

    @Test
    @Tag("FAC-01")
    void switchesAllOffWithoutANumber() throws FacRejectedException {
        FacPlan off = plan().changed("", Map.of());

        assertThat(shown(off.meaning("11012"))).isEqualTo("no FAC");
        assertThat(shown(off.meaning(""))).isEqualTo("no FAC");
    }

    @Test
    @Tag("FAC-01")
    void leavesActionsAloneThatAreNotNamed() throws FacRejectedException {
        FacPlan changed = plan().changed("#9", Map.of("UserLogin", "", "ActivateWildcard", "#"));

        assertThat(shown(changed.meaning("#92"))).isEqualTo("UserLogout ''");
        assertThat(shown(changed.meaning("#9#"))).isEqualTo("ActivateWildcard ''");
        assertThat(shown(changed.meaning("#911012"))).isEqualTo("unknown");
    }
}
