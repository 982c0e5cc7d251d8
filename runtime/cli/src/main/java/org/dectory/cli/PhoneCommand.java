package org.dectory.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Shows what the appliance knows of a phone, and changes it. */
final class PhoneCommand implements Command {

    private static final String USAGE =
            "usage: dectory phone PHONE [add | pair NUMBER NAME | logout | fixed | dynamic | encrypt on|off | sos NUMBER | man-down NUMBER | remove]";

    private final PrintStream out;

    PhoneCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (arguments.isEmpty() || arguments.size() > 4) {
            throw CommandException.misuse(USAGE);
        }
        Api api = new Api(place);
        if (arguments.size() > 1 && make(api, arguments)) {
            return run(place, arguments.subList(0, 1));
        }
        Json device = Records.device(api, arguments.get(0));
        String path = "/api/v1/devices/" + device.text("ppn");
        String deed = arguments.size() == 1 ? "" : arguments.get(1);
        if (arguments.size() > 2) {
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

    /** Makes a device, alone or with its user. */
    private static boolean make(Api api, List<String> words) throws CommandException, InterruptedException {
        if (words.size() == 2 && words.get(1).equals("add")) {
            api.post("/api/v1/devices", Map.of("ipei", words.get(0)));
            return true;
        }
        if (words.size() == 4 && words.get(1).equals("pair")) {
            api.post("/api/v1/pairs", Map.of("ipei", words.get(0), "number", words.get(2), "name", words.get(3)));
            return true;
        }
        if (words.size() == 4) {
            throw CommandException.misuse(USAGE);
        }
        return false;
    }

    private static Map<String, ?> change(String what, String value) throws CommandException {
        return switch (what) {
            case "encrypt" -> {
                if (!value.matches("on|off")) {
                    throw CommandException.misuse(USAGE);
                }
                yield Map.of("encryption", value.equals("on"));
            }
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
