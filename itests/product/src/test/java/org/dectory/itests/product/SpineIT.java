package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Nginx;
import org.dectory.itests.appliance.Phone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One line through the whole house: a phone, a person who exists only as a file, and a power cut in the middle. */
class SpineIT {

    private static final Path DATA = Appliance.scratch("spine").resolve("data");

    private static Nginx nginx;
    private static Appliance appliance;
    private static String code;

    @BeforeAll
    static void start() {
        nginx = Nginx.start();
        nginx.put("user_common.cfg", "UD_VoiceMailNumber=900\nUD_Pin=2222\n");
        appliance = Appliance.start(DATA);
        appliance.rest().put("/api/v1/provisioning/source", nginx.source()).expect(200);
        code = appliance.openSubscription();
    }

    @AfterAll
    static void stop() {
        appliance.close();
        nginx.close();
    }

    @Test
    @Tag("SUB-03")
    @Tag("LOG-03")
    @Tag("LOG-05")
    @Tag("PRV-03")
    @Tag("PRV-15")
    @Tag("DBS-02")
    void aPersonTakesAPhoneAndKeepsItThroughAPowerCut() {
        nginx.put("4711.cfg", "UD_Name=Julian\nUD_Pin=4711 # to be changed\n");
        Phone phone = appliance.subscribedPhone("600-700", code);
        phone.awaitDisplay("Please login");

        phone.login("4711", "4711");

        assertThat(phone.look()).containsEntry("name", "Julian").containsEntry("number", "4711");

        appliance.kill();
        appliance = Appliance.start(DATA);
        Phone again = phone.at(appliance);

        again.awaitPhone("attached again", look -> Boolean.TRUE.equals(look.get("attached")));
        again.awaitDisplay("Julian");
        again.logout();
        again.awaitDisplay("Please login");
    }

    @Test
    @Tag("LOG-02")
    @Tag("FAC-09")
    void aWrongPinIsRefusedWithAReasonAndANegativeTone() {
        nginx.put("4712.cfg", "UD_Name=Maria\nUD_Pin=1234\n");
        Phone phone = appliance.subscribedPhone("600-700", code);

        phone.dial("*114712");
        phone.awaitPrompt();
        phone.type("4321");

        phone.awaitTones("positive-acknowledgement", "negative-acknowledgement");
        phone.awaitDisplay("PIN");
        assertThat(phone.look()).containsEntry("number", "");
        assertThat(appliance.output()).doesNotContain("4321").doesNotContain("1234");
        phone.hangUp();
    }

    @Test
    @Tag("PRV-05")
    @Tag("PRV-15")
    void aPersonWithoutAFileIsRefusedAndAFileThatIsGoneEndsTheUser() {
        nginx.put("4713.cfg", "UD_Name=Anna\n");
        Phone phone = appliance.subscribedPhone("600-700", code);
        phone.dial("*119999");
        phone.awaitTones("positive-acknowledgement", "negative-acknowledgement");
        phone.hangUp();

        phone.login("4713", "2222");
        phone.logout();
        nginx.remove("4713.cfg");
        phone.dial("*114713");
        phone.awaitTones("positive-acknowledgement", "negative-acknowledgement");
        phone.hangUp();

        assertThat(appliance.rest().get("/api/v1/users?search=4713").items()).isEmpty();
        assertThat(appliance.rest().get("/api/v1/users?search=9999").items()).isEmpty();
    }

    @Test
    @Tag("LOG-04")
    void aLoginElsewhereMovesTheUser() {
        nginx.put("4714.cfg", "UD_Name=Otto\nUD_Pin=1\n");
        Phone first = appliance.subscribedPhone("600-700", code);
        Phone second = appliance.subscribedPhone("600-700", code);
        first.login("4714", "1");

        second.login("4714", "1");

        first.awaitDisplay("Please login");
        assertThat(appliance.rest().get("/api/v1/users?search=4714").items())
                .singleElement()
                .extracting("device")
                .asString()
                .contains(second.ipei());
    }

    @Test
    @Tag("FAC-03")
    @Tag("FAC-04")
    void onlyABlockOfDigitsIsAFeatureAccessCode() {
        Phone phone = appliance.subscribedPhone("600-700", code);

        phone.dial("*18");
        phone.awaitTones("negative-acknowledgement");
        phone.hangUp();
        phone.dial("4444");
        phone.awaitTones("busy");
        phone.hangUp();
        phone.deed("dial", Map.of("digits", "*12", "enBloc", false)).expect(200);
        phone.awaitTones("busy");
        phone.hangUp();
    }

    @Test
    @Tag("LOG-08")
    void aGapPhoneSeesTheLoginPromptWhenItGoesOffHook() {
        Phone phone = appliance.subscribedPhone("GAP", code);
        assertThat(String.valueOf(phone.look().get("display"))).doesNotContain("Please login");

        phone.deed("hook", Map.of("offHook", true)).expect(200);

        phone.awaitDisplay("Please login");
        phone.hangUp();
    }

    @Test
    @Tag("PRV-06")
    void aKnownUserLogsInWhileTheServerIsDown() {
        nginx.put("4715.cfg", "UD_Name=Ida\nUD_Pin=15\n");
        Phone phone = appliance.subscribedPhone("600-700", code);
        phone.login("4715", "15");
        phone.logout();

        nginx.stop();
        try {
            phone.login("4715", "15");
            assertThat(appliance.rest().get("/api/v1/provisioning").text("downSince"))
                    .isNotEmpty();
        } finally {
            nginx.restart();
        }
        phone.logout();
    }
}
