package org.dectory.fetch.ftp.internal;

import org.dectory.testkit.fetch.Proftpd.Security;

/** Without TLS. */
class PlainProftpdTest extends ProftpdContract {

    PlainProftpdTest() {
        super(Security.NONE);
    }
}
