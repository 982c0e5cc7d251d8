package org.dectory.cli;

import java.util.ArrayList;
import java.util.List;

/** Reads whole lists, page by page. */
final class Lists {

    private static final int PAGE = 1000;

    private Lists() {}

    static List<Json> all(Api api, String path) throws CommandException, InterruptedException {
        List<Json> all = new ArrayList<>();
        while (true) {
            Json page = Json.of(api.get(path + "?limit=" + PAGE + "&offset=" + all.size()));
            List<Json> items = page.objects("items");
            all.addAll(items);
            if (items.isEmpty() || all.size() >= page.number("total")) {
                return all;
            }
        }
    }

    /** An IPEI as it is printed on a phone. */
    static String printed(String compact) {
        return compact.length() != 13
                ? compact
                : compact.substring(0, 5) + " " + compact.substring(5, 12) + " " + compact.substring(12);
    }
}
