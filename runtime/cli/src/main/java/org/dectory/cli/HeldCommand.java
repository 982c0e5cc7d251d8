package org.dectory.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists users who are kept although their files are gone, and deletes or keeps them. */
final class HeldCommand implements Command {

    private static final String HELD = "/api/v1/provisioning/files/held";

    private final PrintStream out;

    HeldCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        Api api = new Api(place);
        List<Json> held = Lists.all(api, HELD);
        String deed = arguments.isEmpty() ? "" : arguments.get(0);
        if (deed.isEmpty()) {
            out.print(Table.of(held, "number", "name", "file", "at", "reason"));
            return Main.DONE;
        }
        if (!List.of("delete", "keep").contains(deed) || arguments.size() < 2) {
            throw CommandException.misuse("usage: dectory held [delete all|NUMBER... | keep all|NUMBER...]");
        }
        List<Integer> users = uids(held, arguments.subList(1, arguments.size()));
        if (deed.equals("delete")) {
            Json run = Json.of(api.post(HELD + "/confirm", Map.of("users", users)));
            out.println(run.text("total") + " files are asked for once more: dectory import status");
            return Main.DONE;
        }
        for (int uid : users) {
            api.post("/api/v1/users/" + uid + "/make-local", Map.of());
        }
        out.println(users.size() + " users are local ones now.");
        return Main.DONE;
    }

    private static List<Integer> uids(List<Json> held, List<String> numbers) throws CommandException {
        List<Integer> uids = new ArrayList<>();
        boolean all = numbers.equals(List.of("all"));
        for (Json file : held) {
            if (all || numbers.contains(file.text("number"))) {
                uids.add(file.number("uid"));
            }
        }
        if (!all && uids.size() != numbers.size()) {
            throw new CommandException("Not all of these users are held: dectory held");
        }
        return uids;
    }
}
