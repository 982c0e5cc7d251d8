package org.dectory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {

    @TempDir
    Path data;

    private HttpServer server;
    private Api api;
    private volatile String seen = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        Files.writeString(
                data.resolve("address"),
                "http://127.0.0.1:" + server.getAddress().getPort() + "\n");
        Files.writeString(data.resolve("token"), "open-sesame\n");
        api = new Api(new Place(data, data, OptionalInt.empty()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void readsJsonWithTheTokenOfTheDataFolder() throws Exception {
        answer(200, "[{\"number\":\"201\"}]");

        Object users = api.get("/api/v1/users");

        assertThat(users).isEqualTo(List.of(Map.of("number", "201")));
        assertThat(seen).isEqualTo("GET Bearer open-sesame ");
    }

    @Test
    void sendsJson() throws Exception {
        answer(204, "");

        Object nothing = api.post("/api/v1/logins", Map.of("user", "201"));

        assertThat(nothing).isEqualTo(Map.of());
        assertThat(seen).isEqualTo("POST Bearer open-sesame {\"user\":\"201\"}");
    }

    @Test
    void passesOnTheWordsOfAProblem() {
        answer(404, "{\"title\":\"Not found\",\"detail\":\"There is no user 201.\"}");

        assertThatThrownBy(() -> api.get("/api/v1/users/201"))
                .isInstanceOf(CommandException.class)
                .hasMessage("There is no user 201.");
    }

    @Test
    void saysTheStatusWhenAProblemHasNoWords() {
        answer(502, "");

        assertThatThrownBy(() -> api.get("/api/v1/users")).hasMessage("The appliance answers with status 502.");
    }

    @Test
    void saysWhenNobodyAnswers() {
        server.stop(0);

        assertThatThrownBy(() -> api.get("/api/v1/users")).hasMessageStartingWith("No appliance answers at http://");
    }

    @Test
    void saysWhenTheDataFolderIsNoAppliances() throws IOException {
        Files.delete(data.resolve("token"));

        assertThatThrownBy(() -> api.get("/api/v1/users")).hasMessageStartingWith("No appliance runs on " + data);
    }

    @Test
    void saysWhereTheTokenWasLookedForWhenOnlyAPortWasSaid() throws IOException {
        Files.delete(data.resolve("token"));
        Api elsewhere = new Api(new Place(data, data, OptionalInt.of(8081)));

        assertThatThrownBy(() -> elsewhere.get("/api/v1/users"))
                .hasMessageContaining("port 8081")
                .hasMessageContaining("--data DIR");
    }

    private void answer(int status, String body) {
        server.createContext("/", exchange -> {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen = exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + sent;
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
