package org.dectory.itests.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Nginx;
import org.dectory.itests.appliance.Phone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Administrators encrypt PINs on machines of their own, and people log in with them at the built appliance. */
@Tag("PRV-08")
class EncryptedValuesIT {

    private static final Path ELSEWHERE = Appliance.scratch("encrypted-values");
    private static final String PIN = "82734652";

    private static Nginx nginx;
    private static Appliance appliance;
    private static String code;

    @BeforeAll
    static void start() throws IOException {
        nginx = Nginx.start();
        appliance = Appliance.start(ELSEWHERE.resolve("data"));
        appliance.rest().put("/api/v1/provisioning/source", nginx.source()).expect(200);
        code = appliance.openSubscription();
        Files.copy(Appliance.image().resolve("lib/cli.jar"), ELSEWHERE.resolve("cli.jar"));
        downloadKey();
    }

    @AfterAll
    static void stop() {
        appliance.close();
        nginx.close();
    }

    private static void downloadKey() throws IOException {
        await("a key")
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> appliance.rest().get("/api/v1/value-keys/current").status() == 200);
        Files.writeString(
                ELSEWHERE.resolve("key.pem"),
                appliance.rest().get("/api/v1/value-keys/current").body());
    }

    /** What a command printed that had nothing but the folder with the key and the jar. */
    private static String run(int status, String input, String... command) {
        try {
            Path in = Files.writeString(ELSEWHERE.resolve("in"), input);
            Path out = ELSEWHERE.resolve("out");
            Process process = new ProcessBuilder(command)
                    .directory(ELSEWHERE.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String printed = Files.readString(out, UTF_8).strip();
            assertThat(process.exitValue()).as(printed).isEqualTo(status);
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String jar(int status, String input, String... words) {
        List<String> command = new ArrayList<>(List.of("java", "-jar", "cli.jar"));
        command.addAll(List.of(words));
        return run(status, input, command.toArray(String[]::new));
    }

    private static String encryptedPin(String pin) {
        return jar(0, pin + "\n", "encrypt", "--key", "key.pem", "--for", "UD_Pin");
    }

    private static void loginsWork(String number, String pin) {
        Phone phone = appliance.subscribedPhone("600-700", code);
        phone.login(number, pin);
        phone.logout();
    }

    @Test
    void aPinThatTheToolEncryptedOpensALoginAlsoAfterARotationAndAPowerCut() throws IOException {
        String line = encryptedPin(PIN);
        nginx.put("5101.cfg", "UD_Name=Julian\n" + line + "\n");

        loginsWork("5101", PIN);

        appliance.rest().post("/api/v1/value-keys", Map.of()).expect(201);
        appliance.kill();
        appliance = Appliance.start(ELSEWHERE.resolve("data"));
        code = appliance.openSubscription();
        nginx.put("5102.cfg", "UD_Name=Maria\n" + line + "\n");
        loginsWork("5102", PIN);
        assertThat(appliance.rest().get("/api/v1/value-keys").items()).hasSizeGreaterThanOrEqualTo(2);
        downloadKey();
        nginx.put("5103.cfg", "UD_Name=Otto\n" + encryptedPin(PIN) + "\n");
        loginsWork("5103", PIN);
        assertThat(appliance.output()).doesNotContain(PIN);
        assertThat(filesOfTheApplianceWith(PIN)).isEmpty();
    }

    private static List<Path> filesOfTheApplianceWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(ELSEWHERE.resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> read(file).contains(text))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // Gone meanwhile.
        }
    }

    @Test
    void aPinThatOpensslEncryptedAsTheManualSaysOpensALogin() {
        String line = run(
                0,
                "",
                "sh",
                "-c",
                "id=$(openssl pkey -pubin -in key.pem -outform DER | sha256sum | cut -c1-8); printf %s 4711 |"
                        + " openssl pkeyutl -encrypt -pubin -inkey key.pem -pkeyopt rsa_padding_mode:oaep"
                        + " -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256 | base64 -w0 |"
                        + " sed \"s/^/UD_Pin={rsa:$id}/\"");
        nginx.put("5104.cfg", "UD_Name=Anna\n" + line + "\n");

        loginsWork("5104", "4711");
    }

    @Test
    @Tag("CFG-04")
    @Tag("SEC-01")
    void aPinThatCannotBeReadLetsNobodyInAndIsTold() {
        String line = encryptedPin(PIN);
        nginx.put("5105.cfg", "UD_Name=Ida\n" + line.replaceFirst("rsa:[0-9a-f]{8}", "rsa:00000000") + "\n");

        Map<String, Object> result = appliance
                .rest()
                .post("/api/v1/provisioning/imports", Map.of("login", "5105"))
                .expect(200)
                .object();

        assertThat(result.get("outcome")).isEqualTo("imported");
        assertThat(String.valueOf(result.get("messages")))
                .contains("2: error: UD_Pin: encrypted value of no use")
                .contains("00000000")
                .doesNotContain(PIN);
        Phone phone = appliance.subscribedPhone("600-700", code);
        phone.dial("*115105");
        phone.awaitPrompt();
        phone.type("0000");
        phone.awaitDisplay("Wrong PIN");
        phone.hangUp();
    }

    @Test
    @Tag("CFG-05")
    void filesAreCheckedOnAnyMachine() throws IOException {
        Files.writeString(ELSEWHERE.resolve("5106.cfg"), "UD_Name=Max\n" + encryptedPin(PIN) + "\nUD_KeyLockTime=15\n");

        assertThat(jar(1, "", "check", "5106.cfg"))
                .contains(
                        "5106.cfg:2: warning: UD_Pin: encrypted, not checked here",
                        "5106.cfg:3: error: UD_KeyLockTime: bad value \"15\" (expected: 0, 10, 20, 30, 60, 90 or 120)");
        assertThat(jar(2, "", "check", "none.cfg")).contains("There is no file none.cfg.");
    }
}
