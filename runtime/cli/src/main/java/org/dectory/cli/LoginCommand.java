package org.dectory.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logs somebody in at a simulated phone, as the person would: dials, and types the PIN when the phone asks. */
final class LoginCommand implements Command {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REFUSED = "negative-acknowledgement";

    private final PrintStream out;

    LoginCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw CommandException.misuse("usage: dectory login PHONE USER [PIN] [--data DIR] [--port N]");
        }
        Api api = new Api(place);
        Handset phone = Handset.of(api, arguments.get(0));
        String user = arguments.get(1);
        if (!phone.look().text("call").equals("on-hook")) {
            // The last refusal may still be on the display.
            phone.perform("hook", Map.of("offHook", false));
        }
        phone.dial(AccessCodes.dial(api, "UserLogin", user));
        Json asked = phone.await(PATIENCE, seen -> isAsking(seen) || isOver(seen));
        if (isAsking(asked)) {
            phone.type(arguments.size() == 3 ? arguments.get(2) : askForPin(user));
            asked = phone.await(PATIENCE, LoginCommand::isOver);
        }
        out.println(PhonePicture.of(asked));
        Json device = phone.device();
        if (device.text("relation").equals("dynamic")
                && List.of(
                                device.object("user").text("number"),
                                device.object("user").text("loginId"))
                        .contains(user)) {
            out.println(user + " is logged in at " + Lists.printed(phone.ipei()) + ".");
            return Main.DONE;
        }
        throw new CommandException(user + " is not logged in at " + Lists.printed(phone.ipei()) + ": "
                + String.join(", ", asked.texts("display")));
    }

    private static boolean isAsking(Json phone) {
        return !phone.text("prompt").isEmpty();
    }

    /** The call has ended, or the person hears that nothing comes of it. */
    private static boolean isOver(Json phone) {
        return !isAsking(phone)
                && (phone.text("call").equals("on-hook") || phone.texts("tones").contains(REFUSED));
    }

    @SuppressWarnings("SystemConsoleNull") // From Java 22 on it is never null; then a PIN may come from a pipe, too.
    private static String askForPin(String user) throws CommandException {
        @Nullable Console console = System.console();
        if (console == null) {
            throw CommandException.misuse("The phone asks for a PIN; give it as the third argument.");
        }
        char[] pin = console.readPassword("PIN of %s: ", user);
        if (pin == null) {
            throw new CommandException("No PIN was typed.");
        }
        return new String(pin);
    }
}
