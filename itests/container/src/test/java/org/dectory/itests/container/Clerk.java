package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Somebody who adds, renames and removes users. */
final class Clerk implements Witness {

    private final Web web;
    private final Random random;
    private final List<Entry> book = new ArrayList<>();
    private int next;

    /**
     * Begins with an empty book.
     *
     * @param first the first of the numbers that nobody else gives away
     * @param seed what is done in which order
     */
    Clerk(Web web, int first, long seed) {
        this.web = web;
        this.next = first;
        this.random = new Random(seed);
    }

    /** One user. A name that was not acknowledged may have been taken or not, and so on. */
    private static final class Entry {

        private final String number;
        private final List<String> names = new ArrayList<>();
        private String uid = "";
        private boolean removing;
        private boolean removed;

        Entry(String number) {
            this.number = number;
        }

        boolean isSettled() {
            return !uid.isEmpty() && !removing;
        }
    }

    @Override
    public boolean act() {
        try {
            int deed = random.nextInt(10);
            Entry old = book.isEmpty() ? new Entry("") : book.get(random.nextInt(book.size()));
            if (deed < 5 || !old.isSettled()) {
                add();
            } else if (deed < 8) {
                rename(old);
            } else {
                remove(old);
            }
            return true;
        } catch (RuntimeException | AssertionError refused) {
            return false;
        }
    }

    private void add() {
        Entry entry = new Entry(Integer.toString(next++));
        entry.names.add("User " + entry.number);
        book.add(entry);
        entry.uid = web.post("/api/v1/users", Map.of("number", entry.number, "name", entry.names.get(0)))
                .expect(201)
                .text("uid");
    }

    private void rename(Entry entry) {
        String path = "/api/v1/users/" + entry.uid;
        String revision = web.get(path).expect(200).text("revision");
        String name = "Name " + random.nextInt(1_000_000);
        entry.names.add(name);
        web.put(path, Map.of("number", entry.number, "name", name), "If-Match", '"' + revision + '"')
                .expect(200);
        entry.names.retainAll(List.of(name));
    }

    private void remove(Entry entry) {
        String path = "/api/v1/users/" + entry.uid;
        entry.removing = true;
        web.delete(path).expect(204);
        entry.removed = true;
    }

    @Override
    public void testify(Census census) {
        for (Entry entry : book) {
            boolean there = census.user(entry.number).isPresent();
            int added = census.audit().added(entry.number);
            int removed = census.audit().removed(entry.number);
            assertThat(added - removed).as("audit of " + entry.number).isEqualTo(there ? 1 : 0);
            assertThat(added).isLessThanOrEqualTo(1);
            if (entry.removed) {
                assertThat(there).as("removed: " + entry.number).isFalse();
            } else if (entry.isSettled()) {
                assertThat(there).as("added: " + entry.number).isTrue();
            }
            census.user(entry.number)
                    .ifPresent(user -> assertThat(entry.names).contains(String.valueOf(user.get("name"))));
        }
    }
}
