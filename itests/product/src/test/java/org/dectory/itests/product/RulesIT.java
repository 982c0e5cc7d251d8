package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Phone;
import org.dectory.itests.appliance.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The most telling rules of subscription, codes, login and data sets, seen from outside the built image. */
class RulesIT {

    private static final Path SCRATCH = Appliance.scratch("rules");
    private static final String NEGATIVE = "negative-acknowledgement";
    private static final String POSITIVE = "positive-acknowledgement";

    private static Appliance appliance;
    private static String code;

    @BeforeAll
    static void start() {
        appliance = Appliance.start(SCRATCH.resolve("data"));
        code = appliance.openSubscription();
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    @Test
    @Tag("SUB-02")
    @Tag("SUB-06")
    @Tag("SUB-11")
    void anAdditionalIdMakesAStrangerAnnasPhoneAndThenAnotherOne() {
        employ("3001", "Anna", "501");
        put("/api/v1/subscription", Map.of("mode", "wildcard", "minutes", 10));
        Phone old = appliance.phone("142d");
        Phone next = appliance.phone("600-700");

        subscribe(old, "501");
        assertThat(deviceOf(old)).containsEntry("relation", "fixed");
        subscribe(next, "501");

        next.awaitPhone("Anna's", look -> "3001".equals(look.get("number")));
        assertThat(devices(old)).isEmpty();
        old.awaitPhone("without a subscription", look -> Boolean.FALSE.equals(look.get("subscribed")));
        put("/api/v1/subscription", Map.of("mode", "standard"));
    }

    @Test
    @Tag("SUB-01")
    @Tag("SUB-08")
    @Tag("SUB-09")
    void theOfficeReadsWhyAPhoneCannotSubscribe() {
        Phone phone = appliance.phone("600-700");
        post("/api/v1/devices", Map.of("ipei", phone.ipei(), "kind", "600-700", "authenticationCode", "2468"));

        phone.trySubscribe(Map.of("authenticationCode", code));
        assertThat(refusal(phone)).isEqualTo("wrong-authentication-code");
        phone.trySubscribe(Map.of("authenticationCode", "2468", "park", "31100004400000"));
        assertThat(refusal(phone)).isEqualTo("wrong-park");

        String park = appliance.rest().get("/api/v1/subscription").expect(200).text("park");
        phone.trySubscribe(Map.of("authenticationCode", "2468", "park", park)).expect(200);
        phone.awaitPhone("attached", look -> Boolean.TRUE.equals(look.get("attached")));
    }

    @Test
    @Tag("DAT-04")
    @Tag("DAT-08")
    @Tag("FAC-06")
    void aPairIsMadeDynamicAndThenSharedByAll() {
        employ("3011", "Bert", "");
        Phone phone = appliance.phone("600-700");
        post("/api/v1/pairs", Map.of("ipei", phone.ipei(), "number", "3010", "name", "Anna", "pin", "1234"));
        phone.subscribe(code);
        phone.awaitDisplay("Anna");
        phone.dial("*12");
        phone.awaitTones(NEGATIVE);
        phone.hangUp();

        put("/api/v1/devices/" + deviceOf(phone).get("ppn") + "/relation", Map.of("relation", "dynamic"));

        phone.logout();
        phone.login("3011", "1234");
    }

    @Test
    @Tag("LOG-04")
    @Tag("FAC-06")
    void whoComesWhereSomebodyIsAlreadyIsTreatedAsTheSettingsSay() {
        employ("3020", "Anna", "");
        employ("3021", "Bert", "");
        Phone desk = appliance.subscribedPhone("600-700", code);
        Phone ward = appliance.subscribedPhone("600-700", code);
        desk.login("3020", "1234");

        set("org.dectory.sharing", Map.of("takeover.user", "reject"));
        ward.dial("*113020");
        ward.awaitTones(POSITIVE, NEGATIVE);
        ward.hangUp();
        desk.dial("*113021");
        desk.awaitTones(NEGATIVE);
        desk.hangUp();

        set("org.dectory.sharing", Map.of("takeover.user", "move", "takeover.phone", "true"));
        desk.login("3021", "1234");
        ward.login("3020", "1234");
        set("org.dectory.sharing", Map.of("takeover.phone", "false"));
    }

    @Test
    @Tag("LOG-11")
    @Tag("SEC-03")
    void aLockIsSeenAndClearedAndHoldsAtOnePhoneOnly() {
        employ("3030", "Anna", "");
        Phone phone = appliance.subscribedPhone("600-700", code);
        Phone other = appliance.subscribedPhone("600-700", code);
        set("org.dectory.sharing", Map.of("wrong.pins", "1"));

        phone.dial("*113030");
        phone.awaitPrompt();
        phone.type("9999");
        phone.awaitTones(POSITIVE, NEGATIVE);
        phone.hangUp();
        phone.dial("*113030");
        phone.awaitDisplay("PIN locked");
        phone.hangUp();
        other.login("3030", "1234");
        other.logout();

        String ppn = String.valueOf(deviceOf(phone).get("ppn"));
        Map<String, Object> lock = appliance.rest().get("/api/v1/login-locks").expect(200).items().stream()
                .filter(item -> ppn.equals(String.valueOf(item.get("ppn"))) && Boolean.TRUE.equals(item.get("locked")))
                .findFirst()
                .orElseThrow();
        assertThat(lock).containsEntry("number", "3030");
        appliance
                .rest()
                .delete("/api/v1/login-locks/" + ppn + "/" + lock.get("uid"))
                .expect(204);
        phone.login("3030", "1234");
        set("org.dectory.sharing", Map.of("wrong.pins", "5"));
    }

    @Test
    @Tag("LOG-14")
    @Tag("USR-09")
    @Tag("DAT-10")
    void annasNewPinAndLanguageOutliveAPowerCut() {
        employ("3040", "Anna", "");
        Phone phone = appliance.phone("600-700");
        post("/api/v1/devices", Map.of("ipei", phone.ipei(), "kind", "600-700", "encryption", true));
        phone.subscribe(code);
        phone.login("3040", "1234");
        phone.deed("menu", Map.of("item", "change-pin", "digits", "")).expect(200);
        for (String typed : List.of("1234", "5678", "5678")) {
            phone.awaitPrompt();
            phone.type(typed);
        }
        phone.awaitDisplay("PIN changed");
        phone.deed("set", Map.of("key", "UD_DispLanguage", "value", "Deutsch")).expect(200);
        phone.logout();

        appliance.kill();
        appliance = Appliance.start(SCRATCH.resolve("data"));
        Phone again = phone.at(appliance);
        again.awaitPhone("attached again", look -> Boolean.TRUE.equals(look.get("attached")));

        again.login("3040", "5678");
        again.awaitPhone(
                "in German", look -> String.valueOf(look.get("settings")).contains("UD_DispLanguage=Deutsch"));
        assertThat(appliance.output()).doesNotContain("5678");
    }

    @Test
    @Tag("FAC-01")
    @Tag("FAC-02")
    @Tag("FAC-04")
    void anotherCodeAppliesAtOnceAndNobodyIsGivenItsNumber() {
        employ("3050", "Anna", "");
        Phone phone = appliance.subscribedPhone("600-700", code);

        put("/api/v1/facs", Map.of("number", "77", "codes", Map.of()));
        try {
            phone.dial("*113050");
            phone.awaitTones("busy");
            phone.hangUp();
            phone.dial("7713050");
            phone.awaitPrompt();
            phone.hangUp();
            assertThat(appliance
                            .rest()
                            .post("/api/v1/users", Map.of("number", "77"))
                            .status())
                    .isBetween(400, 499);
        } finally {
            put("/api/v1/facs", Map.of("number", "*1", "codes", Map.of()));
        }
        phone.login("3050", "1234");
    }

    @Test
    @Tag("LOG-01")
    @Tag("DAT-05")
    void anotherLoginTypeAndADeletedUserLeaveThePhoneFree() {
        employ("3060", "Anna", "5060");
        Phone phone = appliance.subscribedPhone("600-700", code);
        phone.login("3060", "1234");

        put("/api/v1/login-type", Map.of("loginType", "login-id"));
        try {
            phone.awaitDisplay("Please login");
            phone.dial("*115060");
            phone.awaitPrompt();
            phone.type("1234");
            phone.awaitPhone("logged in", look -> "3060".equals(look.get("number")));
            phone.hangUp();
        } finally {
            put("/api/v1/login-type", Map.of("loginType", "number"));
        }
        phone.login("3060", "1234");
        appliance.rest().delete("/api/v1/users/" + user("3060").get("uid")).expect(204);
        phone.awaitDisplay("Please login");
    }

    @Test
    @Tag("DAT-04")
    @Tag("LOG-03")
    void anExternalUserIsMadeLocalAndStaysWithoutTheFile() throws IOException {
        Path files = Files.createDirectories(SCRATCH.resolve("files"));
        Files.writeString(files.resolve("3070.cfg"), "UD_Name=Julian\nUD_Pin=4711\n");
        put("/api/v1/provisioning/source", Map.of("enabled", true, "protocol", "file", "path", files.toString()));
        Phone phone = appliance.subscribedPhone("600-700", code);
        phone.login("3070", "4711");

        post("/api/v1/users/" + user("3070").get("uid") + "/make-local", Map.of());
        Files.delete(files.resolve("3070.cfg"));

        phone.logout();
        phone.login("3070", "4711");
        put("/api/v1/provisioning/source", Map.of("enabled", false));
    }

    @Test
    @Tag("LOG-06")
    @Tag("LOG-07")
    void leavingAsksForThePinAndTheNextPersonFindsAnEmptyPhone() {
        post(
                "/api/v1/users",
                Map.of("number", "3080", "pin", "1234", "values", Map.of("UD_AuthenticateLogout", "TRUE")));
        Phone phone = appliance.subscribedPhone("600-700", code);
        phone.login("3080", "1234");
        phone.dial("4711");
        phone.hangUp();
        phone.awaitPhone(
                "remembering", look -> String.valueOf(look.get("redial")).contains("4711"));

        phone.dial("*12");
        phone.awaitPrompt();
        phone.type("1234");

        phone.awaitDisplay("Logged out");
        phone.hangUp();
        phone.awaitPhone("empty", look -> List.of().equals(look.get("redial")));
        phone.awaitDisplay("Please login");
    }

    @Test
    @Tag("USR-11")
    void whatIsSetForAllCountsForWhoSaysGlobal() {
        employ("3090", "Anna", "");

        put("/api/v1/system-data", Map.of("values", Map.of("AutoAnswer", "On")));

        assertThat(appliance
                        .rest()
                        .get("/api/v1/users/" + user("3090").get("uid") + "/effective-data")
                        .expect(200)
                        .items())
                .filteredOn(item -> "UD_AutoAnswer".equals(item.get("key")))
                .singleElement()
                .satisfies(item -> assertThat(item).containsEntry("value", "On"));
        put("/api/v1/system-data", Map.of("values", Map.of("AutoAnswer", "")));
    }

    private static void employ(String number, String name, String loginId) {
        Map<String, Object> user = new HashMap<>(Map.of("number", number, "name", name, "pin", "1234"));
        if (!loginId.isEmpty()) {
            user.put("loginId", loginId);
        }
        post("/api/v1/users", user);
    }

    private static void subscribe(Phone phone, String additionalId) {
        phone.trySubscribe(Map.of("authenticationCode", code, "additionalId", additionalId))
                .expect(200);
        phone.awaitPhone("attached", look -> Boolean.TRUE.equals(look.get("attached")));
    }

    private static void set(String pid, Map<String, String> values) {
        put("/api/v1/settings/" + pid, Map.of("values", values));
    }

    private static void put(String path, Object body) {
        assertThat(appliance.rest().put(path, body).status()).as(path).isBetween(200, 204);
    }

    private static Rest.Answer post(String path, Object body) {
        Rest.Answer answer = appliance.rest().post(path, body);
        assertThat(answer.status()).as(path + ": " + answer.body()).isBetween(200, 204);
        return answer;
    }

    private static Map<String, Object> user(String number) {
        return appliance.rest().get("/api/v1/users?search=" + number).items().get(0);
    }

    private static List<Map<String, Object>> devices(Phone phone) {
        return appliance.rest().get("/api/v1/devices?limit=1000").items().stream()
                .filter(device -> phone.ipei().equals(device.get("ipei")))
                .toList();
    }

    private static Map<String, Object> deviceOf(Phone phone) {
        return devices(phone).get(0);
    }

    private static String refusal(Phone phone) {
        return appliance.rest().get("/api/v1/subscription/refusals").items().stream()
                .filter(item -> phone.ipei().equals(item.get("ipei")))
                .map(item -> String.valueOf(item.get("reason")))
                .findFirst()
                .orElse("none");
    }
}
