package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Somebody who has the files of new users imported. */
final class Courier implements Witness {

    private final Web web;
    private final List<String> acknowledged = new ArrayList<>();
    private final int first;
    private int next;

    /**
     * Begins with no user.
     *
     * @param first the first of the numbers whose files he has imported
     */
    Courier(Web web, int first) {
        this.web = web;
        this.first = first;
        this.next = first;
    }

    @Override
    public boolean act() {
        String number = Integer.toString(next++);
        try {
            String outcome = web.post("/api/v1/provisioning/imports", Map.of("login", number))
                    .expect(200)
                    .text("outcome");
            boolean imported = outcome.equals("imported");
            if (imported) {
                acknowledged.add(number);
            }
            return imported;
        } catch (RuntimeException | AssertionError refused) {
            return false;
        }
    }

    @Override
    public void testify(Census census) {
        for (String number : acknowledged) {
            assertThat(census.user(number))
                    .as("imported: " + number)
                    .hasValueSatisfying(user -> assertThat(user)
                            .containsEntry("external", true)
                            .containsEntry("name", FileShelf.name(number)));
        }
        for (int number = first; number < next; number++) {
            String each = Integer.toString(number);
            assertThat(census.audit().added(each))
                    .as("audit of " + number)
                    .isEqualTo(census.user(each).isPresent() ? 1 : 0);
        }
    }
}
