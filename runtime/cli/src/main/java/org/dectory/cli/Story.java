package org.dectory.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The story of a person who exists only as a file on a server, and of a phone that belongs to nobody. */
final class Story {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String IPEI = "03586 0017017 7";
    private static final String NUMBER = "4711";
    private static final String NAME = "Julian Berg";
    private static final String PIN = "4321";
    private static final String WRONG_PIN = "1234";

    private final ChildAppliance appliance;
    private final FileServer files;
    private final Narrator narrator;
    private Api api;
    private Handset phone;

    Story(ChildAppliance appliance, FileServer files, Narrator narrator) throws CommandException {
        this.appliance = appliance;
        this.files = files;
        this.narrator = narrator;
        this.api = new Api(appliance.place());
        this.phone = Handset.of(api, IPEI);
    }

    /**
     * Tells it.
     *
     * @throws CommandException where it does not go as told
     */
    void tell() throws CommandException, InterruptedException {
        boot();
        prepareFiles();
        unpackPhone();
        subscribe();
        failToLogIn();
        logIn();
        surviveAKill();
        logOut();
        vanish();
        stop();
    }

    private void boot() throws CommandException, InterruptedException {
        narrator.step("The appliance has started.");
        narrator.tell(appliance.place().address() + ", process " + appliance.pid());
        Json health = Json.of(api.health());
        narrator.check(health.text("status").equals("up"), "every part of it is there");
    }

    private void prepareFiles() throws CommandException, InterruptedException {
        narrator.step("A web server has a file for " + NAME + "; the appliance is told where it is.");
        files.put("user_common.cfg", "UD_VoiceMailNumber=900\n");
        files.put(NUMBER + ".cfg", "UD_Name=" + NAME + "\nUD_Pin=" + PIN + " # to be changed\n");
        Json source = Json.of(api.put(
                "/api/v1/provisioning/source",
                Map.of("protocol", "http", "server", "127.0.0.1", "port", files.port(), "path", "/")));
        Json loaded = Json.of(api.post("/api/v1/provisioning/imports", Map.of("file", "common")));
        tellRequests();
        narrator.check(source.flag("enabled"), "the source is http://127.0.0.1:" + files.port() + "/");
        narrator.check(
                List.of("imported", "unchanged").contains(loaded.text("outcome")), "user_common.cfg was taken over");
        narrator.check(user().members().isEmpty(), "the appliance knows no user " + NUMBER + " yet");
    }

    private void unpackPhone() throws CommandException, InterruptedException {
        narrator.step("Somebody unpacks a phone of the 600/700 series.");
        Json made = Json.of(api.post("/simulator/v1/phones", Map.of("ipei", IPEI, "kind", "600-700")));
        narrator.tell("its IPEI is " + Lists.printed(made.text("ipei")));
        narrator.check(!made.flag("subscribed"), "it is subscribed nowhere");
    }

    private void subscribe() throws CommandException, InterruptedException {
        narrator.step("The administrator opens subscription; the phone subscribes with the system's code.");
        Json open = Json.of(api.put("/api/v1/subscription", Map.of("mode", "standard", "autoCreate", true)));
        narrator.check(open.flag("autoCreateActive"), "subscription is open, also for unknown phones");
        Json code = Json.of(api.get("/api/v1/subscription/authentication-code"));
        Json done = phone.perform(
                "subscribe", Map.of("authenticationCode", code.text("authenticationCode"), "park", open.text("park")));
        narrator.check(done.flag("subscribed"), "the phone has proved the code and holds a key");
        see("Please login", shows("Please login"));
        narrator.check(device().text("subscription").equals("subscribed"), "the appliance has made a device for it");
        narrator.check(device().text("relation").equals("unbound"), "it belongs to nobody");
    }

    private void failToLogIn() throws CommandException, InterruptedException {
        String digits = AccessCodes.dial(api, "UserLogin", NUMBER);
        narrator.step(NAME + " dials " + digits + " and types a wrong PIN.");
        phone.dial(digits);
        see("the PIN is asked for", seen -> !seen.text("prompt").isEmpty());
        tellRequests();
        phone.type(WRONG_PIN);
        see("the reason", shows("Wrong PIN"));
        narrator.check(device().text("relation").equals("unbound"), "nobody is logged in");
    }

