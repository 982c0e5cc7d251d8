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

    private static final String USAGE = "update FILE|URL [--user NAME [--password-file FILE]] [--stage-only]"
            + " | update --plan | --trial | --keep | --discard | --rollback | --status | --history";

    private static final String PATH = "/api/v1/updates";
    private static final String STAGED = PATH + "/staged";
    private static final String HISTORY = PATH + "/history";
    private static final long LOOK_MILLIS = 500;

    /** How long an appliance may be away, because it restarts. */
    private static final Duration AWAY = Duration.ofMinutes(3);

    private final PrintStream out;
    private final PasswordInput input;

    /**
     * Makes the command.
     *
     * @param input asks for the password of the account at a server
     */
    UpdateCommand(PrintStream out, PasswordInput input) {
        this.out = out;
        this.input = input;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        String first = arguments.isEmpty() ? "--status" : arguments.get(0);
        if (!first.startsWith("--")) {
            return bring(place, Words.of(USAGE, List.of("--user", "--password-file", "--stage-only"), arguments));
        }
        if (arguments.size() > 1) {
            throw misuse();
        }
        Api api = new Api(place);
        switch (first) {
            case "--status" -> showStatus(Json.of(api.get(PATH)));
            case "--history" -> showHistory(Json.of(api.get(HISTORY)));
            case "--plan" -> showPlan(Json.of(api.get(STAGED)));
            case "--discard" -> {
                api.delete(STAGED);
                out.println("No update lies ready any more.");
            }
            case "--keep" ->
                out.println("Version "
                        + Json.of(api.postPatiently(PATH + "/keep", Map.of())).text("version") + " is kept.");
            case "--rollback" ->
                out.println("The appliance goes back to version "
                        + Json.of(api.post(PATH + "/rollback", Map.of())).text("version") + ".");
            case "--trial" -> {
                return tryOut(place);
            }
            default -> throw misuse();
        }
        return Main.DONE;
    }

    private static CommandException misuse() {
        return CommandException.misuse("usage: dectory " + USAGE);
    }

    private int bring(Place place, Words words) throws CommandException, InterruptedException {
        String what = words.word();
        boolean stageOnly = words.has("--stage-only");
        Optional<String> user = words.find("--user");
        Optional<String> passwordFile = words.find("--password-file");
        boolean url = what.contains("://");
        if ((user.isPresent() && !url) || (passwordFile.isPresent() && user.isEmpty())) {
            throw misuse();
        }
        Api api = new Api(place);
        showPlan(Json.of(
                url
                        ? api.postPatiently(PATH + "/fetch", request(what, user, passwordFile))
                        : api.upload(PATH, file(what))));
        return stageOnly ? Main.DONE : tryOut(place);
    }

    private Map<String, String> request(String url, Optional<String> user, Optional<String> passwordFile)
            throws CommandException {
        if (url.replaceFirst("^[^:]*://", "").replaceFirst("[/?#].*", "").contains("@")) {
            throw CommandException.misuse(
                    "An address with an account in it ends in histories and logs; say --user NAME.");
        }
        if (user.isEmpty()) {
            return Map.of("url", url);
        }
        PasswordInput from = passwordFile.map(PasswordInput::ofFile).orElse(input);
        return Map.of("url", url, "userName", user.get(), "password", from.read(user.get()));
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
        plan.objects("settings")
                .forEach(change -> out.println("  setting " + change.text("pid") + " " + change.text("setting") + ": "
                        + (change.isNull("before") ? "(new)" : change.text("before")) + " -> "
                        + (change.isNull("after") ? "(gone)" : change.text("after"))));
        plan.texts("restartCauses").forEach(cause -> out.println("The appliance restarts for it: " + cause + "."));
        plan.texts("signers").forEach(key -> out.println("It is signed by key " + key + "."));
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
