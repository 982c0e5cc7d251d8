package org.dectory.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Shows what counts for a user, and changes what an operator may. */
final class UserCommand implements Command {

    private static final String USAGE = "usage: dectory user USER [local | forget-pin | remove]";

    private final PrintStream out;

    UserCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw CommandException.misuse(USAGE);
        }
        Api api = new Api(place);
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
        Json user = Json.of(api.get(path));
        out.println(user.text("number") + " " + user.text("name") + ", "
                + (user.flag("external") ? "external" : "local") + ", " + user.text("relation"));
        out.print(Table.of(Json.of(api.get(path + "/effective-data")).objects("items"), "key", "value", "source"));
        return Main.DONE;
    }
}