    private void logIn() throws CommandException, InterruptedException {
        narrator.step(NAME + " tries again, with the right PIN.");
        phone.await(PATIENCE, Story::isOnHook);
        phone.dial(AccessCodes.dial(api, "UserLogin", NUMBER));
        see("the PIN is asked for", seen -> !seen.text("prompt").isEmpty());
        tellRequests();
        phone.type(PIN);
        see("name and number", isLoggedIn().and(Story::isOnHook));
        checkLoggedIn();
        narrator.check(user().flag("external"), "the user came from the file");
    }

    private void surviveAKill() throws CommandException, InterruptedException {
        narrator.step("The power fails: kill -9 for process " + appliance.pid() + ", and a new start.");
        appliance.killAndRestart();
        api = new Api(appliance.place());
        phone = Handset.of(api, IPEI);
        narrator.tell(appliance.place().address() + ", process " + appliance.pid());
        see("name and number", isLoggedIn().and(seen -> seen.flag("attached")));
        checkLoggedIn();
    }

    private void logOut() throws CommandException, InterruptedException {
        String digits = AccessCodes.dial(api, "UserLogout", "");
        narrator.step(NAME + " goes home and dials " + digits + ".");
        phone.dial(digits);
        Json asked = phone.await(
                PATIENCE,
                seen -> !seen.text("prompt").isEmpty() || shows("Please login").test(seen));
        if (!asked.text("prompt").isEmpty()) {
            narrator.show(asked);
            phone.type(PIN);
        }
        see("Please login", shows("Please login").and(Story::isOnHook));
        narrator.check(phone.look().text("name").isEmpty(), "the name is gone from the phone");
        narrator.check(device().text("relation").equals("unbound"), "the phone is free for the next one");
        narrator.check(!user().members().isEmpty(), "the user stays known");
    }

    private void vanish() throws CommandException, InterruptedException {
        narrator.step("The file is deleted on the server; " + NAME + " wants to log in once more.");
        files.delete(NUMBER + ".cfg");
        phone.dial(AccessCodes.dial(api, "UserLogin", NUMBER));
        see("a refusal", shows("Login failed"));
        tellRequests();
        narrator.check(device().text("relation").equals("unbound"), "nobody is logged in");
        narrator.check(user().members().isEmpty(), "the appliance has deleted the user");
    }

    private void stop() throws CommandException, InterruptedException {
        narrator.step("The appliance is asked to stop.");
        narrator.check(appliance.stop(), "it has stopped");
        narrator.tell("All of it happened.");
    }

    private void checkLoggedIn() throws CommandException, InterruptedException {
        Json device = device();
        narrator.check(
                device.text("relation").equals("dynamic")
                        && device.object("user").text("number").equals(NUMBER),
                NUMBER + " is reached at this phone");
    }

    /** What must be seen on the phone sooner or later. */
    private void see(String expected, Predicate<Json> condition) throws CommandException, InterruptedException {
        Json seen = phone.await(PATIENCE, condition);
        narrator.show(seen);
        narrator.check(condition.test(seen), "the phone shows: " + expected);
    }

    private static Predicate<Json> shows(String text) {
        return seen -> String.join(" ", seen.texts("display")).contains(text);
    }

    private static boolean isOnHook(Json seen) {
        return seen.text("call").equals("on-hook");
    }

    private static Predicate<Json> isLoggedIn() {
        return seen -> seen.text("name").equals(NAME) && seen.text("number").equals(NUMBER);
    }

    private Json device() throws CommandException, InterruptedException {
        return phone.device();
    }

    /** What the appliance knows of the user; empty if nothing. */
    private Json user() throws CommandException, InterruptedException {
        return Json.of(api.get("/api/v1/users?search=" + NUMBER)).objects("items").stream()
                .filter(user -> user.text("number").equals(NUMBER))
                .findFirst()
                .orElseGet(() -> new Json(Map.of()));
    }

    private void tellRequests() {
        files.takeLog().forEach(line -> narrator.tell("web server: " + line));
    }
}
