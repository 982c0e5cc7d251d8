package org.dectory.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Shows what the appliance knows of a phone, and changes it. */
final class PhoneCommand implements Command {

    private static final String USAGE =
            "usage: dectory phone PHONE [logout | fixed | dynamic | encrypt on|off | sos NUMBER | man-down NUMBER | remove]";

    private final PrintStream out;

    PhoneCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw CommandException.misuse(USAGE);
        }
        Api api = new Api(place);
        Json device = Records.device(api, arguments.get(0));
        String path = "/api/v1/devices/" + device.text("ppn");
        String deed = arguments.size() == 1 ? "" : arguments.get(1);
        if (arguments.size() == 3) {
            api.put(path, device.text("revision"), change(deed, arguments.get(2)));
        } else {
            switch (deed) {
                case "" -> {}
                case "logout" -> api.post(path + "/logout", Map.of());
                case "fixed", "dynamic" -> api.put(path + "/relation", Map.of("relation", deed));
                case "remove" -> {
                    api.delete(path);
                    out.println(Lists.printed(device.text("ipei")) + " is removed.");
                    return Main.DONE;
                }
                default -> throw CommandException.misuse(USAGE);
            }
        }
        print(Json.of(api.get(path)));
        return Main.DONE;
    }

    private static Map<String, ?> change(String what, String value) throws CommandException {
        return switch (what) {
            case "encrypt" -> Map.of("encryption", value.equals("on"));
            case "sos" -> Map.of("sosNumber", value);
            case "man-down" -> Map.of("manDownNumber", value);
            default -> throw CommandException.misuse(USAGE);
        };
    }

    private void print(Json device) {
        Table table = new Table("FIELD", "VALUE");
        for (String field : List.of(
                "ppn",
                "ipei",
                "kind",
                "subscription",
                "algorithm",
                "encryption",
                "sosNumber",
                "manDownNumber",
                "relation",
                "since")) {
            table.row(field, device.text(field));
        }
        table.row(
                "user",
                device.object("user").text("number") + " "
                        + device.object("user").text("name"));
        out.print(table);
    }
}
