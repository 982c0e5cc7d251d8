package org.dectory.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Says how the appliance is. */
final class StatusCommand implements Command {

    private final PrintStream out;

    StatusCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (!arguments.isEmpty()) {
            throw CommandException.misuse("usage: dectory status [--data DIR] [--port N]");
        }
        Api api = new Api(place);
        Json health = Json.of(api.health());
        List<String> missing = health.texts("missing");
        List<String> failing = health.texts("failing");
        out.println("Dectory at " + place.address() + ": " + verdict(missing, failing));
        if (!health.text("storeProblem").isEmpty()) {
            out.println("  nothing can be changed: " + health.text("storeProblem"));
        }
        for (Json check : health.objects("checks")) {
            if (!check.text("severity").equals("ok")) {
                out.println("  " + check.text("severity") + ": " + check.text("name") + ": "
                        + String.join("; ", check.texts("causes")));
            }
        }
        line("subscription", missing, "subscription", () -> subscription(Json.of(api.get("/api/v1/subscription"))));
        line("devices", missing, "datasets", () -> devices(Lists.all(api, "/api/v1/devices")));
        line("users", missing, "datasets", () -> users(Lists.all(api, "/api/v1/users")));
        line("access codes", missing, "fac", () -> codes(Json.of(api.get("/api/v1/facs"))));
        line("user files", missing, "provisioning", () -> source(api));
        return missing.isEmpty() && failing.isEmpty() ? Main.DONE : Main.NOT_DONE;
    }

    private static String verdict(List<String> missing, List<String> failing) {
        if (!missing.isEmpty()) {
            return "not complete, missing: " + String.join(", ", missing);
        }
        return failing.isEmpty() ? "up" : "not well, failing: " + String.join(", ", failing);
    }

    /** Finds out something that a line says. */
    @FunctionalInterface
    private interface Question {

        String ask() throws CommandException, InterruptedException;
    }

    private void line(String name, List<String> missing, String part, Question question)
            throws CommandException, InterruptedException {
        String text = missing.contains(part) ? "(the part " + part + " is missing)" : question.ask();
        out.println("  " + name + " ".repeat(14 - name.length()) + text);
    }

    static String subscription(Json subscription) {
        List<String> parts = new ArrayList<>();
        parts.add(subscription.text("mode"));
        if (!subscription.text("until").isEmpty()) {
            parts.add("until " + subscription.text("until"));
        }
        if (!subscription.text("then").isEmpty()) {
            parts.add("then standard until " + subscription.text("then"));
        }
        if (subscription.flag("alwaysOpen")) {
            parts.add("always open");
        }
        if (subscription.flag("restricted")) {
            parts.add("restricted");
        }
        if (subscription.flag("autoCreate")) {
            parts.add(subscription.flag("autoCreateActive") ? "auto-create on" : "auto-create on, not active now");
        }
        if (!subscription.text("remark").isEmpty()) {
            parts.add(subscription.text("remark"));
        }
        parts.add("PARK " + subscription.text("park"));
        return String.join("; ", parts);
    }

    private static String devices(List<Json> devices) {
        long subscribed = devices.stream()
                .filter(device -> device.text("subscription").equals("subscribed"))
                .count();
        long shared = devices.stream()
                .filter(device -> device.text("relation").equals("dynamic"))
                .count();
        return devices.size() + ", " + subscribed + " subscribed, somebody logged in at " + shared;
    }

    private static String users(List<Json> users) {
        long external = users.stream().filter(user -> user.flag("external")).count();
        return users.size() + ", " + external + " from files";
    }

    private static String codes(Json facs) {
        if (facs.text("number").isEmpty()) {
            return "off";
        }
        List<String> codes = facs.objects("entries").stream()
                .filter(entry -> entry.flag("present") && !entry.text("code").isEmpty())
                .map(entry -> facs.text("number") + entry.text("code") + " " + entry.text("title"))
                .toList();
        return String.join("; ", codes);
    }

    private static String source(Api api) throws CommandException, InterruptedException {
        Json status = Json.of(api.get("/api/v1/provisioning"));
        if (!status.flag("configured")) {
            return "from nowhere";
        }
        String where = status.text("address");
        if (!status.flag("protocolPresent")) {
            return where + "; nothing here speaks this protocol";
        }
        if (status.text("downSince").isEmpty()) {
            return status.text("problem").isEmpty() ? where : where + "; " + status.text("problem");
        }
        return where + "; down since " + status.text("downSince") + ": " + status.text("problem");
    }
}
