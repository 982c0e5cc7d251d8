package org.dectory.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Lists the keys for encrypted values, writes the one to encrypt with, and makes a new one. */
final class ValueKeysCommand implements Command {

    private static final String PATH = "/api/v1/value-keys";
    private static final String USAGE = "usage: dectory value-keys [current | rotate]";

    private final PrintStream out;

    ValueKeysCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (arguments.size() > 1) {
            throw CommandException.misuse(USAGE);
        }
        Api api = new Api(place);
        switch (arguments.isEmpty() ? "" : arguments.get(0)) {
            case "" -> out.print(Table.of(Json.of(api.get(PATH)).objects("items"), "id", "created", "current"));
            case "current" -> out.print(api.file(PATH + "/current"));
            case "rotate" -> out.println(Json.of(api.post(PATH, Map.of())).text("id"));
            default -> throw CommandException.misuse(USAGE);
        }
        return Main.DONE;
    }
}
