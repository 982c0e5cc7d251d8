package org.dectory.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was typed after a command, taken apart: words, and options with the values that follow each. */
final class Words {

    private final String usage;
    private final List<String> plain = new ArrayList<>();
    private final Map<String, List<String>> options = new LinkedHashMap<>();

    private Words(String usage) {
        this.usage = usage;
    }

    /**
     * Takes a line apart. A word before any option stands for itself; after an option come its values.
     *
     * @param usage how it should be
     * @param known the options that there are
     */
    static Words of(String usage, List<String> known, List<String> typed) throws CommandException {
        Words words = new Words(usage);
        List<String> values = words.plain;
        for (String word : typed) {
            if (!word.startsWith("--")) {
                values.add(word);
            } else if (known.contains(word)) {
                values = words.options.computeIfAbsent(word, option -> new ArrayList<>());
            } else {
                throw words.misuse();
            }
        }
        return words;
    }

    CommandException misuse() {
        return CommandException.misuse("usage: dectory " + usage);
    }

    /** The only word that stands for itself. */
    String word() throws CommandException {
        return only(plain);
    }

    /** Sees that no word stands for itself. */
    void noWord() throws CommandException {
        if (!plain.isEmpty()) {
            throw misuse();
        }
    }

    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    /** Whether an option is there that stands for itself. */
    boolean has(String option) throws CommandException {
        if (!all(option).isEmpty()) {
            throw misuse();
        }
        return options.containsKey(option);
    }

    String one(String option) throws CommandException {
        return only(all(option));
    }

    Optional<String> find(String option) throws CommandException {
        return options.containsKey(option) ? Optional.of(one(option)) : Optional.empty();
    }

    Path path(String option) throws CommandException {
        return Path.of(one(option));
    }

    /** A whole number from 1 on. */
    long number(String option) throws CommandException {
        String text = one(option);
        if (!text.matches("[1-9][0-9]{0,14}")) {
            throw CommandException.misuse(option + ": " + text + " (expected: a whole number from 1 on)");
        }
        return Long.parseLong(text);
    }

    long number(String option, long otherwise) throws CommandException {
        return options.containsKey(option) ? number(option) : otherwise;
    }

    private String only(List<String> values) throws CommandException {
        if (values.size() != 1) {
            throw misuse();
        }
        return values.get(0);
    }
}
