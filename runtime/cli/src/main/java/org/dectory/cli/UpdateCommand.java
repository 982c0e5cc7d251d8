package org.dectory.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Updates a running appliance: takes a file in, tries it, and says what came of it. */
final class UpdateCommand implements Command {

    private static final String USAGE =
            "usage: dectory update FILE|URL [--stage-only] | update --trial | --status | --rollback | --history";

    private static final String PATH = "/api/v1/updates";
    private static final String HISTORY = PATH + "/history";
    private static final long LOOK_MILLIS = 500;

    /** How long an appliance may be away, because it restarts. */
    private static final Duration AWAY = Duration.ofMinutes(3);

    private final PrintStream out;

    UpdateCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        String first = arguments.isEmpty() ? "--status" : arguments.get(0);
        boolean stageOnly = arguments.size() == 2 && arguments.get(1).equals("--stage-only");
        if (arguments.size() > 1 && (!stageOnly || first.startsWith("--"))) {
            throw CommandException.misuse(USAGE);
        }
        Api api = new Api(place);
        switch (first) {
            case "--status" -> showStatus(Json.of(api.get(PATH)));
            case "--history" -> showHistory(Json.of(api.get(HISTORY)));
            case "--rollback" ->
                out.println("The appliance goes back to version "
                        + Json.of(api.post(PATH + "/rollback", Map.of())).text("version") + ".");
            case "--trial" -> {
                return tryOut(place);
            }
            default -> {
                if (first.startsWith("--")) {
                    throw CommandException.misuse(USAGE);
                }
                boolean url = first.contains("://");
                showPlan(
                        Json.of(url ? api.post(PATH + "/fetch", Map.of("url", first)) : api.upload(PATH, file(first))));
                return stageOnly ? Main.DONE : tryOut(place);
            }
        }
        return Main.DONE;
    }

    private static Path file(String name) throws CommandException {
        try {
            Path file = Path.of(name);
            if (Files.isReadable(file) && Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // As one that is not there.
        }
        throw new CommandException("The file " + name + " cannot be read.");
    }

    private void showPlan(Json plan) {
        out.println("Version " + plan.text("version") + " lies ready and changes:");
        plan.objects("changes")
                .forEach(change -> out.println("  " + change.text("bundle") + " " + or("(new)", change.text("before"))
                        + " -> " + or("(gone)", change.text("after")) + ", " + change.text("way")));
        plan.texts("restartCauses").forEach(cause -> out.println("The appliance restarts for it: " + cause + "."));
    }

    private static String or(String otherwise, String text) {
        return text.isEmpty() ? otherwise : text;
    }

    private void showStatus(Json status) {
        if (!status.flag("taken")) {
            out.println(status.text("refusal"));
            return;
        }
        Table table = new Table("UPDATES", status.text("phase"));
        table.row("running", "version " + status.text("running"));
        row(table, "lies ready", status.text("staged"));
        row(table, "to go back to", status.text("previous"));
        Json trial = status.object("trial");
        row(table, "on trial", trial.text("version"));
        if (!trial.text("verdict").isEmpty()) {
            table.row("kept at", trial.text("verdict"));
        }
        out.print(table);
        if (!status.text("remark").isEmpty()) {
            out.println(status.text("remark"));
        }
    }

    private static void row(Table table, String name, String version) {
        if (!version.isEmpty()) {
            table.row(name, "version " + version);
        }
    }

    private void showHistory(Json history) {
        Table table = new Table("AT", "STEP", "VERSION", "REASON", "DETAIL");
        history.objects("items")
                .forEach(event -> table.row(
                        event.text("at"),
                        event.text("step"),
                        event.text("version"),
                        event.text("reason"),
                        event.text("detail")));
        out.print(table);
    }

    /** Begins the trial and waits for the verdict, also across a restart of the appliance. */
    private int tryOut(Place place) throws CommandException, InterruptedException {
        Json begun = Json.of(new Api(place).post(PATH + "/trial", Map.of()));
        String version = begun.text("version");
        out.println("Version " + version + " is on trial.");
        long deadline = System.nanoTime() + AWAY.toNanos();
        while (System.nanoTime() < deadline) {
            Thread.sleep(LOOK_MILLIS);
            Optional<Json> found = verdict(place, version);
            if (found.isPresent()) {
                Json verdict = found.get();
                boolean kept = verdict.text("step").equals("COMMITTED");
                String detail = verdict.text("detail");
                out.println("Version " + version
                        + (kept ? " is kept" : " is rolled back (" + verdict.text("reason") + ")")
                        + (detail.isEmpty() ? "." : ": " + detail));
                return kept ? Main.DONE : Main.NOT_DONE;
            }
        }
        throw new CommandException("There is no verdict yet; see dectory update --status.");
    }

    /** The last word on a version; empty if there is none yet, or the appliance is away for a moment. */
    private static Optional<Json> verdict(Place place, String version) throws InterruptedException {
        try {
            Api api = new Api(place);
            Json status = Json.of(api.get(PATH));
            boolean over = status.object("trial").text("version").isEmpty()
                    && status.text("phase").equals("idle");
            if (!over) {
                return Optional.empty();
            }
            for (Json event : Json.of(api.get(HISTORY + "?limit=10")).objects("items")) {
                if (event.text("version").equals(version)
                        && List.of("COMMITTED", "ROLLED_BACK").contains(event.text("step"))) {
                    return Optional.of(event);
                }
            }
            return Optional.empty();
        } catch (CommandException away) {
            return Optional.empty();
        }
    }
}
