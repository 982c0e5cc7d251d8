package org.dectory.itests.product;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request that changes something, with good values in all its fields.
 *
 * @param method the method
 * @param template the path, with {@code {UID}}, {@code {PPN}}, {@code {PID}}, {@code {ID}} or {@code {IPEI}} for what is known
 * @param fields the values, as JSON
 */
record Deed(String method, String template, Map<String, String> fields) {

    private static final List<Deed> ALL = List.of(
            of("PUT", "/api/v1/subscription", "mode", "\"off\"", "autoCreate", "false"),
            of("PUT", "/api/v1/subscription", "mode", "\"wildcard\"", "minutes", "5", "restricted", "false"),
            of("PUT", "/api/v1/subscription/authentication-code", "authenticationCode", "\"1234\""),
            of(
                    "POST",
                    "/api/v1/devices",
                    "ipei",
                    "\"0358600170177\"",
                    "kind",
                    "\"GAP\"",
                    "authenticationCode",
                    "\"1234\"",
                    "encryption",
                    "true",
                    "sosNumber",
                    "\"112\"",
                    "manDownNumber",
                    "\"113\"",
                    "uak",
                    "\"000102030405060708090a0b0c0d0e0f\"",
                    "algorithm",
                    "\"DSAA\""),
            of(
                    "PUT",
                    "/api/v1/devices/{PPN}",
                    "authenticationCode",
                    "\"1234\"",
                    "encryption",
                    "true",
                    "sosNumber",
                    "\"112\"",
                    "manDownNumber",
                    "\"113\""),
            of("PUT", "/api/v1/devices/{PPN}/relation", "relation", "\"fixed\""),
            of(
                    "POST",
                    "/api/v1/pairs",
                    "ipei",
                    "\"0358600170179\"",
                    "kind",
                    "\"GAP\"",
                    "authenticationCode",
                    "\"1234\"",
                    "encryption",
                    "true",
                    "sosNumber",
                    "\"112\"",
                    "manDownNumber",
                    "\"113\"",
                    "uak",
                    "\"000102030405060708090a0b0c0d0e0f\"",
                    "algorithm",
                    "\"DSAA\"",
                    "number",
                    "\"4730\"",
                    "loginId",
                    "\"pair\"",
                    "name",
                    "\"Pair\"",
                    "pin",
                    "\"47\"",
                    "values",
                    "{}"),
            of(
                    "POST",
                    "/api/v1/users",
                    "number",
                    "\"4720\"",
                    "loginId",
                    "\"julia\"",
                    "name",
                    "\"Julia\"",
                    "pin",
                    "\"47\"",
                    "values",
                    "{\"UD_Vip\":\"TRUE\"}"),
            of(
                    "PUT",
                    "/api/v1/users/{UID}",
                    "number",
                    "\"4711\"",
                    "loginId",
                    "\"julian\"",
                    "name",
                    "\"Julian\"",
                    "pin",
                    "\"47\"",
                    "values",
                    "{}"),
            of("PUT", "/api/v1/facs", "number", "\"*1\"", "codes", "{\"UserLogin\":\"1\"}"),
            of("PUT", "/api/v1/facs/triggers", "triggers", "{\"fire\":\"77\"}"),
            of("PUT", "/api/v1/settings/{PID}", "values", "{\"wrong.pins\":\"5\"}"),
            of("POST", "/api/v1/configuration/snapshots", "cause", "\"Before the move\""),
            of("POST", "/api/v1/configuration/snapshots/{ID}/restore", "pids", "[\"org.dectory.sharing\"]"),
            of("PUT", "/api/v1/system-data", "values", "{\"SosNumber\":\"112\"}"),
            of("PUT", "/api/v1/login-type", "loginType", "\"number\""),
            of(
                    "PUT",
                    "/api/v1/provisioning/source",
                    "enabled",
                    "true",
                    "protocol",
                    "\"http\"",
                    "server",
                    "\"127.0.0.1\"",
                    "port",
                    "9",
                    "path",
                    "\"/users\"",
                    "userName",
                    "\"somebody\"",
                    "password",
                    "\"secret\"",
                    "ownTrust",
                    "true",
                    "certificates",
                    "true",
                    "systemTrust",
                    "true",
                    "hostNames",
                    "true",
                    "expiry",
                    "true",
                    "leastTls",
                    "\"TLSv1.2\"",
                    "hostKeys",
                    "\"known\""),
            of(
                    "PUT",
                    "/api/v1/provisioning/central",
                    "enabled",
                    "true",
                    "protocol",
                    "\"http\"",
                    "server",
                    "\"127.0.0.1\"",
                    "port",
                    "9",
                    "path",
                    "\"/users\"",
                    "userName",
                    "\"somebody\"",
                    "password",
                    "\"secret\"",
                    "ownTrust",
                    "true",
                    "certificates",
                    "true",
                    "systemTrust",
                    "true",
                    "hostNames",
                    "true",
                    "expiry",
                    "true",
                    "leastTls",
                    "\"TLSv1.2\"",
                    "hostKeys",
                    "\"known\""),
            of("PUT", "/api/v1/provisioning/choice", "specific", "true"),
            of("POST", "/api/v1/provisioning/run", "logins", "[\"4799\"]"),
            of("POST", "/api/v1/provisioning/files/held/confirm", "users", "[4799]"),
            of("POST", "/api/v1/provisioning/files/held/confirm", "all", "true"),
            of(
                    "POST",
                    "/api/v1/updates/fetch",
                    "url",
                    "\"http://127.0.0.1:9/v2.dup\"",
                    "userName",
                    "\"somebody\"",
                    "password",
                    "\"secret\""),
            of("POST", "/api/v1/trust/hosts", "lines", "\"phones ssh-ed25519 AAAA\""),
            of("POST", "/api/v1/provisioning/imports", "login", "\"4799\""),
            of("POST", "/api/v1/provisioning/imports", "file", "\"common\""),
            of("PUT", "/api/v1/account/password", "currentPassword", "\"x\"", "newPassword", "\"horse battery\""),
            of("POST", "/simulator/v1/phones", "kind", "\"GAP\"", "ipei", "\"0358600170178\"", "count", "1"),
            of(
                    "POST",
                    "/simulator/v1/phones/{IPEI}/subscribe",
                    "authenticationCode",
                    "\"0\"",
                    "park",
                    "\"31100004403201\"",
                    "additionalId",
                    "\"1\""),
            of("POST", "/simulator/v1/phones/{IPEI}/dial", "digits", "\"99\"", "enBloc", "true"),
            of("POST", "/simulator/v1/phones/{IPEI}/keys", "keys", "\"1 OK\""),
            of("POST", "/simulator/v1/phones/{IPEI}/hook", "offHook", "false"),
            of("POST", "/simulator/v1/phones/{IPEI}/charger", "inCharger", "false", "silentCharging", "false"),
            of("POST", "/simulator/v1/phones/{IPEI}/move", "rpn", "1"),
            of("POST", "/simulator/v1/phones/{IPEI}/power", "on", "true"),
            of("POST", "/simulator/v1/phones/{IPEI}/talk", "talking", "false"),
            of("POST", "/simulator/v1/phones/{IPEI}/leave", "trace", "\"message\"", "text", "\"Hello\""),
            of("POST", "/simulator/v1/phones/{IPEI}/set", "key", "\"UD_DispLang\"", "value", "\"de\""),
            of("POST", "/simulator/v1/phones/{IPEI}/label", "name", "\"Mine\"", "number", "\"1\""),
            of("POST", "/simulator/v1/phones/{IPEI}/lock", "locked", "false"),
            of("POST", "/simulator/v1/phones/{IPEI}/menu", "item", "\"status\"", "digits", "\"1\""));

    /** All there are. */
    static List<Deed> all() {
        return ALL;
    }

    /** The fields of all deeds at an address, such as {@code put /api/v1/users/{uid}}. */
    static Set<String> fieldsOf(String methodAndPath) {
        Set<String> fields = new TreeSet<>();
        ALL.stream()
                .filter(deed -> (deed.method + " " + deed.template).equalsIgnoreCase(methodAndPath))
                .forEach(deed -> fields.addAll(deed.fields.keySet()));
        return fields;
    }

    /** The path for what is known. */
    String path(Map<String, String> known) {
        String path = template;
        for (Map.Entry<String, String> entry : known.entrySet()) {
            path = path.replace("{" + entry.getKey() + "}", entry.getValue().replace("*", "%2A"));
        }
        return path;
    }

    private static Deed of(String method, String template, String... fields) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            values.put(fields[i], fields[i + 1]);
        }
        return new Deed(method, template, values);
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
