package org.dectory.fetch.ftp.internal;

import org.dectory.testkit.fetch.Proftpd.Security;

/** Without TLS. */
class PlainVsftpdTest extends VsftpdContract {

    PlainVsftpdTest() {
        super(Security.NONE);
    }
}
