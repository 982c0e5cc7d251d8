package org.dectory.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows what counts for a user, and changes what an operator may. */
final class UserCommand implements Command {

    private static final String USAGE = "usage: dectory user USER [add NAME [LOGIN-ID] | local | forget-pin | remove]";

    private final PrintStream out;

    UserCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        boolean add = arguments.size() > 2 && arguments.get(1).equals("add");
        if (arguments.isEmpty() || arguments.size() > (add ? 4 : 2)) {
            throw CommandException.misuse(USAGE);
        }
        Api api = new Api(place);
        if (add) {
            api.post("/api/v1/users", draft(arguments));
            return run(place, arguments.subList(0, 1));
        }
        String path = "/api/v1/users/" + Records.user(api, arguments.get(0)).text("uid");
        switch (arguments.size() == 1 ? "" : arguments.get(1)) {
            case "" -> {}
            case "local" -> api.post(path + "/make-local", Map.of());
            case "forget-pin" -> api.delete(path + "/phone-pin");
            case "remove" -> {
                api.delete(path);
                out.println(arguments.get(0) + " is removed.");
                return Main.DONE;
            }
            default -> throw CommandException.misuse(USAGE);
        }
        print(api, path);
        return Main.DONE;
    }

    private static Map<String, String> draft(List<String> words) {
        Map<String, String> draft = new LinkedHashMap<>(Map.of("number", words.get(0), "name", words.get(2)));
        if (words.size() > 3) {
            draft.put("loginId", words.get(3));
        }
        return draft;
    }

    private void print(Api api, String path) throws CommandException, InterruptedException {
        Json user = Json.of(api.get(path));
        out.println(user.text("number") + " " + user.text("name") + ", "
                + (user.flag("external") ? "external" : "local") + ", " + user.text("relation"));
        out.print(Table.of(Json.of(api.get(path + "/effective-data")).objects("items"), "key", "value", "source"));
    }
}
