package org.dectory.fetch.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dectory.testkit.fetch.TlsIdentity;
import org.dectory.testkit.fetch.WebServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx, which speaks TLS, asks by Basic and packs files. */
@Tag("PRV-09")
class NginxTlsTest extends WebServerContract {

    @TempDir
    static Path keys;

    private static TlsIdentity identity;

    @BeforeAll
    static void makeIdentity() throws Exception {
        identity = TlsIdentity.make(keys, "dns:localhost,ip:127.0.0.1");
    }

    @Override
    WebServer start() throws Exception {
        trust.certificates(identity.trusted());
        return WebServer.nginx(scratch, Optional.of(identity), "");
    }

    @Test
    void sendsTheCredentialsAtOnce() throws Exception {
        put("4711.cfg", new byte[10]);

        contentOf(fetch("4711.cfg", ""));

        assertThat(requests()).hasSize(1).first().asString().contains("200 TLSv1.3");
    }

    @Test
    void keepsItsConnectionsAndItsThreads() throws Exception {
        put("4711.cfg", new byte[1000]);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        IntStream.range(0, 400)
                .forEach(i -> threads.execute(() -> {
                    try {
                        contentOf(fetch("4711.cfg", ""));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }));
        threads.shutdown();

        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(requests()).hasSize(400);
        assertThat(requests().stream()
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .distinct())
                .hasSizeLessThanOrEqualTo(6);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("fetch.http-")))
                .hasSizeLessThanOrEqualTo(2);
    }
}
