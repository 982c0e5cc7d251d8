package org.dectory.itests.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceabilityTest {

    private static final String TAG = "@" + "Tag";

    private final Traceability traceability = new Traceability(List.of("# a group", "", "SUB-01", "SUB-02", "FAC-01"));

    @Test
    void listsTheTestsOfEachRequirement() {
        traceability.read(
                "PhonesTest.java",
                TAG + "(\"FAC-01\") class PhonesTest {\n"
                        + "  @Test " + TAG + "(\"SUB-01\") " + TAG + "(\"slow\") void subscribes() { call(x); }\n"
                        + "  /* " + TAG + "(\"SUB-02\") */ @Test void rests() {}\n}");

        assertThat(traceability.report())
                .contains("| SUB-01 | PhonesTest.subscribes |", "| FAC-01 | PhonesTest |", "Not cited: SUB-02")
                .contains("2 of 3");
    }

    @Test
    void findsRequirementsThatDoNotExist() {
        traceability.read("PhonesTest.java", "class PhonesTest { " + TAG + "(\"SUB-99\") void subscribes() {} }");

        assertThat(traceability.unknown()).containsExactly("PhonesTest.java: SUB-99");
    }
}
