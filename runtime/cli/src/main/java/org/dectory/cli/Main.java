package org.dectory.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Finds the command that was typed, and runs it. */
public final class Main {

    static final int DONE = 0;
    static final int NOT_DONE = 1;
    static final int NOT_UNDERSTOOD = 2;

    /** Made when they are typed: those that need no appliance need less of the class path, too. */
    private static final Map<String, Supplier<Command>> COMMANDS = Map.ofEntries(
            Map.entry("check", () -> new CheckCommand(System.out, System.err)),
            Map.entry("encrypt", () -> new EncryptCommand(System.out, HiddenInput.ofTerminal(System.in))),
            Map.entry("value-keys", () -> new ValueKeysCommand(System.out)),
            Map.entry("demo", () -> new DemoCommand()),
            Map.entry("status", () -> new StatusCommand(System.out)),
            Map.entry("phones", () -> new PhonesCommand(System.out)),
            Map.entry("phone", () -> new PhoneCommand(System.out)),
            Map.entry("users", () -> new UsersCommand(System.out)),
            Map.entry("user", () -> new UserCommand(System.out)),
            Map.entry("subscription", () -> new SubscriptionCommand(System.out)),
            Map.entry("subscribe", () -> new SubscribeCommand(System.out)),
            Map.entry("login", () -> new LoginCommand(System.out)),
            Map.entry("login-type", () -> new LoginTypeCommand(System.out)),
            Map.entry("locks", () -> new LocksCommand(System.out)),
            Map.entry("codes", () -> new CodesCommand(System.out)),
            Map.entry("settings", () -> new SettingsCommand(System.out)),
            Map.entry("snapshots", () -> new SnapshotsCommand(System.out)),
            Map.entry("import", () -> ImportCommand.atTerminal(System.out)),
            Map.entry("held", () -> new HeldCommand(System.out)),
            Map.entry(
                    "source",
                    () -> new SourceCommand(
                            System.out,
                            PasswordInput.ofTerminal(System.in, "Password of %s, empty for the one there is: "))),
            Map.entry("trust", () -> new TrustCommand(System.out)),
            Map.entry("keygen", () -> new KeygenCommand(System.out)),
            Map.entry("keys", () -> new KeysCommand(System.out)),
            Map.entry("release", () -> new ReleaseCommand(System.out, Clock.systemUTC())),
            Map.entry(
                    "update",
                    () -> new UpdateCommand(System.out, PasswordInput.ofTerminal(System.in, "Password of %s: "))),
            Map.entry("verify", () -> new VerifyCommand(System.out)),
            Map.entry("api", () -> new ApiCommand(System.out, System.in)));

    private Main() {}

    /**
     * Runs one command; its result is the exit status: 0 done, 1 not done, 2 not understood or, of files, not readable.
     *
     * @param arguments the command, then its options and arguments
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        String name = arguments.isEmpty() ? "" : arguments.get(0);
        try {
            Supplier<Command> command = COMMANDS.get(name);
            if (command == null) {
                throw CommandException.misuse("I do not know " + name + "; try dectory help.");
            }
            return run(command.get(), arguments.subList(1, arguments.size()));
        } catch (CommandException e) {
            System.err.println("dectory: " + e.getMessage());
            return e.status();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NOT_DONE;
        }
    }

    private static int run(Command command, List<String> words) throws CommandException, InterruptedException {
        Path home = Path.of(".");
        Path data = Path.of("data");
        OptionalInt port = OptionalInt.empty();
        List<String> arguments = new ArrayList<>();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--home" -> home = Path.of(value(word, rest));
                case "--data" -> data = Path.of(value(word, rest));
                case "--port" -> port = OptionalInt.of(port(value(word, rest)));
                default -> arguments.add(word);
            }
        }
        return command.run(new Place(home.toAbsolutePath(), data.toAbsolutePath(), port), arguments);
    }

    private static String value(String option, Iterator<String> rest) throws CommandException {
        if (!rest.hasNext()) {
            throw CommandException.misuse(option + " needs a value.");
        }
        return rest.next();
    }

    private static int port(String text) throws CommandException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 0xFFFF) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message below, which says what is expected.
        }
        throw CommandException.misuse("port: " + text + " (expected: 1 to 65535)");
    }
}
