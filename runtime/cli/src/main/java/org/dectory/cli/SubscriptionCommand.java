package org.dectory.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Says whether phones may subscribe and which were refused, and opens or closes it. */
final class SubscriptionCommand implements Command {

    private static final String USAGE =
            "usage: dectory subscription [standard | always-open | wildcard [MINUTES] | off |"
                    + " restrict on|off | auto-create on|off | refusals]";
    private static final String PATH = "/api/v1/subscription";
    private static final Map<String, String> SWITCHES = Map.of("restrict", "restricted", "auto-create", "autoCreate");

    private final PrintStream out;

    SubscriptionCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        Api api = new Api(place);
        if (arguments.equals(List.of("refusals"))) {
            out.print(Table.of(
                    Json.of(api.get(PATH + "/refusals")).objects("items"),
                    "ipei",
                    "at",
                    "times",
                    "additionalId",
                    "text"));
            return Main.DONE;
        }
        Object status = arguments.isEmpty() ? api.get(PATH) : api.put(PATH, change(arguments));
        out.println(StatusCommand.subscription(Json.of(status)));
        return Main.DONE;
    }

    private static Map<String, ?> change(List<String> words) throws CommandException {
        String first = words.get(0);
        String field = SWITCHES.get(first);
        if (field != null && words.size() == 2 && words.get(1).matches("on|off")) {
            return Map.of(field, words.get(1).equals("on"));
        }
        if (first.equals("wildcard") && words.size() == 2 && words.get(1).matches("[0-9]{1,3}")) {
            return Map.of("mode", first, "minutes", Integer.parseInt(words.get(1)));
        }
        if (field == null && words.size() == 1) {
            return Map.of("mode", first);
        }
        throw CommandException.misuse(USAGE);
    }
}
