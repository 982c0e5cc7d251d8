package org.dectory.fetch.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.dectory.testkit.fetch.WebServer;
import org.junit.jupiter.api.Test;

/** lighttpd, which asks by Digest. */
class LighttpdTest extends WebServerContract {

    @Override
    WebServer start() throws Exception {
        return WebServer.lighttpd(scratch.resolve("sha"), "SHA-256");
    }

    @Test
    void provesThePasswordByMd5Too() throws Exception {
        try (WebServer old = WebServer.lighttpd(scratch.resolve("md5"), "MD5")) {
            old.put("4711.cfg", new byte[10]);

            assertThat(contentOf(fetch(old.folder().resolve("4711.cfg")))).hasSize(10);
        }
    }
}
