package org.dectory.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** Somebody with a phone who logs in and out. */
final class Resident implements Witness {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** What is known of the login. */
    private enum Told {
        IN,
        OUT,
        /** The last try had no clear end. */
        OPEN
    }

    private final Web web;
    private final String number;
    private final String pin;
    private final int uid;
    private final RemotePhone phone;
    private Told told = Told.OUT;
    private int logins;
    private String lastFailure = "";

    private Resident(Web web, String number, String pin, int uid, RemotePhone phone) {
        this.web = web;
        this.number = number;
        this.pin = pin;
        this.uid = uid;
        this.phone = phone;
    }

    /** Makes a local user and a phone. */
    static Resident local(Web web, String number) {
        String uid = web.post("/api/v1/users", Map.of("number", number, "name", "User " + number, "pin", "77"))
                .expect(201)
                .text("uid");
        return new Resident(web, number, "77", Integer.parseInt(uid), RemotePhone.subscribed(web));
    }

    /** Makes a phone for a user whose file is on the server: each login fetches it. */
    static Resident external(Web web, String number, String pin) {
        Web.Answer imported = web.post("/api/v1/provisioning/imports", Map.of("login", number))
                .expect(200);
        assertThat(imported.text("outcome")).as(imported.body()).isEqualTo("imported");
        String uid = String.valueOf(web.get("/api/v1/users?search=" + number)
                .expect(200)
                .items()
                .get(0)
                .get("uid"));
        return new Resident(web, number, pin, Integer.parseInt(uid), RemotePhone.subscribed(web));
    }

    @Override
    public boolean act() {
        try {
            if (number.equals(phone.look().get("number"))) {
                logOut();
            } else {
                logIn();
            }
            return true;
        } catch (RuntimeException | AssertionError incomplete) {
            lastFailure = String.valueOf(incomplete.getMessage());
            hangUp();
            return false;
        }
    }

    /** Why the last deed that was not acknowledged was not. */
    String lastFailure() {
        return lastFailure;
    }

    private void hangUp() {
        try {
            phone.hangUp();
        } catch (RuntimeException | AssertionError gone) {
            // The next try finds out.
        }
    }

    private void logIn() {
        told = Told.OPEN;
        phone.dial("*11" + number);
        awaitPhone("asked for the PIN", look -> !"".equals(look.get("prompt")));
        phone.type(pin);
        awaitPhone("logged in", look -> number.equals(look.get("number")) && RemotePhone.isOnHook(look));
        if (isLinked()) {
            told = Told.IN;
            logins++;
        }
    }

    private void logOut() {
        told = Told.OPEN;
        phone.dial("*12");
        awaitPhone("logged out", look -> "".equals(look.get("number")) && RemotePhone.isOnHook(look));
        if (!isLinked()) {
            told = Told.OUT;
        }
    }

    /** Waits for something, but no longer than until the call is refused. */
    private void awaitPhone(String what, java.util.function.Predicate<Map<String, Object>> condition) {
        phone.await(what, PATIENCE, look -> {
            boolean refused = String.valueOf(look.get("tones")).matches(".*(negative|busy).*");
            if (refused && !condition.test(look)) {
                throw new ConditionTimeoutException("refused: " + look);
            }
            return condition.test(look);
        });
    }

    private boolean isLinked() {
        return web.get("/api/v1/users/" + uid).expect(200).object().get("device") != null;
    }

    @Override
    public void testify(Census census) {
        Map<String, Object> user = census.user(number).orElseThrow(() -> new AssertionError("lost: user " + number));
        boolean linked = user.get("device") != null;
        assertThat(census.device(phone.ipei())).as("phone of " + number).isPresent();
        assertThat(census.phonesByNumber().containsKey(number)).isEqualTo(linked);
        if (told != Told.OPEN) {
            assertThat(linked).as("%s was told %s: %s", number, told, user).isEqualTo(told == Told.IN);
        }
        assertThat(census.audit().added(number)).isEqualTo(1);
        assertThat(census.audit().links(uid)).as("logins of " + number).isGreaterThanOrEqualTo(logins);
        phone.await(
                "shows who is logged in: " + user.get("device"),
                Platform.PATIENCE,
                look -> Boolean.TRUE.equals(look.get("attached")) && (linked ? number : "").equals(look.get("number")));
    }
}
