package org.dectory.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists the phones that the appliance knows, and the simulated ones that it does not know yet. */
final class PhonesCommand implements Command {

    private final PrintStream out;

    PhonesCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (!arguments.isEmpty()) {
            throw CommandException.misuse("usage: dectory phones [--data DIR] [--port N]");
        }
        Api api = new Api(place);
        Table table = new Table("PPN", "IPEI", "KIND", "SUBSCRIPTION", "RELATION", "NUMBER", "NAME");
        List<Json> devices = Lists.all(api, "/api/v1/devices");
        for (Json device : devices) {
            Json user = device.object("user");
            table.row(
                    device.text("ppn"),
                    Lists.printed(device.text("ipei")),
                    device.text("kind"),
                    device.text("subscription"),
                    device.text("relation"),
                    user.text("number"),
                    user.text("name"));
        }
        Set<String> known = devices.stream().map(device -> device.text("ipei")).collect(Collectors.toSet());
        for (Json phone : simulated(api)) {
            if (!known.contains(phone.text("ipei"))) {
                table.row("-", Lists.printed(phone.text("ipei")), phone.text("kind"), "(simulated)", "", "", "");
            }
        }
        out.print(table);
        return Main.DONE;
    }

    /** A product without a simulator has none. */
    private static List<Json> simulated(Api api) throws InterruptedException {
        try {
            return Lists.all(api, "/simulator/v1/phones");
        } catch (CommandException e) {
            return List.of();
        }
    }
}
