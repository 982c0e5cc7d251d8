package org.dectory.fetch.ftp.internal;

import org.dectory.testkit.fetch.Proftpd.Security;

/** With TLS from the start. */
class ImplicitVsftpdTest extends VsftpdContract {

    ImplicitVsftpdTest() {
        super(Security.IMPLICIT);
    }
}
