package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.dectory.itests.appliance.Appliance;
import org.dectory.itests.appliance.Nginx;
import org.dectory.itests.appliance.Rest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand users are imported with little more memory than the appliance needs when it does nothing. */
@Tag("PRV-14")
class ImportMemoryIT {

    private static final int USERS = 10_000;
    private static final int FIRST = 100_000;
    private static final long ROOM = 40L * 1024 * 1024;
    private static final String RUN = "/api/v1/provisioning/run";

    private final Path folder = Appliance.scratch("import-memory");

    @Test
    void importsTenThousandUsersWithFortyMegabytesMoreThanItHoldsWhenIdle() throws Exception {
        long idle;
        try (Appliance appliance = Appliance.start(folder.resolve("idle"))) {
            idle = liveOctets(appliance.process());
        }
        long limit = (idle + ROOM) / 1024;

        try (Nginx server = Nginx.start();
                Appliance appliance = Appliance.start(folder.resolve("data"), Map.of("DECTORY_HEAP", limit + "k"))) {
            putFiles(server);
            appliance.rest().put("/api/v1/provisioning/source", server.source()).expect(200);

            Map<String, Object> first = importAll(appliance.rest());
            Map<String, Object> second = importAll(appliance.rest());

            System.out.println("ImportMemoryIT: idle live set " + idle / 1024 + " K, heap limit " + limit + " K, first "
                    + first.get("perSecond") + " files/s, unchanged " + second.get("perSecond") + " files/s");
            assertThat(first).containsEntry("imported", USERS).containsEntry("failed", 0);
            assertThat(second).containsEntry("unchanged", USERS).containsEntry("failed", 0);
            assertThat(appliance.output()).doesNotContain("OutOfMemoryError");
        }
    }

    private static void putFiles(Nginx server) {
        String settings = IntStream.range(0, 15)
                .mapToObj(i -> "UD_Setting" + i + "=" + "x".repeat(40) + "\n")
                .reduce("", String::concat);
        for (int number = FIRST; number < FIRST + USERS; number++) {
            server.put(
                    number + ".cfg",
                    "UD_Name=Person " + number + "\nUD_Pin=" + number + "\nUD_SipPassword=secret" + number
                            + "\nUD_SipAccount=" + number + "\n" + settings);
        }
    }

    private static Map<String, Object> importAll(Rest rest) {
        List<String> logins = IntStream.range(FIRST, FIRST + USERS)
                .mapToObj(Integer::toString)
                .toList();
        rest.post(RUN, Map.of("logins", logins)).expect(202);
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Boolean.FALSE.equals(rest.get(RUN).object().get("running")));
        return rest.get(RUN).object();
    }

    /** What is alive after a full collection, which the histogram makes. */
    private static long liveOctets(Process process) throws IOException {
        Path jcmd = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "jcmd");
        Process histogram = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String total = text.lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new IOException(text));
        return Long.parseLong(total.substring("Total".length()).strip().split(" +", -1)[1]);
    }
}
