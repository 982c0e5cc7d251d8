package org.dectory.fetch.ftp.internal;

import org.dectory.testkit.fetch.Proftpd.Security;

/** With TLS from the start. */
class ImplicitProftpdTest extends ProftpdContract {

    ImplicitProftpdTest() {
        super(Security.IMPLICIT);
    }
}
