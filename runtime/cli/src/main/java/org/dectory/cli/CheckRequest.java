package org.dectory.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What is to be checked, and how it is told.
 *
 * @param files files and folders, as they were typed
 * @param common the common file, if it has another name than usual or lies elsewhere
 * @param byLoginId whether the files are named after login IDs
 * @param merged whether to tell what counts for each user
 * @param json whether programs will read it
 */
record CheckRequest(List<String> files, Optional<String> common, boolean byLoginId, boolean merged, boolean json) {

    private static final String USAGE = "usage: dectory check FILE... [--common FILE] [--login-type number|login-id]"
            + " [--merged] [--json] (a folder stands for its *.cfg)";

    static CheckRequest of(List<String> words) throws CommandException {
        List<String> files = new ArrayList<>();
        Optional<String> common = Optional.empty();
        boolean byLoginId = false;
        boolean merged = false;
        boolean json = false;
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--common" -> common = Optional.of(value(rest));
                case "--login-type" -> byLoginId = isLoginId(value(rest));
                case "--merged" -> merged = true;
                case "--json" -> json = true;
                default -> files.add(file(word));
            }
        }
        if (files.isEmpty() && common.isEmpty()) {
            throw CommandException.misuse(USAGE);
        }
        return new CheckRequest(List.copyOf(files), common, byLoginId, merged, json);
    }

    private static String value(Iterator<String> rest) throws CommandException {
        if (!rest.hasNext()) {
            throw CommandException.misuse(USAGE);
        }
        return rest.next();
    }

    private static boolean isLoginId(String type) throws CommandException {
        if (!type.equals("number") && !type.equals("login-id")) {
            throw CommandException.misuse(USAGE);
        }
        return type.equals("login-id");
    }

    private static String file(String word) throws CommandException {
        if (word.startsWith("--")) {
            throw CommandException.misuse(USAGE);
        }
        return word;
    }
}
