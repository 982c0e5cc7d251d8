package org.dectory.itests.container;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A simulated phone in the hand of a person who knows nothing but the programming interface. */
final class RemotePhone {

    private final Web web;
    private final String path;
    private final String ipei;

    private RemotePhone(Web web, String ipei) {
        this.web = web;
        this.ipei = ipei;
        this.path = "/simulator/v1/phones/" + ipei.replace("*", "%2A");
    }

    /** Makes a phone and subscribes it with the system's code. */
    static RemotePhone subscribed(Web web) {
        String code =
                web.get("/api/v1/subscription/authentication-code").expect(200).text("authenticationCode");
        String ipei = web.post("/simulator/v1/phones", Map.of("kind", "600-700"))
                .expect(201)
                .text("ipei");
        RemotePhone phone = new RemotePhone(web, ipei);
        phone.act("subscribe", Map.of("authenticationCode", code));
        phone.await("attached", Platform.PATIENCE, look -> Boolean.TRUE.equals(look.get("attached")));
        return phone;
    }

    String ipei() {
        return ipei;
    }

    void dial(String digits) {
        act("dial", Map.of("digits", digits));
    }

    void type(String digits) {
        act("keys", Map.of("keys", digits + " OK"));
    }

    void hangUp() {
        act("hook", Map.of("offHook", false));
    }

    private void act(String deed, Map<String, ?> how) {
        web.post(path + "/" + deed, how).expect(200);
    }

    Map<String, Object> look() {
        return web.get(path).expect(200).object();
    }

    static boolean isOnHook(Map<String, Object> look) {
        return "on-hook".equals(look.get("call"));
    }

    /** Waits until it is as it should be. */
    void await(String what, Duration patience, Predicate<Map<String, Object>> condition) {
        Awaitility.await(what + " at " + ipei)
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> condition.test(look()));
    }
}
