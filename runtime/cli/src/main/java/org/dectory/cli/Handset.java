package org.dectory.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A simulated phone in the hand of an operator. */
final class Handset {

    private static final Pattern IPEI = Pattern.compile("[0-9]{12}[0-9*]");
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Api api;
    private final String ipei;

    private Handset(Api api, String ipei) {
        this.api = api;
        this.ipei = ipei;
    }

    /**
     * Takes a phone.
     *
     * @param ipei its IPEI, with or without blanks
     */
    static Handset of(Api api, String ipei) throws CommandException {
        String compact = ipei.replace(" ", "");
        if (!IPEI.matcher(compact).matches()) {
            throw CommandException.misuse("'" + ipei + "' is no IPEI, such as 03586 0017017 7.");
        }
        return new Handset(api, compact);
    }

    String ipei() {
        return ipei;
    }

    /** What is to be seen and heard on it. */
    Json look() throws CommandException, InterruptedException {
        return Json.of(api.get(path("")));
    }

    /** What the appliance knows of it; empty if nothing. */
    Json device() throws CommandException, InterruptedException {
        List<Json> found = Json.of(api.get("/api/v1/devices?search=" + ipei.replace("*", "%2A")))
                .objects("items");
        return found.stream()
                .filter(device -> device.text("ipei").equals(ipei))
                .findFirst()
                .orElseGet(() -> new Json(Map.of()));
    }

    Json perform(String deed, Map<String, ?> how) throws CommandException, InterruptedException {
        return Json.of(api.post(path("/" + deed), how));
    }

    void dial(String digits) throws CommandException, InterruptedException {
        perform("dial", Map.of("digits", digits, "enBloc", true));
    }

    void type(String digits) throws CommandException, InterruptedException {
        perform("keys", Map.of("keys", digits + " OK"));
    }

    /**
     * Watches the phone until it is as expected.
     *
     * @return how it looks then, or in the end if it never is
     */
    Json await(Duration limit, Predicate<Json> expected) throws CommandException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Json seen = look();
        while (!expected.test(seen) && System.nanoTime() < end) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            seen = look();
        }
        return seen;
    }

    private String path(String more) {
        return "/simulator/v1/phones/" + ipei.replace("*", "%2A") + more;
    }
}
