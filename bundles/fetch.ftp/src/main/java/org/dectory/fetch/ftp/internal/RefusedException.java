package org.dectory.fetch.ftp.internal;

import java.io.IOException;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;

/** The server answers, but not as it should for the fetch to go on. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Failed failed;

    RefusedException(Failed failed) {
        super(failed.reason());
        this.failed = failed;
    }

    /** What an answer means that is no consent (RFC 959, clause 4.2). */
    static RefusedException of(int reply) {
        String answer = " (FTP " + reply + ")";
        return new RefusedException(
                switch (reply) {
                    case 421, 425, 426 -> new Failed(Kind.UNREACHABLE, "The server breaks off" + answer);
                    case 332, 430, 530, 532, 534 -> new Failed(Kind.ACCESS_DENIED, "The server denies access" + answer);
                    default -> new Failed(Kind.SERVER_ERROR, "The server refuses" + answer);
                });
    }

    Failed failed() {
        return failed;
    }
}
