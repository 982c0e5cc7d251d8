package org.dectory.fetch.sftp.internal;

import java.io.IOException;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;

/** The server answers, but not as it should for the fetch to go on. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Failed failed;

    RefusedException(Kind kind, String reason) {
        super(reason);
        failed = new Failed(kind, reason);
    }

    /** The server says what makes no sense. */
    static RefusedException nonsense() {
        return new RefusedException(Kind.SERVER_ERROR, "The server does not speak SFTP as expected");
    }

    Failed failed() {
        return failed;
    }
}
