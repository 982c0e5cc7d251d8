package org.dectory.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Imports users' files, and shows how that goes on. An interrupt ends the import. */
final class ImportCommand implements Command {

    private static final long ANSWER_SECONDS = 10;
    private static final String USAGE =
            "usage: dectory import [common | LOGIN... | --from FILE] | import status | import cancel | import failed";

    private static final String RUN = "/api/v1/provisioning/run";
    private static final int LOOK_MILLIS = 500;

    private final PrintStream out;
    private final boolean live;

    /** @param live whether a line can be written over */
    ImportCommand(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    @SuppressWarnings("SystemConsoleNull") // As in HiddenInput.
    static ImportCommand atTerminal(PrintStream out) {
        return new ImportCommand(out, System.console() != null);
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        Api api = new Api(place);
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        if (arguments.size() == 1) {
            switch (first) {
                case "common" -> {
                    return one(Json.of(api.post("/api/v1/provisioning/imports", Map.of("file", "common"))));
                }
                case "status" -> {
                    out.println(line(Json.of(api.get(RUN))));
                    return Main.DONE;
                }
                case "cancel" -> {
                    api.delete(RUN);
                    return Main.DONE;
                }
                case "failed" -> {
                    showFailed(api);
                    return Main.DONE;
                }
                default -> {
                    // Names of users.
                }
            }
        }
        List<String> logins = first.equals("--from") ? read(arguments) : arguments;
        return follow(api, logins.isEmpty() ? Map.of() : Map.of("logins", logins));
    }

    private int one(Json result) {
        out.println(result.text("file") + ": " + result.text("outcome")
                + (result.text("reason").isEmpty() ? "" : ": " + result.text("reason")));
        result.texts("messages").forEach(message -> out.println("  " + message));
        return result.text("outcome").equals("failed") ? Main.NOT_DONE : Main.DONE;
    }

    private static List<String> read(List<String> arguments) throws CommandException {
        if (arguments.size() != 2) {
            throw CommandException.misuse(USAGE);
        }
        try {
            List<String> logins = new ArrayList<>();
            for (String line : Files.readAllLines(Path.of(arguments.get(1)))) {
                if (!line.isBlank() && !line.startsWith("# ")) {
                    logins.add(line.strip());
                }
            }
            return logins;
        } catch (IOException | InvalidPathException e) {
            throw new CommandException("The file " + arguments.get(1) + " cannot be read.", e);
        }
    }

    /** Whoever ends this command does not want the import either. */
    private int follow(Api api, Map<String, ?> wanted) throws CommandException, InterruptedException {
        CompletableFuture<Json> begun = new CompletableFuture<>();
        Thread cancel = new Thread(() -> cancel(api, begun), "import-cancel");
        Runtime.getRuntime().addShutdownHook(cancel);
        Json run;
        try {
            run = Json.of(api.post(RUN, wanted));
            begun.complete(run);
        } finally {
            begun.cancel(false); // Without effect where an import began.
        }
        while (run.flag("running")) {
            if (live) {
                out.print("\r" + line(run) + "   ");
                out.flush();
            }
            Thread.sleep(LOOK_MILLIS);
            run = Json.of(api.get(RUN));
        }
        Runtime.getRuntime().removeShutdownHook(cancel);
        out.println((live ? "\r" : "") + line(run) + "   ");
        if (run.number("failed") > 0) {
            out.println("What failed and why: dectory import failed");
        }
        boolean whole = run.number("failed") == 0
                && !run.flag("cancelled")
                && run.text("problem").isEmpty();
        return whole ? Main.DONE : Main.NOT_DONE;
    }

    /** Only the import that this command began; the appliance may just be about to begin it. */
    private static void cancel(Api api, Future<Json> begun) {
        try {
            begun.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            api.delete(RUN);
        } catch (CommandException
                | InterruptedException
                | ExecutionException
                | TimeoutException
                | CancellationException e) {
            // None began, it has ended, or the appliance has.
        }
    }

    private static String line(Json run) {
        StringBuilder line = new StringBuilder();
        line.append(run.text("done")).append(" of ").append(run.text("total")).append(": ");
        line.append(run.text("imported")).append(" imported, ");
        line.append(run.text("unchanged")).append(" unchanged, ");
        line.append(run.text("gone")).append(" gone, ");
        line.append(run.text("held")).append(" held, ");
        line.append(run.text("failed")).append(" failed, ");
        line.append(run.text("perSecond")).append("/s");
        if (run.flag("running")) {
            line.append(run.text("secondsLeft").isEmpty() ? "" : ", " + run.text("secondsLeft") + " s left");
        } else {
            line.append(run.flag("cancelled") ? ", cancelled" : "");
            line.append(run.text("problem").isEmpty() ? "" : ". " + run.text("problem"));
        }
        return line.toString();
    }

    private void showFailed(Api api) throws CommandException, InterruptedException {
        Table table = new Table("FILE", "USER", "AT", "REASON");
        for (Json file : Lists.all(api, "/api/v1/provisioning/files/failed")) {
            table.row(file.text("file"), file.text("name"), file.text("at"), file.text("reason"));
            file.texts("messages").forEach(message -> table.row("", "", "", message));
        }
        out.print(table);
    }
}
