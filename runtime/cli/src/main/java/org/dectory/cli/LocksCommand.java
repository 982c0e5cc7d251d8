package org.dectory.cli;

import java.io.PrintStream;
import java.util.List;

/** Lists wrong PINs that are remembered with the locks that they made, and forgets them. */
final class LocksCommand implements Command {

    private static final String PATH = "/api/v1/login-locks";

    private final PrintStream out;

    LocksCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        Api api = new Api(place);
        if (!arguments.isEmpty()) {
            if (!arguments.get(0).equals("clear") || arguments.size() < 2 || arguments.size() > 3) {
                throw CommandException.misuse("usage: dectory locks [clear PHONE [USER]]");
            }
            String user = arguments.size() == 3
                    ? "/" + Records.user(api, arguments.get(2)).text("uid")
                    : "";
            api.delete(PATH + "/" + Records.device(api, arguments.get(1)).text("ppn") + user);
        }
        out.print(Table.of(
                Json.of(api.get(PATH)).objects("items"), "ppn", "ipei", "number", "wrongPins", "locked", "until"));
        return Main.DONE;
    }
}
