package org.dectory.itests.container;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All users and devices that the appliance has, and its audit log, read when nobody changes anything. */
final class Census {

    private static final int PAGE = 1000;

    private final Map<String, Map<String, Object>> users = new HashMap<>();
    private final Map<String, Map<String, Object>> devices = new HashMap<>();
    private final AuditLog audit;

    private Census(AuditLog audit) {
        this.audit = audit;
    }

    static Census take(Web web, AuditLog audit) {
        Census census = new Census(audit);
        all(web, "/api/v1/users").forEach(user -> census.users.put(String.valueOf(user.get("number")), user));
        all(web, "/api/v1/devices").forEach(device -> census.devices.put(String.valueOf(device.get("ipei")), device));
        return census;
    }

    private static List<Map<String, Object>> all(Web web, String path) {
        List<Map<String, Object>> all = new ArrayList<>();
        List<Map<String, Object>> page;
        do {
            page = web.get(path + "?limit=" + PAGE + "&offset=" + all.size())
                    .expect(200)
                    .items();
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    Optional<Map<String, Object>> user(String number) {
        return Optional.ofNullable(users.get(number));
    }

    Optional<Map<String, Object>> device(String ipei) {
        return Optional.ofNullable(devices.get(ipei));
    }

    int devices() {
        return devices.size();
    }

    AuditLog audit() {
        return audit;
    }

    /** Who is logged in at which phone, seen from both sides: IPEI by number, and number by IPEI. */
    Map<String, String> phonesByNumber() {
        return ends(users, user -> nested(user, "device", "ipei"));
    }

    Map<String, String> numbersByPhone() {
        return ends(devices, device -> nested(device, "user", "number"));
    }

    private static Map<String, String> ends(
            Map<String, Map<String, Object>> rows, Function<Map<String, Object>, Optional<String>> other) {
        Map<String, String> ends = new HashMap<>();
        rows.forEach((key, row) -> other.apply(row).ifPresent(end -> ends.put(key, end)));
        return ends;
    }

    private static Optional<String> nested(Map<String, Object> row, String object, String member) {
        return row.get(object) instanceof Map<?, ?> inner
                ? Optional.of(String.valueOf(inner.get(member)))
                : Optional.empty();
    }
}
