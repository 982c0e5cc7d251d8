package org.dectory.cli;

import java.io.PrintStream;
import java.util.List;

/** Lists the users. */
final class UsersCommand implements Command {

    private final PrintStream out;

    UsersCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (!arguments.isEmpty()) {
            throw CommandException.misuse("usage: dectory users [--data DIR] [--port N]");
        }
        Table table = new Table("UID", "NUMBER", "LOGIN ID", "NAME", "EXTERNAL", "RELATION", "PHONE");
        for (Json user : Lists.all(new Api(place), "/api/v1/users")) {
            table.row(
                    user.text("uid"),
                    user.text("number"),
                    user.text("loginId"),
                    user.text("name"),
                    user.flag("external") ? "yes" : "no",
                    user.text("relation"),
                    Lists.printed(user.object("device").text("ipei")));
        }
        out.print(table);
        return Main.DONE;
    }
}
