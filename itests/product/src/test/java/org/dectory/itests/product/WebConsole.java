package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Rest;

/** The part of the web console about updates, as a browser uses it. */
final class WebConsole {

    private static final String PASSWORD = "correct horse battery";
    private static final String PAGE = "/system/console/dectory";
    private static final String UPDATES = PAGE + "/updates";
    private static final Pattern TOKEN = Pattern.compile("data-token='([0-9a-f]+)'");

    private final Appliance appliance;

    /** Logs in for the first time, which takes another password. */
    WebConsole(Appliance appliance) throws IOException {
        this.appliance = appliance;
        String first =
                Files.readString(appliance.data().resolve("first-password")).strip();
        String body = JSON.std.asString(Map.of("currentPassword", first, "newPassword", PASSWORD));
        Rest.Answer changed = appliance
                .rest()
                .send(as("/api/v1/account/password", first)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)));
        assertThat(changed.status()).as(changed.body()).isBetween(200, 204);
    }

    private HttpRequest.Builder as(String path, String password) {
        byte[] credentials = ("omm:" + password).getBytes(StandardCharsets.UTF_8);
        return appliance
                .rest()
                .request(path)
                .setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    /** The whole page. */
    Rest.Answer page() {
        return appliance.rest().send(as(PAGE, PASSWORD).GET());
    }

    /** The script of the page. */
    Rest.Answer script() {
        return appliance.rest().send(as(PAGE + "/res/updates.js", PASSWORD).GET());
    }

    /** The part that the page asks for by itself. */
    Rest.Answer updates() {
        return appliance.rest().send(as(UPDATES, PASSWORD).GET());
    }

    /** What a form of the page proves that it is one. */
    String token() {
        Matcher token = TOKEN.matcher(updates().expect(200).body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    /** Sends a file. */
    Rest.Answer upload(byte[] file, String... headers) {
        HttpRequest.Builder request = as(UPDATES, PASSWORD)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(file));
        return appliance.rest().send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Presses a button, with what is typed into the fields of its form. */
    Rest.Answer press(String action, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> "&" + field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("", "token=" + token() + "&action=" + action, ""));
        return appliance
                .rest()
                .send(as(UPDATES, PASSWORD)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }
}
