package org.dectory.cli;

import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says where users' files come from, and sets it. */
final class SourceCommand implements Command {

    private static final String USAGE = "usage: dectory source [URL | off | specific | central [URL | off]]";
    private static final String PATH = "/api/v1/provisioning";

    private final PrintStream out;
    private final PasswordInput input;

    /**
     * Makes the command.
     *
     * @param input asks for the password of the account, if the URL names one; empty for the one there is
     */
    SourceCommand(PrintStream out, PasswordInput input) {
        this.out = out;
        this.input = input;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        Api api = new Api(place);
        boolean central = arguments.size() == 2 && arguments.get(0).equals("central");
        if (arguments.size() > (central ? 2 : 1)) {
            throw CommandException.misuse(USAGE);
        }
        if (!arguments.isEmpty()) {
            String what = arguments.get(arguments.size() - 1);
            if (what.equals("specific") || what.equals("central")) {
                api.put(PATH + "/choice", Map.of("specific", what.equals("specific")));
            } else {
                api.put(PATH + (central ? "/central" : "/source"), source(what));
            }
        }
        show(api);
        return Main.DONE;
    }

    private Map<String, Object> source(String url) throws CommandException {
        if (url.equals("off")) {
            return Map.of("enabled", false);
        }
        try {
            URI uri = new URI(url);
            if (uri.getScheme() == null) {
                throw CommandException.misuse(USAGE);
            }
            Map<String, Object> source = new HashMap<>();
            source.put("protocol", uri.getScheme());
            source.put("server", Optional.ofNullable(uri.getHost()).orElse(""));
            source.put("port", Math.max(0, uri.getPort()));
            source.put("path", Optional.ofNullable(uri.getPath()).orElse(""));
            String user = Optional.ofNullable(uri.getUserInfo()).orElse("");
            source.put("userName", user);
            if (!user.isEmpty()) {
                source.put("password", input.read(user));
            }
            return source;
        } catch (URISyntaxException e) {
            throw CommandException.misuse("'" + url + "' is no URL: " + e.getReason() + ".");
        }
    }

    private void show(Api api) throws CommandException, InterruptedException {
        boolean specific = Json.of(api.get(PATH + "/choice")).flag("specific");
        Table table = new Table("SOURCE", "ADDRESS", "COUNTS");
        table.row("specific", address(Json.of(api.get(PATH + "/source"))), specific ? "yes" : "no");
        table.row("central", address(Json.of(api.get(PATH + "/central"))), specific ? "no" : "yes");
        out.print(table);
        Json state = Json.of(api.get(PATH));
        if (!state.text("downSince").isEmpty()) {
            out.println("down since " + state.text("downSince") + ": " + state.text("problem"));
        }
        state.texts("warnings").forEach(warning -> out.println("warning: " + warning));
    }

    private static String address(Json source) {
        return source.flag("enabled") ? source.text("address") : "none";
    }
}
