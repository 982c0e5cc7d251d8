package org.dectory.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Lists snapshots of all settings, takes and restores them. */
final class SnapshotsCommand implements Command {

    private static final String USAGE =
            "usage: dectory snapshots [take CAUSE | restore SNAPSHOT [NAME...] | delete SNAPSHOT]";

    private static final String PATH = "/api/v1/configuration/snapshots";

    private final PrintStream out;

    SnapshotsCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        Api api = new Api(place);
        String deed = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        switch (deed) {
            case "" -> show(Json.of(api.get(PATH)).objects("items"));
            case "take" -> {
                require(!rest.isEmpty());
                show(List.of(Json.of(api.post(PATH, Map.of("cause", String.join(" ", rest))))));
            }
            case "restore" -> {
                require(!rest.isEmpty());
                List<String> pids = rest.subList(1, rest.size());
                Map<String, ?> body = pids.isEmpty() ? Map.of() : Map.of("pids", pids);
                List<String> restored = Json.of(api.post(PATH + "/" + number(rest.get(0)) + "/restore", body))
                        .texts("restored");
                out.println(restored.isEmpty() ? "nothing differs" : "restored: " + String.join(", ", restored));
            }
            case "delete" -> {
                require(rest.size() == 1);
                api.delete(PATH + "/" + number(rest.get(0)));
            }
            default -> require(false);
        }
        return Main.DONE;
    }

    private static void require(boolean understood) throws CommandException {
        if (!understood) {
            throw CommandException.misuse(USAGE);
        }
    }

    private static String number(String word) throws CommandException {
        require(word.matches("[0-9]{1,9}"));
        return word;
    }

    private void show(List<Json> snapshots) {
        Table table = new Table("SNAPSHOT", "TIME", "BY", "CAUSE", "STATE", "DIFFERS NOW");
        snapshots.forEach(each -> table.row(
                each.text("id"),
                each.text("time"),
                each.text("actor"),
                each.text("cause"),
                state(each),
                each.flag("damaged") ? "?" : String.join(" ", each.texts("changes"))));
        out.print(table);
    }

    private static String state(Json snapshot) {
        if (snapshot.flag("damaged")) {
            return "damaged";
        }
        return snapshot.flag("pinned") ? "pinned" : "";
    }
}
