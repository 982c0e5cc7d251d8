package org.dectory.fetch.http.internal;

import java.util.Optional;
import org.dectory.testkit.fetch.WebServer;

/** nginx, which speaks HTTP, asks by Basic and packs files. */
class NginxTest extends WebServerContract {

    @Override
    WebServer start() throws Exception {
        return WebServer.nginx(scratch, Optional.empty(), "");
    }
}
