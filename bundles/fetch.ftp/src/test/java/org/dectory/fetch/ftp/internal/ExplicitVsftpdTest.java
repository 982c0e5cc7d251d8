package org.dectory.fetch.ftp.internal;

import org.dectory.testkit.fetch.Proftpd.Security;

/** With TLS by arrangement. */
class ExplicitVsftpdTest extends VsftpdContract {

    ExplicitVsftpdTest() {
        super(Security.EXPLICIT);
    }
}
