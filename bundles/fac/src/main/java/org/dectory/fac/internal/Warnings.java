package org.dectory.fac.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dectory.api.fac.FacService.FacEntry;
import org.dectory.api.fac.FacService.Strength;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.UserRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an administrator should look at. Thread-safe. */
final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    /** How many numbers are named; the rest is counted. */
    private static final int MOST_NUMBERS = 10;

    private final CodeBook book;
    private final Store store;

    Warnings(CodeBook book, Store store) {
        this.book = book;
        this.store = store;
    }

    /** The warnings that hold now, as sentences. */
    List<String> now(List<FacEntry> entries) {
        List<String> warnings = new ArrayList<>(book.refusal().stream().toList());
        String number = book.settings().plan().number();
        if (number.isEmpty()) {
            return warnings;
        }
        entries.stream()
                .filter(entry -> entry.strength() == Strength.WEAK)
                .map(entry -> "The code of '" + entry.title() + "' is short: somebody could find it by trying.")
                .forEach(warnings::add);
        try {
            warnings.addAll(store.read(view -> numbers(view, number)));
        } catch (StoreException e) {
            LOG.warn("Users' numbers could not be compared with the FAC number: {}", e.getMessage());
            warnings.add("Users' numbers could not be compared with the FAC number.");
        }
        return warnings;
    }

    private static List<String> numbers(StoreView view, String number) {
        List<String> warnings = new ArrayList<>();
        if (view.findUser(new UserNumber(number)).isPresent()) {
            warnings.add("The FAC number " + number + " is the number of a user, who cannot be called.");
        }
        List<String> clashing = usersWith(view, number)
                .map(row -> row.user().number().value())
                .filter(value -> value.startsWith(number) && !value.equals(number))
                .toList();
        clashing.stream()
                .limit(MOST_NUMBERS)
                .map(value -> "Number " + value + " begins with the FAC number: nobody can call it.")
                .forEach(warnings::add);
        if (clashing.size() > MOST_NUMBERS) {
            warnings.add(clashing.size() - MOST_NUMBERS + " more numbers begin with the FAC number.");
        }
        return warnings;
    }

    /** The users of whom something contains the text, in the order of their numbers. */
    private static Stream<UserRow> usersWith(StoreView view, String text) {
        List<UserRow> rows = new ArrayList<>();
        Page<UserRow> page;
        do {
            page = view.users(new PageRequest(rows.size(), PageRequest.MAX_LIMIT, "number", false, text));
            rows.addAll(page.rows());
        } while (!page.rows().isEmpty() && rows.size() < page.total());
        return rows.stream();
    }
}
