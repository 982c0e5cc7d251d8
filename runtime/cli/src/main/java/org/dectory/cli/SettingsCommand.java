package org.dectory.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the settings of every bundle, and of the whole system, and changes them. */
final class SettingsCommand implements Command {

    private static final String SETTINGS = "/api/v1/settings";
    private static final String SYSTEM = "system";
    private static final String SYSTEM_DATA = "/api/v1/system-data";

    private final PrintStream out;

    SettingsCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        Api api = new Api(place);
        if (arguments.isEmpty()) {
            Table table = new Table("NAME", "WHAT");
            table.row(SYSTEM, "What stands in where a user's data says Global or nothing");
            Json.of(api.get(SETTINGS))
                    .objects("items")
                    .forEach(page -> table.row(page.text("pid"), page.text("title")));
            out.print(table);
            return Main.DONE;
        }
        boolean system = arguments.get(0).equals(SYSTEM);
        String path = system ? SYSTEM_DATA : SETTINGS + "/" + arguments.get(0).replace("/", "%2F");
        Map<String, String> values = values(arguments.subList(1, arguments.size()));
        Json page = Json.of(values.isEmpty() ? api.get(path) : api.put(path, Map.of("values", values)));
        out.print(
                system
                        ? Table.of(page.objects("items"), "key", "value", "expected")
                        : Table.of(page.objects("items"), "name", "value", "default", "title"));
        return Main.DONE;
    }

    private static Map<String, String> values(List<String> words) throws CommandException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw CommandException.misuse("usage: dectory settings [NAME [SETTING=VALUE ...]]");
            }
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return values;
    }
}
