package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Phone;
import org.dectory.itests.appliance.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people mistype, at phones and at the keyboard of an administrator: each is refused, and nothing is changed. */
class BadTypingIT {

    private static Appliance appliance;
    private static String code;
    private static String park;

    private String before = "";

    @BeforeAll
    static void start() {
        appliance = Appliance.start(Appliance.scratch("bad-typing").resolve("data"));
        code = appliance.openSubscription();
        park = appliance.rest().get("/api/v1/subscription").text("park");
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    @BeforeEach
    void note() {
        before = dataSets();
    }

    @AfterEach
    void theApplianceGoesOn() {
        assertThat(appliance.rest().get("/health").status()).isEqualTo(200);
        assertThat(appliance.output()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0358600170178",
                "035860017017",
                "03586001701777",
                "03586 0017017 *",
                "0358600170x77",
                "00000 0000000 0",
                "٠٣٥٨٦٠٠١٧٠١٧٧",
                "",
                "../../etc/passwd",
                "0358600170177\u0000"
            })
    @Tag("DAT-09")
    void anIpeiThatIsNoneIsRefused(String ipei) {
        Rest.Answer device = appliance.rest().post("/api/v1/devices", Map.of("ipei", ipei));
        Rest.Answer phone = appliance.rest().post("/simulator/v1/phones", Map.of("ipei", ipei, "kind", "GAP"));

        assertRefused(device, 400, "ipei");
        assertRefused(phone, 400, "ipei");
        assertThat(dataSets()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12a4", "123456789", "１２３４", "12 4", "1\u0000"})
    @Tag("SUB-01")
    void anAuthenticationCodeThatIsNoneIsRefused(String typed) {
        Phone phone = appliance.phone("600-700");

        Rest.Answer atThePhone = phone.trySubscribe(Map.of("authenticationCode", typed));
        Rest.Answer ofTheSystem =
                appliance.rest().put("/api/v1/subscription/authentication-code", Map.of("authenticationCode", typed));

        assertRefused(atThePhone, 400, "authenticationCode");
        assertRefused(ofTheSystem, 400, "authenticationCode");
        assertThat(atThePhone.body() + ofTheSystem.body())
                .doesNotContain("12a4")
                .doesNotContain("123456789");
        assertThat(phone.look()).containsEntry("subscribed", false);
        assertThat(appliance
                        .rest()
                        .get("/api/v1/subscription/authentication-code")
                        .text("authenticationCode"))
                .isEqualTo(code);
        assertThat(dataSets()).isEqualTo(before);
    }

    @Test
    @Tag("SUB-01")
    @Tag("SUB-08")
    void aWrongAuthenticationCodeIsRefusedAndListed() {
        Phone phone = appliance.phone("600-700");

        phone.trySubscribe(Map.of("authenticationCode", code.equals("1") ? "2" : "1"))
                .expect(200);

        phone.awaitDisplay("Subscription failed");
        assertThat(refusalOf(phone)).contains("wrong-authentication-code");
        assertThat(dataSets()).isEqualTo(before);
        phone.subscribe(code);
    }

    static Stream<String> parks() {
        char check = park.charAt(13);
        return Stream.of(
                park.substring(0, 13) + (check == '0' ? '1' : '0'),
                park.substring(0, 12),
                park + "0",
                "1F" + park.substring(2, 10) + "XYZ",
                "31100004000000",
                "park",
                "٣١١٠٠٠٠٤٠٠٠٠٠٠",
                "9".repeat(200));
    }

    @ParameterizedTest
    @MethodSource("parks")
    @Tag("SUB-09")
    void aParkThatIsNotOursIsRefusedAndListed(String typed) {
        Phone phone = appliance.phone("600-700");

        phone.trySubscribe(Map.of("authenticationCode", code, "park", typed)).expect(200);

        phone.awaitDisplay("Subscription failed");
        assertThat(refusalOf(phone)).contains("wrong-park");
        assertThat(dataSets()).isEqualTo(before);
        phone.trySubscribe(Map.of("authenticationCode", code, "park", park)).expect(200);
        phone.awaitPhone("subscribed", look -> Boolean.TRUE.equals(look.get("subscribed")));
    }

    @Test
    @Tag("FAC-04")
    @Tag("FAC-09")
    void twoHundredDigitsAreNoCodeAndNoNumber() {
        Phone phone = appliance.subscribedPhone("600-700", code);

        phone.dial("5".repeat(200));
        phone.awaitTones("busy");
        phone.hangUp();
        phone.dial("*1" + "5".repeat(198));
        phone.awaitTones("negative-acknowledgement");
        phone.hangUp();
        phone.dial("*11" + "5".repeat(197));
        phone.awaitTones("negative-acknowledgement");
        phone.hangUp();
        phone.dial("*11" + "*#".repeat(16));
        phone.awaitTones("positive-acknowledgement", "negative-acknowledgement");
        phone.hangUp();

        assertThat(appliance.rest().get("/api/v1/users").items()).isEmpty();
        assertThat(phone.look()).extracting("redial").asString().doesNotContain("*1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12a", "٤٧", "*11\u0000", "../../etc/passwd"})
    @Tag("FAC-04")
    void whatIsNoDigitCannotBeDialled(String digits) {
        Phone phone = appliance.subscribedPhone("600-700", code);

        assertRefused(phone.deed("dial", Map.of("digits", digits)), 400, "digits");
        assertRefused(phone.deed("dial", Map.of("digits", "1".repeat(257))), 400, "digits");
        assertThat(phone.look()).containsEntry("call", "on-hook");
    }

    @Test
    @Tag("LOG-02")
    void aPinOfTwoHundredDigitsIsAWrongOne() {
        appliance
                .rest()
                .post("/api/v1/users", Map.of("number", "4800", "pin", "77"))
                .expect(201);
        Phone phone = appliance.subscribedPhone("600-700", code);

        phone.dial("*114800");
        phone.awaitPrompt();
        phone.type("7".repeat(200));

        phone.awaitTones("positive-acknowledgement", "negative-acknowledgement");
        assertThat(phone.look()).containsEntry("number", "");
        phone.hangUp();
        phone.login("4800", "77");
        phone.logout();
        List<Map<String, Object>> users =
                appliance.rest().get("/api/v1/users?search=4800").items();
        appliance.rest().delete("/api/v1/users/" + users.get(0).get("uid")).expect(204);
    }

    private static void assertRefused(Rest.Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.contentType().orElse("")).startsWith("application/problem+json");
        assertThat(answer.object()).as(answer.asked()).containsEntry("field", field);
    }

    private static String refusalOf(Phone phone) {
        return appliance.rest().get("/api/v1/subscription/refusals").expect(200).items().stream()
                .filter(refusal -> phone.ipei().equals(refusal.get("ipei")))
                .map(Object::toString)
                .findFirst()
                .orElse("none");
    }

    private static String dataSets() {
        return appliance.rest().get("/api/v1/users?limit=1000").expect(200).body()
                + appliance.rest().get("/api/v1/devices?limit=1000").expect(200).body();
    }
}
