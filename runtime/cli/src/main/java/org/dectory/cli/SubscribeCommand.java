package org.dectory.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Subscribes a simulated phone, as an administrator and the person with the phone would: makes a device of its IPEI if there is
 * none, then types the authentication code at the phone.
 */
final class SubscribeCommand implements Command {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PrintStream out;

    SubscribeCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        if (arguments.size() != 1) {
            throw CommandException.misuse("usage: dectory subscribe PHONE [--data DIR] [--port N]");
        }
        Api api = new Api(place);
        Handset phone = Handset.of(api, arguments.get(0));
        Json seen = phone.look();
        if (seen.text("subscribed").equals("true")) {
            throw new CommandException(Lists.printed(phone.ipei()) + " is subscribed already.");
        }
        if (phone.device().text("ppn").isEmpty()) {
            api.post("/api/v1/devices", Map.of("ipei", phone.ipei(), "kind", seen.text("kind")));
        }
        String code =
                Json.of(api.get("/api/v1/subscription/authentication-code")).text("authenticationCode");
        phone.perform("subscribe", Map.of("authenticationCode", code));
        Json after = phone.await(PATIENCE, look -> look.text("attached").equals("true"));
        out.println(PhonePicture.of(after));
        if (after.text("attached").equals("true")) {
            out.println(Lists.printed(phone.ipei()) + " is subscribed.");
            return Main.DONE;
        }
        throw new CommandException(Lists.printed(phone.ipei()) + " is not subscribed: " + reason(api, phone));
    }

    private static String reason(Api api, Handset phone) throws CommandException, InterruptedException {
        return Json.of(api.get("/api/v1/subscription/refusals")).objects("items").stream()
                .filter(refused -> refused.text("ipei").equals(phone.ipei()))
                .map(refused -> refused.text("text"))
                .findFirst()
                .orElse("it did not come through.");
    }
}
