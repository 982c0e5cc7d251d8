package org.dectory.fetch.ftp.internal;

import org.dectory.testkit.fetch.Proftpd.Security;

/** With TLS by arrangement. */
class ExplicitProftpdTest extends ProftpdContract {

    ExplicitProftpdTest() {
        super(Security.EXPLICIT);
    }
}
