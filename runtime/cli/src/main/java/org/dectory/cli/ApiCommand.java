package org.dectory.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Sends one request to the programming interface: what has no command of its own is done with this one. */
final class ApiCommand implements Command {

    private static final String FROM_INPUT = "-";

    private final PrintStream out;
    private final InputStream in;

    ApiCommand(PrintStream out, InputStream in) {
        this.out = out;
        this.in = in;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (arguments.size() < 2
                || arguments.size() > 3
                || !arguments.get(0).matches("(?i)get|put|post|delete")
                || !arguments.get(1).startsWith("/")) {
            throw CommandException.misuse("usage: dectory api GET|PUT|POST|DELETE PATH [JSON | -]"
                    + " (- reads it from the input, so that no secret stands in a list of processes)");
        }
        try {
            String body = arguments.size() == 3 ? body(arguments.get(2)) : "";
            Object answer = new Api(place).send(arguments.get(0).toUpperCase(Locale.ROOT), arguments.get(1), body);
            out.println(JSON.std
                    .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                    .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                    .asString(answer));
            return Main.DONE;
        } catch (IOException e) {
            throw new CommandException("The input cannot be read, or the answer cannot be printed.", e);
        }
    }

    private String body(String argument) throws IOException {
        return argument.equals(FROM_INPUT) ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : argument;
    }
}
