package org.dectory.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds devices and users by what operators type. */
final class Records {

    private Records() {}

    /** The device of an IPEI. */
    static Json device(Api api, String ipei) throws CommandException, InterruptedException {
        Json device = Handset.of(api, ipei).device();
        if (device.text("ppn").isEmpty()) {
            throw new CommandException("There is no device " + ipei + ".");
        }
        return device;
    }

    /** The user of a number. */
    static Json user(Api api, String number) throws CommandException, InterruptedException {
        List<Json> found = Json.of(
                        api.get("/api/v1/users?limit=1000&search=" + URLEncoder.encode(number, StandardCharsets.UTF_8)))
                .objects("items");
        return found.stream()
                .filter(user -> user.text("number").equals(number))
                .findFirst()
                .orElseThrow(() -> new CommandException("There is no user " + number + "."));
    }
}
