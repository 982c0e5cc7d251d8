package org.dectory.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists feature access codes and alarm triggers, and changes them. */
final class CodesCommand implements Command {

    private static final String FACS = "/api/v1/facs";
    private static final String TRIGGERS = FACS + "/triggers";

    private final PrintStream out;

    CodesCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        Api api = new Api(place);
        switch (arguments.size()) {
            case 0 -> {}
            case 2 -> change(api, arguments.get(0), code(arguments.get(1)));
            case 3 -> changeTrigger(api, arguments);
            default -> throw misuse();
        }
        Json facs = Json.of(api.get(FACS));
        Table table = new Table("DIALLED", "ACTION", "THEN", "STRENGTH", "PRESENT");
        for (Json entry : facs.objects("entries")) {
            table.row(
                    dialled(facs.text("number"), entry.text("code")),
                    entry.text("action"),
                    entry.text("rest"),
                    entry.text("strength").equals("none") ? "" : entry.text("strength"),
                    entry.flag("present") ? "yes" : "no");
        }
        for (Json trigger : Json.of(api.get(TRIGGERS)).objects("items")) {
            table.row(
                    dialled(facs.text("number"), trigger.text("code")),
                    "trigger " + trigger.text("trigger"),
                    "free digits",
                    "",
                    "");
        }
        out.print(table);
        facs.texts("warnings").forEach(out::println);
        return Main.DONE;
    }

    /** A code without its number leads nowhere. */
    private static String dialled(String number, String code) {
        return number.isEmpty() || code.isEmpty() ? "off" : number + code;
    }

    private static void change(Api api, String action, String code) throws CommandException, InterruptedException {
        api.put(FACS, action.equals("number") ? Map.of("number", code) : Map.of("codes", Map.of(action, code)));
    }

    private static void changeTrigger(Api api, List<String> words) throws CommandException, InterruptedException {
        if (!words.get(0).equals("trigger")) {
            throw misuse();
        }
        Map<String, String> triggers = new LinkedHashMap<>();
        Json.of(api.get(TRIGGERS))
                .objects("items")
                .forEach(trigger -> triggers.put(trigger.text("trigger"), trigger.text("code")));
        String code = code(words.get(2));
        if (code.isEmpty()) {
            triggers.remove(words.get(1));
        } else {
            triggers.put(words.get(1), code);
        }
        api.put(TRIGGERS, Map.of("triggers", triggers));
    }

    private static String code(String word) {
        return word.equals("off") ? "" : word;
    }

    private static CommandException misuse() {
        return CommandException.misuse(
                "usage: dectory codes [number DIGITS|off | ACTION CODE|off | trigger NAME CODE|off]");
    }
}
