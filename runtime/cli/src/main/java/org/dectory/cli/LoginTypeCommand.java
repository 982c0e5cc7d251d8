package org.dectory.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Says what names a user at login, and sets it. */
final class LoginTypeCommand implements Command {

    private static final String PATH = "/api/v1/login-type";

    private final PrintStream out;

    LoginTypeCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (arguments.size() > 1) {
            throw CommandException.misuse("usage: dectory login-type [number | login-id]");
        }
        Api api = new Api(place);
        Json answer =
                Json.of(arguments.isEmpty() ? api.get(PATH) : api.put(PATH, Map.of("loginType", arguments.get(0))));
        String loggedOut = answer.text("loggedOut");
        out.println(answer.text("loginType") + (loggedOut.isEmpty() ? "" : "; logged out: " + loggedOut));
        return Main.DONE;
    }
}
