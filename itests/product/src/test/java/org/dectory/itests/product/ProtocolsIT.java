package org.dectory.itests.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Phone;
import org.dectory.testkit.fetch.Atftpd;
import org.dectory.testkit.fetch.Proftpd;
import org.dectory.testkit.fetch.Sshd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** People whose files lie on servers of other sorts than HTTP. */
@Tag("PRV-01")
class ProtocolsIT {

    private static final Path FOLDER = Appliance.scratch("protocols");

    private static Appliance appliance;
    private static String code;

    @BeforeAll
    static void start() {
        appliance = Appliance.start(FOLDER.resolve("data"));
        code = appliance.openSubscription();
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    @Test
    @Tag("PRV-05")
    @Tag("PRV-15")
    void aPersonComesAndGoesByTftp() throws IOException {
        try (Atftpd server = new Atftpd(FOLDER.resolve("tftp"))) {
            server.put("users/user_common.cfg", "UD_VoiceMailNumber=900\n".getBytes(UTF_8));
            server.put("users/4721.cfg", "UD_Name=Theo\nUD_Pin=2222\n".getBytes(UTF_8));
            from(Map.of("protocol", "tftp", "server", "127.0.0.1", "port", server.port(), "path", "/users"));

            comesAndGoes("4721", "Theo", () -> server.remove("users/4721.cfg"));
        }
    }

    @Test
    @Tag("PRV-05")
    @Tag("PRV-15")
    void aPersonComesAndGoesByFtp() throws IOException {
        try (Proftpd server = new Proftpd(FOLDER.resolve("ftp"), Proftpd.Security.NONE, Optional.empty(), "")) {
            server.put("users/user_common.cfg", "UD_VoiceMailNumber=900\n".getBytes(UTF_8));
            server.put("users/4722.cfg", "UD_Name=Frieda\nUD_Pin=2222\n".getBytes(UTF_8));
            from(Map.of(
                    "protocol",
                    "ftp",
                    "server",
                    "127.0.0.1",
                    "port",
                    server.port(),
                    "path",
                    "/users",
                    "userName",
                    "phone",
                    "password",
                    "pass word"));

            comesAndGoes("4722", "Frieda", () -> server.remove("users/4722.cfg"));
        }
        assertThat(appliance.output()).doesNotContain("pass word");
    }

    /** The appliance logs in by its own key, and knows the host by its. */
    @Test
    @Tag("PRV-05")
    @Tag("PRV-09")
    @Tag("PRV-15")
    void aPersonComesAndGoesBySftp() throws IOException, InterruptedException {
        String own = appliance.rest().get("/api/v1/trust/ssh-key").expect(200).text("publicKey");
        Path folder = Files.createDirectories(FOLDER.resolve("sftp"));
        try (Sshd server = new Sshd(folder, "ed25519", own, "")) {
            String lines = "[127.0.0.1]:" + server.port() + " " + Files.readString(folder.resolve("host-ed25519.pub"));
            appliance.rest().post("/api/v1/trust/hosts", Map.of("lines", lines)).expect(200);
            server.put("users/user_common.cfg", "UD_VoiceMailNumber=900\n".getBytes(UTF_8));
            server.put("users/4723.cfg", "UD_Name=Selma\nUD_Pin=2222\n".getBytes(UTF_8));
            from(Map.of(
                    "protocol",
                    "sftp",
                    "server",
                    "127.0.0.1",
                    "port",
                    server.port(),
                    "path",
                    server.root() + "/users",
                    "userName",
                    server.credentials().user()));

            comesAndGoes("4723", "Selma", () -> server.remove("users/4723.cfg"));
        }
    }

    private static void from(Map<String, Object> source) {
        appliance.rest().put("/api/v1/provisioning/source", source).expect(200);
    }

    private static void comesAndGoes(String number, String name, Removal removal) throws IOException {
        Phone phone = appliance.subscribedPhone("600-700", code);
        phone.login(number, "2222");
        assertThat(phone.look()).containsEntry("name", name).containsEntry("number", number);
        phone.logout();

        removal.happens();
        phone.dial("*11" + number);
        phone.awaitTones("positive-acknowledgement", "negative-acknowledgement");
        phone.hangUp();

        assertThat(appliance.rest().get("/api/v1/users?search=" + number).items())
                .isEmpty();
    }

    /** A file is taken from its server. */
    @FunctionalInterface
    private interface Removal {

        void happens() throws IOException;
    }
}
